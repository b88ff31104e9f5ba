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
from counterfoil.model import Bundle, Finding, Response, Severity

_PROBLEMS = ("application/problem+json", "application/problem+xml")


@rule(Severity.NOTE)
def error_not_problem_json(bundle: Bundle) -> Iterator[Finding]:
    for operation in bundle.api.operations:
        for response in operation.responses:
            written = [media.media_type for media in response.content]
            if _is_error(response) and any("json" in each for each in written):
                if any(each.startswith(_PROBLEMS) for each in written):
                    continue
                yield Finding(
                    rule="error-not-problem-json",
                    message=f"{bundle.contract.title} {operation.title} answers {response.status} with"
                    f" {', '.join(written)} instead of application/problem+json",
                    at=response.place.at,
                    subject=f"{operation.title} {response.status}",
                    witness=written,
                    fix="Describe the error as application/problem+json (RFC 9457).",
                )


def _is_error(response: Response) -> bool:
    return response.status[0] in "45"
