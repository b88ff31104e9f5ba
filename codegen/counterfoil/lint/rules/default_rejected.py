"""A default does not satisfy its own schema.

## What it says

The value under `default` is not a value of the schema that it stands beside.

## Who breaks

Consumers that leave the field out: the provider fills in a value that they, by the contract, need
not understand.

## Example

```yaml
limit:
  type: integer
  maximum: 100
  default: 500
```

## Instead

```yaml
limit:
  type: integer
  maximum: 100
  default: 100
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.claims import defaults, refused
from counterfoil.lint.words import shown
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.WARNING)
def default_rejected(bundle: Bundle) -> Iterator[Finding]:
    for claim, refusal in refused(bundle.api, defaults(bundle.api)):
        yield Finding(
            rule="default-rejected",
            message=f"{bundle.contract.title} {claim.title}: the default {shown(claim.value)} is refused"
            f" by its own schema: {refusal} ({refusal.keyword})",
            at=claim.place.at,
            subject=claim.title,
            witness=claim.value,
            fix=f"Correct the default, or the schema's `{refusal.keyword}`.",
        )
