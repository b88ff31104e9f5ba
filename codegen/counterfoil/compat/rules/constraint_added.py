"""A value must meet one more schema than before.

## What it says

`allOf` has a branch in the candidate that says something the baseline does not say elsewhere.

## Who breaks

- Requests: consumers that send values outside that schema.
- Answers: nobody: what meets more is among what they were prepared for.
- Messages: readers of the candidate that meet such values in messages of the baseline.

## Example

```yaml
allOf:                           # candidate
  - {$ref: "#/components/schemas/Order"}
  - {required: [currency]}       # not in the baseline
```

## Instead

What to do depends on what the branch demands: see the page of that fact (`counterfoil explain
request-property-became-required`). As a rule: fill in or convert inside the provider, demand it
in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
