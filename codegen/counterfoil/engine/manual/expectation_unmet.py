"""A provider does not answer as consumers expect, and has done so before.

## What it says

The request of an expectation was sent, with its provider states set, and the answer has another status.
Where the expectation names no state, the request was tried with ids of things that are there, too, and
with everything else as the provider is known to accept it.

## Who breaks

The consumers that are named, where they do what the expectation describes.

## Example

```yaml
# contracts/orders/v2/expectations/notifications.yaml
given: an order exists
request: {operation: getOrder}
response: {status: 200, reads: [/id]}
```

```http
410 Gone
```

## Instead

```http
200 OK
{"id": "7d1f0a52"}
```

Where the answer is to be another one, agree on it with the consumers, and let them record it.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
