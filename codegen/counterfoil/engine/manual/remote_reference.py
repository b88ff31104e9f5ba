"""A reference goes to another host.

## What it says

A `$ref` names a URL. It is not fetched: the same commit must give the same code tomorrow, and
without a network.

## Who breaks

Everybody, on the day the other host changes the document or is gone.

## Example

```yaml
schema: {$ref: "https://schemas.example.com/money.json"}
```

## Instead

Save the document beside the contract and refer to it:

```yaml
schema: {$ref: "./vendored/money.json"}
```

A saved JSON Schema whose `$id` is that URL is found under its `$id` as well.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
