"""A recorded interaction is shown by no test of its consumer any more.

## What it says

A recording ran all tests of the consumer, and none of them did what the interaction says. It stays
where it is: nothing that somebody may rely on is taken away unasked.

## Who breaks

Nobody. The provider goes on keeping something that nobody may need.

## Example

```yaml
# contracts/orders/v2/expectations/portal.yaml
- description: Lists orders, the newest first, with status (200)
  recorded: true
  request: {operation: listOrders, query: {status: [placed]}}
  response: {status: 200, reads: [/items/*/id]}
```

```python
client.list_orders()  # the last test that asked for a status is gone
```

## Instead

Record with `--prune`, which takes out what no test shows any more. Where the code does it and only its
test is missing, write the test; or take the mark `recorded` away, and it is kept as written by hand.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
