"""A member of an enumeration does not satisfy its own schema.

## What it says

Another keyword beside `enum` or `const` refuses the value, so it can never be sent.

## Who breaks

Whoever sends it because the contract lists it: the request is refused.

## Example

```yaml
priority:
  type: string
  enum: [low, high, 3]
```

## Instead

```yaml
priority:
  type: string
  enum: [low, high, "3"]
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.claims import members, refused
from counterfoil.lint.words import shown
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.WARNING)
def enum_member_rejected(bundle: Bundle) -> Iterator[Finding]:
    for claim, refusal in refused(bundle.api, members(bundle.api)):
        yield Finding(
            rule="enum-member-rejected",
            message=f"{bundle.contract.title} {claim.title}: the listed value {shown(claim.value)} is"
            f" refused by its own schema: {refusal} ({refusal.keyword})",
            at=claim.place.at,
            subject=claim.title,
            witness=claim.value,
            fix=f"Correct the value, or the schema's `{refusal.keyword}`.",
        )
