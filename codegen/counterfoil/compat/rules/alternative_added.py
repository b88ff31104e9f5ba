"""One more alternative is allowed.

## What it says

`anyOf` or `oneOf` has a branch in the candidate that it has not in the baseline. In a `oneOf` a
value that meets two branches is refused: a new branch that overlaps can also forbid what was
allowed.

## Who breaks

- Requests: nobody where the branches are apart. In a `oneOf`, consumers whose value now meets two
  of them.
- Answers: consumers that tell the alternatives apart and have no branch for the new one;
  generated clients that parse a union without it.
- Messages: readers of the candidate as in requests; under `FORWARD` and `FULL`, readers of the
  baseline as in answers.

## Example

```yaml
oneOf:                                       # candidate
  - {$ref: "#/components/schemas/Card"}
  - {$ref: "#/components/schemas/Transfer"}  # not in the baseline
```

## Instead

In answers send the new kind only to consumers that ask for it: an operation, a media type or a
query parameter of its own. In requests it is safe once the branches are told apart by a `const`
or a discriminator.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
