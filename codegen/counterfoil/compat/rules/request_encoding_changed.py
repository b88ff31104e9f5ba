"""A request writes a part of its form in another way.

## What it says

`contentType`, `style` or `explode` of the part differ, in the media type's `encoding`.

## Who breaks

Consumers that write it as before: their value is read as another one, or refused. The witness is
such a request; where none is found, the verdict is `unknown`.

## Example

```yaml
multipart/form-data:
  schema: {type: object, properties: {tags: {type: array, items: {type: string}}}}
  encoding: {tags: {style: form, explode: false}}   # candidate; exploded in the baseline
```

## Instead

Keep the encoding, or add a part of another name that is written the other way.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
