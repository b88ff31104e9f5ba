"""A consumer expects a message of an API, or an answer of a message.

## What it says

An interaction with `message` stands beside an OpenAPI document, or one with `request` and `response` beside
the JSON Schema of a message.

## Who breaks

The consumer: nothing of the interaction can be checked.

## Example

`contracts/events/order-placed/v1/schema.json`, and

```yaml
- description: An order was placed
  request: {operation: orderPlaced}
  response: {status: 200, reads: [/orderId]}
```

## Instead

```yaml
- description: An order was placed
  message: {reads: [/orderId]}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.relied import relied_on
from counterfoil.model import Bundle, Finding, Kind, Severity


@rule(Severity.ERROR)
def expectation_message_mismatch(bundle: Bundle) -> Iterator[Finding]:
    asks = bundle.contract.kind is Kind.OPENAPI
    for relied in relied_on(bundle):
        place = relied.interaction.place
        if asks and relied.interaction.ask is None:
            yield relied.finding(
                "expectation-message-mismatch",
                "expects a message, and the contract describes operations",
                place / "message",
                "Write `request` and `response` in place of `message`.",
            )
        elif not asks and relied.interaction.ask is not None:
            yield relied.finding(
                "expectation-message-mismatch",
                "expects an answer to a request, and the contract describes a message",
                place / "request",
                "Write `message` in place of `request` and `response`.",
            )
