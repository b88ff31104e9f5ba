"""A value left an `x-extensible-enum`.

## What it says

The list of the candidate lacks a member that the baseline's had. Such a list forbids nothing: no
value is invalid that was not before.

## Who breaks

- Requests: nobody is refused by the schema. Consumers that send the value should know whether the
  provider still acts on it: the list no longer says so.
- Answers: nobody: the value just never arrives.
- Messages: nobody, as in answers; readers still meet it in messages that are stored.

## Example

```yaml
carrier: {type: string, x-extensible-enum: [dhl, ups, gls]}   # baseline
carrier: {type: string, x-extensible-enum: [dhl, ups]}        # candidate
```

## Instead

Keep the value in the list as long as it is acted on, and say in the description that it is no
longer used and since when.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE, Severity.NOTE)
