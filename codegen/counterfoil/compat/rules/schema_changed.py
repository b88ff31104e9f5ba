"""A value is described by the same words in another way.

## What it says

No single demand was added or removed, and yet other values are allowed: `anyOf` became `oneOf`
with the same alternatives, or a keyword that looks at a whole object (`additionalProperties`,
`unevaluatedProperties`) sees other names as declared than before, because they moved into or out
of an `allOf`.

## Who breaks

- Requests: consumers that send a value which the baseline takes and the candidate does not.
- Answers: consumers that meet a value which the candidate allows and the baseline does not.
- Messages: readers of the candidate as in requests; under `FORWARD` and `FULL`, readers of the
  baseline as in answers.

## Example

```yaml
anyOf: [{required: [email]}, {required: [phone]}]   # baseline: both at once are valid
oneOf: [{required: [email]}, {required: [phone]}]   # candidate: they are not
```

## Instead

Look at the witness: it is a value that makes the difference. In requests keep the wider reading
(`anyOf`; names declared where `additionalProperties` sees them), in answers the narrower one, and
change it in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
