"""The answer of a dependency is passed on to consumers.

## What it says

The stub of a dependency answered with a status, or with a body, that nobody else would choose, and that very status or body
came out of the service.

## Who breaks

Consumers, who get answers of a contract that is not theirs; and whoever keeps secrets: what a dependency says of its failures
names hosts, queries and customers.

## Example

```python
reply = payments.post("/payments", json=payment)
return Response(reply.content, reply.status_code)
```

## Instead

Turn what the dependency says into one of the answers that the operation's own contract documents, and log the rest.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
