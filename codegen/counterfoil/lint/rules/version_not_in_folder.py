"""`info.version` belongs to another folder.

## What it says

The major number of `info.version` must be the number of the folder `vN` that holds the contract.

## Who breaks

Consumers of the folder's version: they import `orders.v1` and get what the document calls 2.

## Example

`contracts/orders/v1/openapi.yaml`

```yaml
info: {title: Orders, version: 2.0.0}
```

## Instead

Move the document to `contracts/orders/v2/`, or number it `1.x.y`.
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.versions import major, version_place
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.ERROR)
def version_not_in_folder(bundle: Bundle) -> Iterator[Finding]:
    number = major(bundle.api.version)
    folder = bundle.contract.version
    if number is not None and folder != f"v{number}":
        yield Finding(
            rule="version-not-in-folder",
            message=f"{bundle.contract.title} stands in the folder {folder}, but its version is"
            f" {bundle.api.version}",
            at=version_place(bundle).at,
            subject=bundle.contract.id,
            witness=bundle.api.version,
            fix=f"Move it to the folder v{number}, or correct `info.version`.",
        )
