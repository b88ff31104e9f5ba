"""An error response is JSON, but not `application/problem+json`.

## What it says

RFC 9457 gives errors one shape: `type`, `title`, `status`, `detail`, `instance`, and what you add.

## Who breaks

Consumers of several contracts: they write the code that shows an error once per provider.

## Example

```yaml
"404":
  description: No such order.
  content:
    application/json: {schema: {type: object, properties: {error: {type: string}}}}
```

## Instead

```yaml
"404":
  description: No such order.
  content:
    application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.model import Api, Bundle, Finding, Operation, Response, Severity


@rule(Severity.NOTE)
def error_not_problem_json(bundle: Bundle) -> Iterator[Finding]:
    for response, operations in _errors(bundle.api):
        written = [media.media_type for media in response.content]
        if any("json" in each for each in written) and not any(map(_is_problem, written)):
            others = f" and {len(operations) - 1} more" if len(operations) > 1 else ""
            yield Finding(
                rule="error-not-problem-json",
                message=f"{bundle.contract.title} {operations[0].title}{others}: the error"
                f" {response.status} is {', '.join(written)}, not application/problem+json",
                at=response.place.at,
                subject=response.status,
                witness=written,
                fix="Describe the error as application/problem+json (RFC 9457).",
            )


def _errors(api: Api) -> Iterator[tuple[Response, list[Operation]]]:
    """Each error response with the operations that share it."""
    reached: dict[tuple[str, str], tuple[Response, list[Operation]]] = {}
    for operation in api.operations:
        for response in operation.responses:
            if response.status.startswith(("4", "5")):
                place = response.place
                _, operations = reached.setdefault(
                    (place.source.path, place.pointer), (response, [])
                )
                operations.append(operation)
    yield from reached.values()


def _is_problem(media_type: str) -> bool:
    return media_type.startswith(("application/problem+json", "application/problem+xml"))
