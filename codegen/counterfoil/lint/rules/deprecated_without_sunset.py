"""Something is deprecated, but nobody says until when it works.

## What it says

A deprecated contract or operation has no `x-sunset`.

## Who breaks

Consumers: a deprecation without a date is not planned for, and the day it goes comes as a surprise.

## Example

```yaml
deprecated: true
```

## Instead

```yaml
deprecated: true
x-sunset: 2027-06-30
```

An operation of a contract that has a sunset itself needs none of its own.
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.WARNING)
def deprecated_without_sunset(bundle: Bundle) -> Iterator[Finding]:
    lifecycle = bundle.api.lifecycle
    if lifecycle.sunset:
        return
    if lifecycle.deprecated:
        yield Finding(
            rule="deprecated-without-sunset",
            message=f"{bundle.contract.title} is deprecated but names no sunset date",
            at=bundle.api.place.at,
            subject=bundle.contract.id,
            fix="Add `x-sunset` with the day on which it may stop working.",
        )
    for operation in bundle.api.operations:
        if operation.deprecated and not operation.sunset:
            yield Finding(
                rule="deprecated-without-sunset",
                message=f"{bundle.contract.title} {operation.title} is deprecated but names no sunset"
                " date",
                at=operation.place.at,
                subject=operation.title,
                fix="Add `x-sunset` with the day on which it may stop working.",
            )
