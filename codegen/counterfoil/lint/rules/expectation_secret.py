"""A file of expectations holds what looks like a secret.

## What it says

A value in a request, a provider state or a description has the form of a credential (a private key, a token of a
well-known service, a JSON Web Token, long random text), or stands under a name that only secrets have:
`Authorization`, `password`, `apiKey`. The value itself is never shown.

## Who breaks

Whoever the secret belongs to: the file is committed, and read by all who read the repository.

## Example

```yaml
request:
  operation: getOrder
  headers: {Authorization: Bearer eyJhbGciOi…}
```

## Instead

Leave it out: credentials of a verified provider come from `credentials` in its `[tool.counterfoil.service]`,
and clients in tests use their own. If it was a real one, it is no secret any more: revoke it.
"""

from collections.abc import Iterator

from counterfoil.engine.conform.secrets import secrets_of
from counterfoil.engine.expectations.spots import line_of
from counterfoil.engine.rules import rule
from counterfoil.engine.written import value_at
from counterfoil.lint.relied import relied_on
from counterfoil.lint.secrets import secrets_in
from counterfoil.model import Bundle, Finding, Severity

_PARTS = ("description", "given", "request")


@rule(Severity.WARNING)
def expectation_secret(bundle: Bundle) -> Iterator[Finding]:
    secrets = secrets_of(bundle.api)
    names = {each.lower() for each in secrets.headers | secrets.entries}
    for relied in relied_on(bundle):
        for part in _PARTS:
            place = relied.interaction.place / part
            for path, why in secrets_in(value_at(place), names):
                at = place
                for key in path:
                    at /= key
                # A description that is a secret itself is not told either.
                told = relied.interaction.description if part != "description" else "…"
                inside = "/".join(map(str, path))
                yield Finding(
                    rule="expectation-secret",
                    message=f"{bundle.contract.title}: {relied.consumer} has {why} in its"
                    f" expectations (`{told}`)",
                    at=line_of(at),
                    subject=f"{relied.consumer} {relied.subject} {told}: {part} {inside}".rstrip(),
                    fix="Remove it, and revoke it if it is a real one.",
                    consumers=(relied.consumer,),
                )
