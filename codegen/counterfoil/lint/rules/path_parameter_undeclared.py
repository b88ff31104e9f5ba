"""A path template names a parameter that nobody declares.

## What it says

Every `{name}` in a path needs a parameter with that name and `in: path`.

## Who breaks

Consumers: their client does not know what to put there, or whether it is a number.

## Example

```yaml
paths:
  /orders/{orderId}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
```

## Instead

```yaml
        - {name: orderId, in: path, required: true, schema: {type: string}}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.paths import names
from counterfoil.lint.written import path_items
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.ERROR)
def path_parameter_undeclared(bundle: Bundle) -> Iterator[Finding]:
    for item in path_items(bundle):
        for operation in item.operations:
            parameters = (*item.parameters, *operation.parameters)
            declared = {each.name for each in parameters if each.location == "path"}
            for name in dict.fromkeys(names(item.path)):
                if name not in declared:
                    yield Finding(
                        rule="path-parameter-undeclared",
                        message=f"{bundle.contract.title} {operation.title}: no parameter declares what"
                        f" `{{{name}}}` in the path is",
                        at=operation.place.at,
                        subject=f"{operation.title} {name}",
                        witness=name,
                        fix=f"Declare `{name}` with `in: path` and `required: true`, or correct the"
                        " path.",
                    )
