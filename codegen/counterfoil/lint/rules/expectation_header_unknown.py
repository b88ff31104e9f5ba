"""A consumer reads a response header that the contract does not document.

## What it says

A name under `headers` of a response in a file of expectations is no documented header of it. Those that
every answer may have by HTTP itself (`Content-Type`, `Content-Length`, `Date` and the like) need no word.

## Who breaks

The consumer: the provider may stop sending the header at any time.

## Example

```yaml
response: {status: 201, headers: [Locaton]}
```

## Instead

```yaml
response: {status: 201, headers: [Location]}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.relied import instead, relied_on
from counterfoil.model import Bundle, Finding, Severity

_OF_HTTP = frozenset(
    (
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "transfer-encoding",
    )
)


@rule(Severity.ERROR)
def expectation_header_unknown(bundle: Bundle) -> Iterator[Finding]:
    for relied in relied_on(bundle):
        if relied.response is None:
            continue
        known = [each.name for each in relied.response.headers]
        allowed = _OF_HTTP | {each.lower() for each in known}
        for index, name in enumerate(relied.interaction.use.headers):
            if name.lower() not in allowed:
                yield relied.finding(
                    "expectation-header-unknown",
                    f"reads the header `{name}` of {relied.subject}, and the contract documents"
                    f" {', '.join(known) or 'none'}",
                    relied.answer / "headers" / index,
                    instead(name, known, "Document the header in the contract, or do not read it."),
                )
