"""A value is described differently, and no single keyword tells why.

## What it says

The two schemas do not allow the same values, or nobody could prove that they do, and none of the
differences in them explains it alone: several act together, or the whole was written anew. The
witness shows a value that makes the difference.

## Who breaks

- Requests: consumers that send a value which the baseline takes and the candidate does not.
- Answers: consumers that meet a value which the candidate allows and the baseline does not.
- Messages: readers of the candidate as in requests; under `FORWARD` and `FULL`, readers of the
  baseline as in answers.

## Example

```yaml
{type: integer, minimum: 1, maximum: 9}      # baseline
{enum: [1, 2, 3, 4, 5, 6, 7, 8, 10]}         # candidate: 9 is gone, 10 is new
```

## Instead

Make the change in steps, each with a keyword of its own: every step then has a page that says
what to do. Where the schema describes something new altogether, give it a name of its own and
deprecate this one.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
