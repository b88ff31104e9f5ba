"""A file nests too deep.

## What it says

The document has more than 200 containers in one another. No contract written for people does, and tools that
read it recursively would crash.

## Who breaks

Whoever reads the contract with a tool that has no such limit.

## Example

```json
{"properties": {"a": {"properties": {"a": {"properties": "… and so on"}}}}}
```

## Instead

Name the inner schemas and refer to them; a recursive schema refers to itself.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
