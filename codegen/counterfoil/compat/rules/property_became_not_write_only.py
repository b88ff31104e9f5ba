"""A property is now meant for answers too.

## What it says

`writeOnly: true` is gone: the provider answers with what consumers sent.

## Who breaks

- Requests: nobody: it is taken as before.
- Answers: consumers only if their version forbids unknown properties. Whether others should see
  the value is a question of its own: such properties often hold secrets.
- Messages: nobody: they are neither requests nor answers, and the mark says nothing there.

## Example

```yaml
phone: {type: string, writeOnly: true}   # baseline
phone: {type: string}                    # candidate answers it
```

## Instead

Answer with a property of its own that shows as much as is needed (`phone_ending`).
"""

from counterfoil.compat.ruling import Category, exchanged

REQUEST, RESPONSE = exchanged(__name__, Category.WIRE)
