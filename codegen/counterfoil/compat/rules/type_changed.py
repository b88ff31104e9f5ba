"""A value has another type than before.

## What it says

The types that the candidate allows and those of the baseline have none in common, or each has
some that the other lacks: a number became a text, an object became a list.

## Who breaks

- Requests: consumers that send the type of the baseline are refused.
- Answers: consumers that read the type of the baseline; a typed client raises where it parses, an
  untyped one later, where it computes.
- Messages: readers of the candidate that meet messages of the baseline, and under `FULL` readers
  of the baseline that meet those of the candidate.

## Example

```yaml
total: {type: number}   # baseline: 12.5
total: {type: string}   # candidate: "12.50"
```

## Instead

Expand, then contract. Add a second property of the new type (`total_text`), fill in both, mark
the first one `deprecated` with an `x-sunset`, and remove it in the next major version. In
requests take either of the two until then.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
