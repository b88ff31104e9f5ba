"""The file that says what has held cannot be read.

## What it says

`expectations/verified.lock` is not as `counterfoil verify --accept` writes it, as after a merge that
went wrong. As long as that is so, no expectation counts as verified before.

## Who breaks

Every consumer: what it relies on would be pending, and could be taken away.

## Example

```json
{"portal": {"The order": ["/id"]}}
```

## Instead

```json
{"portal": {"The order": {"request": "5d41402abc4b2a76", "holds": ["/id"]}}}
```

Take the file from version control, or remove it and run `counterfoil verify SERVICE --accept`.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
