"""A request lacks a parameter that the contract requires.

## What it says

The parameter has `required: true`, and the request does not have it.

## Who breaks

The consumer that sent the request: the provider refuses it.

## Example

```http
GET /prices
```

```yaml
- {name: currency, in: query, required: true, schema: {type: string}}
```

## Instead

```http
GET /prices?currency=EUR
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
