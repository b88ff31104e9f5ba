"""An object may have an optional property that it had not.

## What it says

The candidate declares a property that the baseline does not name. Where the baseline says nothing
of `additionalProperties`, the name was allowed before, with any value: the declaration narrows
what its value may be.

## Who breaks

- Requests: nobody who sends only what the baseline declares; that is the policy closed-writer.
  Without it, consumers break that already send the name with another type.
- Answers: consumers only if their version says `additionalProperties: false` and they keep to it;
  with the policy tolerant-reader they ignore what they do not know.
- Messages: readers of the candidate as in requests; under `FORWARD` and `FULL`, readers of the
  baseline as in answers.

## Example

```yaml
properties:                      # candidate
  id: {type: string}
  note: {type: string}           # not in the baseline
```

## Instead

Nothing, where the verdict rests on closed-writer and you know your consumers. Otherwise choose a
name that nobody sends yet; a prefix of your own is enough.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
