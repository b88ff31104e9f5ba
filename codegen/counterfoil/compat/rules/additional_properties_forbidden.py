"""Properties that the contract does not name are refused, and were taken before.

## What it says

`additionalProperties: false` is new.

## Who breaks

- Requests: consumers that send any property of their own, or one that a later version removed
  from the list. The policy closed-writer holds that they do not.
- Answers: nobody: consumers get less than they were prepared for.
- Messages: readers of the candidate that meet unnamed properties in messages of the baseline.

## Example

```yaml
Order: {type: object}                                # baseline: {"x": 1} is valid
Order: {type: object, additionalProperties: false}   # candidate: it is not
```

## Instead

Leave the object open and ignore what you do not know: every later addition stays harmless that
way. If typing errors of consumers are the worry, warn of unknown names rather than refuse them.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
