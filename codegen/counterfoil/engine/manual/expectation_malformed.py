"""A file of expectations cannot be read.

## What it says

A file in a contract's `expectations/` is not as the format says: a key is missing, misspelt or of
another type. Nothing that the file says is checked or compiled until it can be read.

## Who breaks

The consumer: what it relies on is unknown, and nobody is stopped from taking it away.

## Example

```yaml
consumer: checkout
interactions:
  - description: The order
    request: {operation: getOrder}
    response: {reads: [/id]}
```

## Instead

```yaml
consumer: checkout
interactions:
  - description: The order
    request: {operation: getOrder}
    response: {status: 200, reads: [/id]}
```

`counterfoil record SERVICE` writes such files. Editors complete them by a JSON Schema that `counterfoil
generate` puts into the generated folder, once a file names it in its first line:

```yaml
# yaml-language-server: $schema=../../../../generated/expectations.schema.json
```

A file has 8 MB at most, and there is one for each consumer.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
