"""Two paths match the same request, and neither is the more specific one.

## What it says

A concrete segment wins over a parameter, but here each of the two paths is concrete where the other
has a parameter.

## Who breaks

Consumers: which operation answers depends on the framework of the provider, and changes when the
provider changes it.

## Example

```yaml
paths:
  /{collection}/archived: {}
  /orders/{id}: {}
```

`/orders/archived` matches both.

## Instead

```yaml
paths:
  /archive/{collection}: {}
  /orders/{id}: {}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.paths import overlap
from counterfoil.lint.words import line_of
from counterfoil.model import Bundle, Finding, Operation, Severity


@rule(Severity.WARNING)
def path_templates_ambiguous(bundle: Bundle) -> Iterator[Finding]:
    for operation, earlier in _pairs(bundle.api.operations):
        if overlap(operation.path, earlier.path):
            yield Finding(
                rule="path-templates-ambiguous",
                message=f"{bundle.contract.title} {operation.title} and {earlier.title} "
                f"({line_of(earlier.place, operation.place)}) match the same request,"
                f" {operation.method} {_witness(operation.path, earlier.path)}",
                at=operation.place.at,
                subject=f"{operation.title} {earlier.path}",
                witness=_witness(operation.path, earlier.path),
                fix="Let the two paths differ in a segment that is no parameter in either.",
            )


def _pairs(operations: tuple[Operation, ...]) -> Iterator[tuple[Operation, Operation]]:
    rivals: dict[tuple[str, int], list[Operation]] = {}
    for operation in operations:
        group = rivals.setdefault((operation.method, operation.path.count("/")), [])
        yield from ((operation, earlier) for earlier in group)
        group.append(operation)


def _witness(path: str, other: str) -> str:
    segments = zip(path.split("/"), other.split("/"), strict=True)
    return "/".join(theirs if "{" in ours else ours for ours, theirs in segments)
