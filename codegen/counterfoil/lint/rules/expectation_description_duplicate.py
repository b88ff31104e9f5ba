"""Two interactions of a consumer have the same description, or become the same test.

## What it says

A description names an interaction: recordings find it again by that name, and the test in the generated
suite is called after it. Here two have one name, or two that differ in capitals and punctuation alone.

## Who breaks

The consumer: nobody can tell which of the two failed, and a recording renews the first alone.

## Example

```yaml
- description: The order
- description: the order!
```

## Instead

```yaml
- description: The order
- description: The order that was cancelled
```
"""

from collections.abc import Iterator

from counterfoil.engine.naming import words
from counterfoil.engine.rules import rule
from counterfoil.lint.relied import Relied, relied_on
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.ERROR)
def expectation_description_duplicate(bundle: Bundle) -> Iterator[Finding]:
    first: dict[tuple[str, str], Relied] = {}
    for relied in relied_on(bundle):
        key = relied.consumer, _name(relied)
        known = first.setdefault(key, relied)
        if known is not relied:
            yield _finding(relied, known)


def _name(relied: Relied) -> str:
    """What is left of a description in the name of a test."""
    description = relied.interaction.description
    return "_".join(words(description)).lower() or description


def _finding(relied: Relied, known: Relied) -> Finding:
    line = known.interaction.place.at.line
    own, other = relied.interaction.description, known.interaction.description
    what = "the same description" if own == other else f"the same test as `{other}`,"
    return relied.finding(
        "expectation-description-duplicate",
        f"describes two interactions so that they have {what} on line {line}",
        relied.interaction.place / "description",
        "Say in the description what is different about it.",
    )
