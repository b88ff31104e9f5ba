"""A parameter of a request is not as its schema says.

## What it says

The text of the parameter does not have the form of its style, or does not read as the value that the
contract describes.

## Who breaks

The consumer that sent the request: the provider refuses it.

## Example

```http
GET /orders?limit=many
```

```yaml
- {name: limit, in: query, schema: {type: integer}}
```

## Instead

```http
GET /orders?limit=20
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
