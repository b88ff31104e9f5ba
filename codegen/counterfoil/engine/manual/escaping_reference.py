"""A reference leaves the repository.

## What it says

A `$ref` climbs out of the repository's root with `..`, through a link, or by an absolute path. Such files
are never read: a contract may come from somebody else, and what it makes us read ends up in
generated code.

## Who breaks

Everybody who has another folder next to this one: the contract means something else there.

## Example

```yaml
schema: {$ref: "../../../../secrets.yaml#/order"}
```

## Instead

Copy the file into the repository and refer to the copy.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
