"""A consumer sends a value that the contract refuses.

## What it says

A parameter or the body of a request in a file of expectations breaks its schema, has a media type that the
operation does not take, or is missing though the contract requires it. Where the expected status is 4xx, a
wrong request is the point, and nothing is said.

## Who breaks

The consumer: the provider may answer with 4xx, and the response that it relies on never comes.

## Example

A `quantity` with `minimum: 1`, and

```yaml
request: {operation: placeOrder, body: {quantity: 0}}
response: {status: 201}
```

## Instead

```yaml
request: {operation: placeOrder, body: {quantity: 1}}
response: {status: 201}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.engine.validators import Validators
from counterfoil.lint.relied import Relied, relied_on
from counterfoil.lint.sent import refusals
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.ERROR)
def expectation_value_rejected(bundle: Bundle) -> Iterator[Finding]:
    if not bundle.expectations:
        return
    validators = Validators(bundle.api)
    for relied in relied_on(bundle):
        if not 400 <= relied.interaction.status < 500:
            yield from _findings(relied, validators)


def _findings(relied: Relied, validators: Validators) -> Iterator[Finding]:
    title = relied.operation.title if relied.operation else ""
    for each in refusals(relied, validators):
        yield relied.finding(
            "expectation-value-rejected",
            f"sends {title} a request that the contract refuses: {each.why}",
            each.place,
            each.fix,
            witness=each.witness,
        )
