"""A parameter is written in another style.

## What it says

`style`, `explode` or `content` differ, and some value of the parameter looks otherwise in the
request. Where no value does, as with a single text, nothing is told.

## Who breaks

Consumers that write it as before: their value is read as another one, or refused. The witness is
such a request.

## Example

```yaml
- name: status
  in: query
  explode: false             # candidate; true in the baseline: status=a&status=b
  schema: {type: array, items: {type: string}}
```

## Instead

Keep the style, or add a parameter of another name that is written the other way.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
