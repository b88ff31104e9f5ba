"""A value must be one of several alternatives, and did not have to before.

## What it says

There is an `anyOf` or `oneOf` where there was none.

## Who breaks

- Requests: consumers that send what no alternative allows; in a `oneOf` also what two of them
  allow.
- Answers: nobody where all alternatives are among what the baseline allowed. Generated clients
  get a union in place of one type.
- Messages: readers of the candidate that meet what no alternative allows in messages of the
  baseline.

## Example

```yaml
payment: {type: object}                     # baseline
payment:                                    # candidate
  oneOf: [{$ref: "#/components/schemas/Card"}, {$ref: "#/components/schemas/Transfer"}]
```

## Instead

Describe the alternatives in an `anyOf` that ends with the schema of the baseline: it documents
without refusing. Take that last branch out in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
