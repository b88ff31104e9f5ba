"""A text must match another pattern than before.

## What it says

Both versions have a `pattern`, and they differ. Whether every text that matches the one matches
the other is decided on the automata of the two; patterns with look-around or back-references are
beyond that, and then only a witness settles it.

## Who breaks

- Requests: consumers that send a text that matched the baseline's and does not match the
  candidate's.
- Answers: consumers that meet a text that matches the candidate's and not the baseline's.
- Messages: readers of the candidate, as in requests; under `FORWARD` and `FULL` readers of the
  baseline too, as in answers.

## Example

```yaml
sku: {type: string, pattern: "^[A-Z]-[0-9]{3}$"}     # baseline
sku: {type: string, pattern: "^[A-Z]-[0-9]{3,4}$"}   # candidate: wider
```

## Instead

In requests widen the pattern only (`^([0-9]{3}|[A-Z]-[0-9]{3})$` takes both spellings). In
answers keep the spelling of the baseline, and add a property for the other one.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
