"""An optional property is no longer declared.

## What it says

The baseline names a property that the candidate does not. Whether it may still be sent depends on
`additionalProperties`.

## Who breaks

- Requests: consumers that still send it, where the candidate says `additionalProperties: false`.
  Elsewhere it is taken and ignored: no refusal, but what it asked for no longer happens.
- Answers: nobody who was prepared for its absence, as long as the provider sends only what it
  declares; that is the policy closed-writer. Without it anything may come under the name. Those
  that read the property all the same miss it: their expectations name them.
- Messages: readers of the candidate that refuse unknown properties, when they meet it in messages
  of the baseline.

## Example

```yaml
properties:                      # baseline
  id: {type: string}
  note: {type: string}           # not in the candidate
```

## Instead

Mark it `deprecated` with an `x-sunset` and say what takes its place. Remove it when the day has
come and no consumer's expectations read it; until then keep filling it in.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
