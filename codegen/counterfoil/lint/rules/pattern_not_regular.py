"""A pattern is no regular expression.

## What it says

The text under `pattern`, or a key of `patternProperties`, cannot be read as a regular expression of ECMA-262,
which JSON Schema uses.

## Who breaks

Both sides: each tool does something else with it, and most ignore it.

## Example

```yaml
code: {type: string, pattern: "[A-Z"}
```

## Instead

```yaml
code: {type: string, pattern: "[A-Z]"}
```
"""

from collections.abc import Iterator

from jsonschema_rs import ValidationError, validator_for

from counterfoil.engine.rules import rule
from counterfoil.lint.schemas import Spot, spots
from counterfoil.model import Bundle, Finding, Place, Severity


@rule(Severity.ERROR)
def pattern_not_regular(bundle: Bundle) -> Iterator[Finding]:
    regular: dict[str, bool] = {}
    for spot in spots(bundle.api):
        for pattern, place in _patterns(spot):
            if pattern not in regular:
                regular[pattern] = _is_regular(pattern)
            if not regular[pattern]:
                yield Finding(
                    rule="pattern-not-regular",
                    message=f"{bundle.contract.title} {spot.title}: the pattern `{pattern}` is no"
                    " regular expression",
                    at=place.at,
                    subject=spot.title,
                    witness=pattern,
                    fix="Correct it; a backslash takes no part in YAML's single quotes, and `\\\\` is"
                    " one in double quotes and JSON.",
                )


def _patterns(spot: Spot) -> Iterator[tuple[str, Place]]:
    if "pattern" in spot.schema:
        yield spot.schema["pattern"], spot.place / "pattern"
    for pattern in spot.schema.get("patternProperties", ()):
        yield pattern, spot.place / "patternProperties" / pattern


def _is_regular(pattern: str) -> bool:
    try:
        validator_for({"pattern": pattern})
    except ValidationError:
        return False
    return True
