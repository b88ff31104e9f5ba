"""A text may not be as long as before.

## What it says

`maxLength` is smaller in the candidate, or it is new. Lengths count characters, not bytes.

## Who breaks

- Requests: consumers that send longer texts, which the baseline took, are refused.
- Answers: nobody: consumers meet only texts that they could meet before.
- Messages: readers of the candidate that meet longer texts: those that writers of the baseline
  still send, and those that are stored already.

## Example

```yaml
note: {type: string, maxLength: 500}   # baseline
note: {type: string, maxLength: 200}   # candidate
```

## Instead

Go on taking the longer texts, and shorten them inside the provider if its storage asks for it.
Announce the limit in the description, and measure who exceeds it. Decrease `maxLength` in the
next major version, or once nobody sends more.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
