"""Numbers must be multiples of something else than before.

## What it says

Both versions have a `multipleOf`, with different values. Where the baseline's is a multiple of
the candidate's (10 became 5), every number of the baseline is one of the candidate; where it is
the other way round, the reverse.

## Who breaks

- Requests: consumers that send a multiple of the baseline's step which is none of the
  candidate's.
- Answers: consumers that meet a multiple of the candidate's step which is none of the baseline's.
- Messages: readers of the candidate, as in requests; under `FORWARD` and `FULL` readers of the
  baseline too, as in answers.

## Example

```yaml
minutes: {type: integer, multipleOf: 15}   # baseline: 15 is valid
minutes: {type: integer, multipleOf: 10}   # candidate: it is not
```

## Instead

In requests take the multiples of both steps. In answers go on with the step of the baseline, and
add a property for the other one.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
