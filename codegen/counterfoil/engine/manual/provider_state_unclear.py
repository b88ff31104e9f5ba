"""`x-given` does not say which provider state is meant.

## What it says

`x-given` names the state that a provider has to be in for an operation, or for one of its responses: a name, or a
list of names and of `{state, params}`. This one is something else, so no state is set there.

## Who breaks

The provider's team: verification meets the provider in whatever state it happens to be, and the response that needs the
state is never seen.

## Example

```yaml
responses:
  "402":
    x-given: {name: a card without money}
```

## Instead

```yaml
responses:
  "402":
    x-given:
      - state: a card without money
        params: {number: "4000000000000002"}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
