"""A text is encoded in another way than before.

## What it says

`contentEncoding` was added, removed or changed: `base64`, `base64url`, `quoted-printable`.
Validators do not look into the text, so that no value is refused; whoever decodes it reads
garbage.

## Who breaks

- Requests: the provider decodes what consumers encoded in the way of the baseline, and fails, or
  stores something else.
- Answers: consumers decode in the way of the baseline, and fail, or show something else.
- Messages: readers of the candidate that decode messages of the baseline.

## Example

```yaml
photo: {type: string, contentEncoding: base64}      # baseline: "+/8="
photo: {type: string, contentEncoding: base64url}   # candidate: "-_8="
```

## Instead

Add a property with the other encoding (`photo_url_safe`), and deprecate the first one. In
requests both spellings of base64 can be told apart by their alphabet: take either.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SEMANTIC, Severity.WARNING)
