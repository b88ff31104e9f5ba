"""A property is now meant for requests too.

## What it says

`readOnly: true` is gone: consumers may send the property. If it is required, they must.

## Who breaks

- Requests: every consumer, where the property is required: none of them sends it. Nobody, where
  it is optional.
- Answers: nobody: it is answered as before.
- Messages: nobody: they are neither requests nor answers, and the mark says nothing there.

## Example

```yaml
number: {type: string, readOnly: true}   # baseline
number: {type: string}                   # candidate takes it from consumers
```

## Instead

Leave it optional in requests, and go on setting it where it is missing.
"""

from counterfoil.compat.ruling import Category, exchanged

REQUEST, RESPONSE = exchanged(__name__, Category.WIRE)
