"""Only listed values are allowed where any were.

## What it says

The candidate has an `enum`, or a `const`, and the baseline had none.

## Who breaks

- Requests: consumers that send any other value: another spelling is enough.
- Answers: nobody: the listed values are among those that consumers were prepared for.
- Messages: readers of the candidate that meet other values in messages of the baseline.

## Example

```yaml
currency: {type: string}                      # baseline: "CHF" is valid
currency: {type: string, enum: [EUR, USD]}    # candidate: it is not
```

## Instead

Measure what is sent before listing it. Go on taking every value, name the intended ones in the
description or with `x-extensible-enum`, answer others with a `Warning`, and close the list in the
next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
