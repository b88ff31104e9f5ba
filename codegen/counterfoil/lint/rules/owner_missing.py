"""A contract names no owner.

## What it says

`x-owner` says which team answers for the contract.

## Who breaks

Consumers: nobody can be asked before a change, and nobody is told when it breaks them.

## Example

```yaml
openapi: 3.1.0
info: {title: Orders, version: 2.1.0}
```

## Instead

```yaml
openapi: 3.1.0
info: {title: Orders, version: 2.1.0}
x-owner: team-checkout
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.WARNING)
def owner_missing(bundle: Bundle) -> Iterator[Finding]:
    if not bundle.api.lifecycle.owner:
        yield Finding(
            rule="owner-missing",
            message=f"{bundle.contract.title} names no owner",
            at=bundle.api.place.at,
            subject=bundle.contract.id,
            fix="Add `x-owner` with the team that answers for it.",
        )
