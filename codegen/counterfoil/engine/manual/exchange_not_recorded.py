"""Tests show something of a contract that a recording cannot write down.

## What it says

While the tests of a consumer were recorded, it was answered in a way that the contract does not
describe, sent what the contract does not allow, or read a field that the contract does not name. No
provider can be held to that, so it is not in the file of expectations.

## Who breaks

Nobody, where a test plays what should never happen, such as an answer of a proxy. The consumer, where
it relies on it: nobody knows.

## Example

```python
orders.respond("getOrder", Answer(200, json=ORDER | {"wrapping": "silver"}, breaking=True))
assert client.get_order(ORDER_ID).wrapping == "silver"  # the contract names no field /wrapping
```

## Instead

Nothing, where the test means it so. Otherwise have the owner of the contract describe it, compile, and
record again.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.NOTE)
