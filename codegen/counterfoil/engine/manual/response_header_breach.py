"""A header of an answer is not as its schema says.

## What it says

The text of the header does not read as the value that the contract describes.

## Who breaks

Consumers: they turn the text into a number or a date, and fail.

## Example

```http
HTTP/1.1 200 OK
X-Rate-Limit: many
```

```yaml
X-Rate-Limit: {schema: {type: integer}}
```

## Instead

```http
HTTP/1.1 200 OK
X-Rate-Limit: 100
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
