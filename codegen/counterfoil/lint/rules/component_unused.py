"""Nothing uses a component.

## What it says

A schema, response, parameter, example, body, header, link, callback or security scheme is defined, but no
operation reaches it.

## Who breaks

Nobody; but readers take it for part of the contract, and it is kept up to date for no one.

## Example

```yaml
paths: {}
components:
  schemas:
    Order: {type: object}
```

## Instead

Remove it, or refer to it where it was meant.
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.usage import unused
from counterfoil.lint.words import trail
from counterfoil.model import Bundle, Finding, Severity, unescape


@rule(Severity.NOTE)
def component_unused(bundle: Bundle) -> Iterator[Finding]:
    for place in unused(bundle):
        name = unescape(place.pointer.rpartition("/")[2])
        yield Finding(
            rule="component-unused",
            message=f"{bundle.contract.title}: nothing that the contract offers reaches {trail(place)}",
            at=place.at,
            subject=name,
            fix="Remove it, or refer to it where it was meant.",
        )
