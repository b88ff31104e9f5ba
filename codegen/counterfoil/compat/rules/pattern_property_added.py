"""Properties with matching names must meet a schema, and did not have to before.

## What it says

The candidate has an entry in `patternProperties` that the baseline has not. Where the baseline
says `additionalProperties: false` the entry allows names instead of constraining them.

## Who breaks

- Requests: consumers that send other values under matching names.
- Answers: consumers that refuse unknown names, where the entry allows names that the baseline
  forbids.
- Messages: readers of the candidate as in requests; under `FORWARD` and `FULL`, readers of the
  baseline as in answers.

## Example

```yaml
patternProperties:
  "^x-": {type: string}   # not in the baseline: {"x-rank": 1} was valid
```

## Instead

Take other values under these names as before, and convert them. Choose a prefix that nobody uses
yet for what needs the schema.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
