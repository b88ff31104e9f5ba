"""A contract has a sunset, but names nothing to move to.

## What it says

`x-successor` names the contract version that replaces this one.

## Who breaks

Consumers: they learn that they must leave, and not where to.

## Example

```yaml
deprecated: true
x-sunset: 2027-06-30
```

## Instead

```yaml
deprecated: true
x-sunset: 2027-06-30
x-successor: orders/v2
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.WARNING)
def sunset_without_successor(bundle: Bundle) -> Iterator[Finding]:
    lifecycle = bundle.api.lifecycle
    if lifecycle.sunset and not lifecycle.successor:
        yield Finding(
            rule="sunset-without-successor",
            message=f"{bundle.contract.title} has its sunset on {lifecycle.sunset} and names no successor",
            at=(bundle.api.place / "x-sunset").at,
            subject=bundle.contract.id,
            fix="Add `x-successor`, such as `orders/v2`.",
        )
