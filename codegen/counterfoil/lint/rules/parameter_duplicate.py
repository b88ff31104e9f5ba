"""The same parameter is listed twice.

## What it says

Two entries of one list have the same name and travel in the same place. An operation may replace a parameter of
its path, but a list may not name one twice.

## Who breaks

Consumers: which of the two descriptions holds is left to the tool that reads them.

## Example

```yaml
parameters:
  - {name: limit, in: query, schema: {type: integer}}
  - {name: limit, in: query, schema: {type: string}}
```

## Instead

```yaml
parameters:
  - {name: limit, in: query, schema: {type: integer}}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.words import line_of
from counterfoil.lint.written import Declared, path_items
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.ERROR)
def parameter_duplicate(bundle: Bundle) -> Iterator[Finding]:
    for item in path_items(bundle):
        lists = [(item.path, item.parameters)]
        lists += [(operation.title, operation.parameters) for operation in item.operations]
        for title, parameters in lists:
            for again, first in _repeated(parameters):
                yield Finding(
                    rule="parameter-duplicate",
                    message=f"{bundle.contract.title} {title}: the {again.location} parameter"
                    f" `{again.name}` is listed already ({line_of(first.place, again.place)})",
                    at=again.place.at,
                    subject=f"{title} {again.name}",
                    witness=again.name,
                    fix="Remove one of the two, or rename it.",
                )


def _repeated(parameters: tuple[Declared, ...]) -> Iterator[tuple[Declared, Declared]]:
    first: dict[tuple[str, str], Declared] = {}
    for parameter in parameters:
        earlier = first.setdefault((parameter.name, parameter.location), parameter)
        if earlier is not parameter:
            yield parameter, earlier
