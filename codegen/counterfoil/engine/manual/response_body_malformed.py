"""The body of an answer cannot be read as its media type.

## What it says

The bytes are no JSON text (RFC 8259 knows no `NaN`, and only UTF-8), no form, or no text in the
charset that the answer names.

## Who breaks

Consumers: they cannot read the answer at all.

## Example

```http
HTTP/1.1 200 OK
Content-Type: application/json

{"total": NaN}
```

## Instead

```http
HTTP/1.1 200 OK
Content-Type: application/json

{"total": null}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
