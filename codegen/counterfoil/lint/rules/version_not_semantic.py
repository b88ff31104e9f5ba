"""`info.version` is not a semantic version.

## What it says

A contract's version has three numbers, `MAJOR.MINOR.PATCH` (semver.org 2.0.0).

## Who breaks

Consumers: whether a newer version is safe to take cannot be read from `2026-11` or `v2`.

## Example

```yaml
info: {title: Orders, version: v2}
```

## Instead

```yaml
info: {title: Orders, version: 2.0.0}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.versions import major, version_place
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.WARNING)
def version_not_semantic(bundle: Bundle) -> Iterator[Finding]:
    written = bundle.api.version
    if written and major(written) is None:
        yield Finding(
            rule="version-not-semantic",
            message=f"{bundle.contract.title} has the version `{written}`, which is not of the form"
            " MAJOR.MINOR.PATCH",
            at=version_place(bundle).at,
            subject=bundle.contract.id,
            witness=written,
            fix=f"Number it within {bundle.contract.version}, such as"
            f" `{bundle.contract.version.removeprefix('v')}.0.0`.",
        )
