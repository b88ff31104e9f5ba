"""A text must be longer than before.

## What it says

`minLength` is greater in the candidate, or it is new. Lengths count characters, not bytes.
`minLength: 1` forbids the empty text.

## Who breaks

- Requests: consumers that send shorter texts; forms that send "" for what was left blank are the
  usual case.
- Answers: nobody: consumers meet only texts that they could meet before.
- Messages: readers of the candidate that meet shorter texts in messages of the baseline.

## Example

```yaml
name: {type: string}                 # baseline: "" is valid
name: {type: string, minLength: 1}   # candidate: it is not
```

## Instead

Take shorter texts as before, and treat "" as absent inside the provider. Raise `minLength` in the
next major version, or once nobody sends less.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
