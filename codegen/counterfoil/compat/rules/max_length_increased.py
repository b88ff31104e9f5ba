"""A text may be longer than before.

## What it says

`maxLength` is greater in the candidate, or it is gone.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that made room for the length of the baseline: a `VARCHAR(200)`, a label, a
  fixed-width file.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet longer texts.

## Example

```yaml
note: {type: string, maxLength: 200}   # baseline
note: {type: string, maxLength: 500}   # candidate
```

## Instead

Keep the property within its length, shortened, and send the whole text in another one
(`note_full`). When consumers read that one, deprecate the first.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
