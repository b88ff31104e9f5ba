"""A consumer expects a status that the operation does not document.

## What it says

`status` in a file of expectations is neither documented itself, nor by a range such as `4XX`, nor by
`default`.

## Who breaks

The consumer: the provider never promised to answer so, and may answer otherwise tomorrow.

## Example

An operation that documents 200 and 404, and

```yaml
request: {operation: getOrder}
response: {status: 410}
```

## Instead

```yaml
request: {operation: getOrder}
response: {status: 404}
```

Where the provider does answer 410, the contract is what lacks it: document the response.
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.relied import relied_on
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.ERROR)
def expectation_status_undocumented(bundle: Bundle) -> Iterator[Finding]:
    for relied in relied_on(bundle):
        operation, status = relied.operation, relied.interaction.status
        if operation is not None and relied.response is None:
            known = ", ".join(each.status for each in operation.responses) or "none"
            yield relied.finding(
                "expectation-status-undocumented",
                f"expects {operation.title} to answer {status}, and the contract documents {known}",
                relied.answer / "status",
                "Expect a status that is documented, or document this one in the contract.",
                witness=status,
            )
