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
from counterfoil.lint.written import path_items
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.ERROR)
def path_parameter_unused(bundle: Bundle) -> Iterator[Finding]:
    for item in path_items(bundle):
        lists = [(item.path, item.parameters)]
        lists += [(operation.title, operation.parameters) for operation in item.operations]
        for title, parameters in lists:
            for parameter in parameters:
                if parameter.location == "path" and parameter.name not in names(item.path):
                    yield Finding(
                        rule="path-parameter-unused",
                        message=f"{bundle.contract.title} {title}: the path parameter"
                        f" `{parameter.name}` is not in the path",
                        at=parameter.place.at,
                        subject=f"{title} {parameter.name}",
                        witness=parameter.name,
                        fix=f"Put `{{{parameter.name}}}` into the path, or remove the parameter.",
                    )
