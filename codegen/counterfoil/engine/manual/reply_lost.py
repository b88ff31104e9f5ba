"""A provider gives a request no answer that could be read.

## What it says

The connection broke, the answer did not come or did not end in time, was too large, or was no HTTP.
The message says which.

## Who breaks

Every consumer that sends such a request: it learns nothing, and may wait for long.

## Example

```http
GET /orders?limit=100

(the connection is closed)
```

## Instead

Look into the log of the provider at this request. Answer with a documented status, and bound what
an answer may hold.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
