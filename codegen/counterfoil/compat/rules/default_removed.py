"""A value that is left out no longer means what it meant.

## What it says

`default` is gone. It changes no value that is valid; under the policy required-with-default it
may have been what made leaving out a required property safe.

## Who breaks

- Requests: consumers that leave the value out and count on the default.
- Answers: consumers that fill in the default themselves: the provider may now mean something else
  by leaving it out.
- Messages: readers of the candidate, as the provider of requests.

## Example

```yaml
limit: {type: integer, default: 20}   # baseline
limit: {type: integer}                # candidate
```

## Instead

Keep the default in the contract as long as the provider acts on it. If it does not, that is a
change of behaviour: next major version.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SEMANTIC, Severity.WARNING)
