"""A value joined an `x-extensible-enum`.

## What it says

The list of the candidate has a member that the baseline's had not. Such a list names the values
known so far and forbids none. Where it stands beside an `enum`, that list is told by
`enum-value-added`, and the policy extensible-enums says that it breaks nobody.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: nobody who kept to the agreement and has a branch for values that it does not know.
- Messages: nobody, as in answers.

## Example

```yaml
carrier: {type: string, x-extensible-enum: [dhl, ups]}        # baseline
carrier: {type: string, x-extensible-enum: [dhl, ups, gls]}   # candidate
```

## Instead

Nothing. Announce the value in the changelog all the same: consumers may want to treat it better
than as unknown.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE, Severity.NOTE)
