"""A provider answers in a media type that its contract does not document.

## What it says

The Content-Type of the answer is none of those that the contract lists for this status, or there is
none although the answer has a body.

## Who breaks

Consumers: they choose how to read a body by its media type.

## Example

```http
HTTP/1.1 200 OK
Content-Type: text/html

<h1>Order</h1>
```

## Instead

```http
HTTP/1.1 200 OK
Content-Type: application/json

{"id": "A-1"}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
