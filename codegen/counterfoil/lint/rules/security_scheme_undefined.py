"""A security requirement names a scheme that the contract does not define.

## What it says

Each key of a requirement must be a key of `components.securitySchemes`.

## Who breaks

Everybody: the client cannot know which credentials to send, and the server cannot know which to
ask for. A server that skips what it does not know is open.

## Example

```yaml
security: [{apiKey: []}]
components:
  securitySchemes:
    ApiKey: {type: apiKey, in: header, name: X-Api-Key}
```

## Instead

```yaml
security: [{ApiKey: []}]
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.operations import every
from counterfoil.lint.words import or_nearest
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.ERROR)
def security_scheme_undefined(bundle: Bundle) -> Iterator[Finding]:
    defined = bundle.api.security_schemes
    for operation in every(bundle.api):
        required = {scheme: None for each in operation.security for scheme in each.schemes}
        for scheme in required:
            if scheme not in defined:
                yield Finding(
                    rule="security-scheme-undefined",
                    message=f"{bundle.contract.title} {operation.title} requires the security scheme"
                    f" `{scheme}`, which the contract does not define",
                    at=operation.place.at,
                    subject=f"{operation.title} {scheme}",
                    witness=scheme,
                    fix=f"Define it under components.securitySchemes{or_nearest(scheme, defined)}.",
                )
