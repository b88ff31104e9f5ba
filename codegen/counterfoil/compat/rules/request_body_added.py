"""A request may have a body that it could not.

## What it says

The body is optional: requests without one are accepted as before.

## Who breaks

Nobody that keeps to the baseline. Under `FORWARD` and `FULL`, consumers of the candidate that send
it to a provider of the baseline: what they say is lost; the verdict is `unknown`.

## Example

```yaml
requestBody:               # candidate
  content: {application/json: {schema: {type: object}}}
```

## Instead

Nothing, as long as its absence means what happened so far.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
