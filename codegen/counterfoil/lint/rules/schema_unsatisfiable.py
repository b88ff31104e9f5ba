"""No value satisfies a schema.

## What it says

The schema's keywords contradict each other. Only the innermost contradiction is told, not every schema
that contains it. `false` and `not: {}` are taken as meant.

## Who breaks

Both sides: nothing they can send is right.

## Example

```yaml
code:
  type: string
  minLength: 10
  maxLength: 5
```

## Instead

```yaml
code:
  type: string
  minLength: 5
  maxLength: 10
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.contradictions import contradictions
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.ERROR)
def schema_unsatisfiable(bundle: Bundle) -> Iterator[Finding]:
    for spot in contradictions(bundle.api):
        yield Finding(
            rule="schema-unsatisfiable",
            message=f"{bundle.contract.title} {spot.title}: no value satisfies this schema",
            at=spot.place.at,
            subject=spot.title,
            witness=dict(spot.schema),
            fix="Find the keywords that contradict each other, and drop or widen one of them.",
        )
