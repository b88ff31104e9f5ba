"""A property is no longer meant for answers.

## What it says

`writeOnly: true` is new: consumers send the property, and never get it back.

## Who breaks

- Requests: nobody: it is taken as before.
- Answers: consumers that read it: every one of them where it was required, those that found it
  useful where it was not.
- Messages: nobody: they are neither requests nor answers, and the mark says nothing there.

## Example

```yaml
password: {type: string}                    # baseline
password: {type: string, writeOnly: true}   # candidate never answers it
```

## Instead

Where it is a secret, do it at once and tell consumers why. Otherwise deprecate it in answers with
an `x-sunset`, keep filling it in, and mark it in the next major version.
"""

from counterfoil.compat.ruling import Category, exchanged

REQUEST, RESPONSE = exchanged(__name__, Category.WIRE)
