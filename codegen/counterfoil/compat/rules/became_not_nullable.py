"""A value may no longer be null.

## What it says

`null` is gone from the types that are allowed.

## Who breaks

- Requests: consumers that send null, often to clear a field; some serialisers write null for
  everything that has no value.
- Answers: nobody: a check for null that never strikes harms nothing.
- Messages: readers of the candidate that meet null in messages of the baseline.

## Example

```yaml
note: {type: [string, "null"]}   # baseline
note: {type: string}             # candidate refuses {"note": null}
```

## Instead

Go on taking null and treat it as absent. Deprecate it in the description, count who sends it, and
take it out of the contract in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
