"""Something is written down as holding that nobody expects any more.

## What it says

`verified.lock` names an expectation, or a field of one, that its consumer has taken out of its file, or
has changed so that it is another one.

## Who breaks

Nobody.

## Example

```json
{"portal": {"The order of yesterday": {"request": "5d41402abc4b2a76", "holds": ["/id"]}}}
```

## Instead

Run `counterfoil verify SERVICE --accept`, which removes it, and commit `verified.lock`.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.NOTE)
