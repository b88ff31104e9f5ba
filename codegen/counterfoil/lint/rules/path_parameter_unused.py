"""A path parameter is declared that the path does not have.

## What it says

A parameter with `in: path` has no `{name}` in the path, so it can never be sent.

## Who breaks

Consumers: they are asked for a value that goes nowhere. Often the path or the parameter is
misspelt, and then the request reaches another operation.

## Example

```yaml
paths:
  /orders:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
```

## Instead

```yaml
paths:
  /orders/{id}:
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.paths import names
from counterfoil.model import Bundle, Finding, In, Severity


@rule(Severity.ERROR)
def path_parameter_unused(bundle: Bundle) -> Iterator[Finding]:
    for operation in bundle.api.operations:
        used = names(operation.path)
        for parameter in operation.parameters:
            if parameter.location is In.PATH and parameter.name not in used:
                yield Finding(
                    rule="path-parameter-unused",
                    message=f"{bundle.contract.title} {operation.title}: the path parameter"
                    f" `{parameter.name}` is not in the path",
                    at=parameter.place.at,
                    subject=f"{operation.title} {parameter.name}",
                    witness=parameter.name,
                    fix=f"Put `{{{parameter.name}}}` into the path, or remove the parameter.",
                )
