"""Properties with matching names need no longer meet a schema.

## What it says

The baseline has an entry in `patternProperties` that the candidate has not. Where the candidate
says `additionalProperties: false` such names are now forbidden.

## Who breaks

- Requests: consumers that send matching names, where the candidate forbids what it does not name.
- Answers: consumers that read the values as the schema promised.
- Messages: readers of the candidate as in requests; under `FORWARD` and `FULL`, readers of the
  baseline as in answers.

## Example

```yaml
patternProperties:
  "^x-": {type: string}   # not in the candidate: {"x-rank": 1} may arrive
```

## Instead

Keep the entry as long as anybody sends or reads such names; deprecate it in the description.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
