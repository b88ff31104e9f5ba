"""The document breaks the rules of its own format.

## What it says

The schema that the authors of OpenAPI or JSON Schema publish for this version refuses a part of the document.

## Who breaks

Whoever reads the contract with another tool: it refuses the document, or skips the part in silence.

## Example

```yaml
openapi: 3.0.3
paths:
  /orders:
    get:
      parameters:
        - {name: limit, in: querry, schema: {type: integer}}
```

## Instead

```yaml
        - {name: limit, in: query, schema: {type: integer}}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.conformity import objections
from counterfoil.lint.words import trail
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.ERROR)
def document_invalid(bundle: Bundle) -> Iterator[Finding]:
    standard = _standard(bundle.contract.dialect)
    for objection in objections(bundle):
        yield Finding(
            rule="document-invalid",
            message=f"{bundle.contract.title}, {trail(objection.place)}: {objection.why}; {standard}"
            " does not allow it",
            at=objection.place.at,
            subject=objection.keyword,
            fix=f"Write this part as {standard} has it.",
        )


def _standard(dialect: str) -> str:
    if dialect == "2.0":
        return "Swagger 2.0"
    return f"OpenAPI {dialect}" if dialect.startswith("3.") else f"JSON Schema {dialect}"
