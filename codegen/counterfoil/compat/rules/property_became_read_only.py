"""A property is no longer meant for requests.

## What it says

`readOnly: true` is new: the provider sets the property, consumers only read it.

## Who breaks

- Requests: consumers that still send it: it is ignored at best, refused where the candidate
  forbids what it does not name.
- Answers: nobody: it is answered as before.
- Messages: nobody: they are neither requests nor answers, and the mark says nothing there.

## Example

```yaml
total: {type: number}                   # baseline
total: {type: number, readOnly: true}   # candidate computes it
```

## Instead

Take the property in requests and ignore it; deprecate sending it in the description. Mark it
`readOnly` in the next major version.
"""

from counterfoil.compat.ruling import Category, exchanged

REQUEST, RESPONSE = exchanged(__name__, Category.WIRE)
