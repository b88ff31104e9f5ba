"""A provider state that a contract names cannot be brought about.

## What it says

The contract says by `x-given` that an operation, or one of its responses, needs a provider state. The service was asked for
it through the command or the URL under `states`, and said that it has no such state, or that it could not set it.

## Who breaks

The provider's team: the response that needs the state is never seen, and nobody knows whether it keeps the contract.

## Example

```json
{"state": "a card without mony", "params": {}, "action": "setup"}
{"ok": false, "reason": "payments knows no state 'a card without mony'"}
```

## Instead

Teach the command the state, or write its name in the contract as the command knows it:

```json
{"state": "a card without money", "params": {}, "action": "setup"}
{"ok": true, "values": {"number": "4000000000000002"}}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
