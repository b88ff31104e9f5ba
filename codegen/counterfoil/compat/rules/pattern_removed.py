"""A text need no longer match a pattern.

## What it says

The `pattern` of the baseline is gone.

## Who breaks

- Requests: nobody: what matches is still taken.
- Answers: consumers that take the text apart by the pattern: who splits at the dash meets a text
  without one.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet a text that does not
  match.

## Example

```yaml
sku: {type: string, pattern: "^[A-Z]-[0-9]+$"}   # baseline
sku: {type: string}                              # candidate: "gift card" may arrive
```

## Instead

Keep the property in its pattern, and add another one for identifiers of the new kind.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
