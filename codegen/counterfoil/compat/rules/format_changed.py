"""A text or a number keeps to another format than before.

## What it says

Both versions have a `format`, and they differ. The policy format-lattice knows which formats hold
others: every `int32` is an `int64`, no `date` is a `date-time`. Without the policy no two formats
are comparable.

## Who breaks

- Requests: consumers that send values of the baseline's format that are none of the candidate's.
- Answers: consumers that meet values of the candidate's format that are none of the baseline's.
- Messages: readers of the candidate, as in requests; under `FORWARD` and `FULL` readers of the
  baseline too, as in answers.

## Example

```yaml
due: {type: string, format: date}        # baseline: "2026-05-31"
due: {type: string, format: date-time}   # candidate: "2026-05-31T12:00:00Z"
```

## Instead

Add a property of the new format beside the other (`due_at`), fill in both, and deprecate the
first one. In requests take either.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
