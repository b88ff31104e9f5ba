"""An operation asks for credentials that could be called without.

## What it says

The baseline lets in whoever asks, and the candidate does not. It is one finding where the
contract asks for all of its operations.

## Who breaks

Every caller of the baseline: the request of the witness has no credentials, and is refused with
401.

## Example

```yaml
security: [{apiKey: []}]   # candidate; none in the baseline
```

## Instead

1. Ask for credentials, and let requests without them in all the same: `[{apiKey: []}, {}]`.
2. Give every consumer its credentials, and watch who still comes without.
3. Close the door in the next major version.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
