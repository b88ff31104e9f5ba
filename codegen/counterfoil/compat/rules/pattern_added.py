"""A text must match a pattern, and could be anything before.

## What it says

The candidate has a `pattern` and the baseline had none. A pattern is searched for in the text:
without `^` and `$` a match anywhere is enough.

## Who breaks

- Requests: consumers that send texts that do not match.
- Answers: nobody: what matches is among the texts that they were prepared for.
- Messages: readers of the candidate that meet other texts in messages of the baseline.

## Example

```yaml
sku: {type: string}                              # baseline: "a-1" is valid
sku: {type: string, pattern: "^[A-Z]-[0-9]+$"}   # candidate: it is not
```

## Instead

Normalise inside the provider (upper-case, strip) rather than refuse. Count what does not match,
talk to who sends it, and add the pattern in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
