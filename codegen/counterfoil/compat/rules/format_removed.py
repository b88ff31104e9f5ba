"""A text or a number need no longer keep to a format.

## What it says

The `format` of the baseline is gone.

## Who breaks

- Requests: nobody: values of the format are still taken.
- Answers: consumers that parse by the format: generated clients turn a `date-time` into a time,
  and cannot do that with any text.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet a value outside the
  format.

## Example

```yaml
due: {type: string, format: date}   # baseline
due: {type: string}                 # candidate: "end of May" may arrive
```

## Instead

Keep the property in its format, and add another one for values that are not (`due_text`).
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
