"""An expression or condition of a journey cannot be read.

## What it says

A runtime expression, a condition, a regular expression or a JSONPath query is not as Arazzo 1.0.1 writes them, or is in a
language that is not read here: XPath, and JSONPath from before RFC 9535.

## Who breaks

The journey, at this step: a condition that cannot be read can neither hold nor fail.

## Example

```yaml
successCriteria:
  - condition: $statusCode = 200              # the operator is ==
  - condition: $response.body#/status == placed   # text stands in single quotes
```

## Instead

Write it as the message asks for. Texts stand in single quotes, `&&`, `||` and `!` join conditions, and a JSON Pointer
follows `#`.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
