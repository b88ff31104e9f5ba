"""Another property than before tells which alternative a value is.

## What it says

The `propertyName` of the `discriminator` differs.

## Who breaks

- Requests: consumers that say the kind in the property of the baseline: a generated server of the
  candidate looks elsewhere and finds nothing.
- Answers: consumers that choose by the property of the baseline, unless the provider goes on
  filling it in.
- Messages: readers of the candidate that meet messages with the property of the baseline.

## Example

```yaml
discriminator: {propertyName: type}   # baseline
discriminator: {propertyName: kind}   # candidate
```

## Instead

Send both properties in answers, and take either in requests, by a `const` in each alternative.
Change the discriminator in the next major version.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SOURCE, Severity.WARNING)
