"""An example does not satisfy its own schema.

## What it says

The value under `example` or `examples` of a schema, parameter or JSON body is not a value of the schema
that it stands beside.

## Who breaks

Whoever believes the example: a developer who copies it into a request, and a stub that answers with it.

## Example

```yaml
total:
  type: number
  example: "12.50"
```

## Instead

```yaml
total:
  type: number
  example: 12.5
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.claims import examples, refused
from counterfoil.lint.words import shown
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.WARNING)
def example_rejected(bundle: Bundle) -> Iterator[Finding]:
    for claim, refusal in refused(bundle.api, examples(bundle.api)):
        yield Finding(
            rule="example-rejected",
            message=f"{bundle.contract.title} {claim.title}: the example {shown(claim.value)} is refused"
            f" by its own schema: {refusal} ({refusal.keyword})",
            at=claim.place.at,
            subject=claim.title,
            witness=claim.value,
            fix=f"Correct the example, or the schema's `{refusal.keyword}`.",
        )
