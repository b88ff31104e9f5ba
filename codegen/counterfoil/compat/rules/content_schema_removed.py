"""What is inside a text need no longer meet a schema.

## What it says

The `contentSchema` of the baseline is gone, or another one took its place. It describes the
document inside the text; validators of the outer document do not open it.

## Who breaks

- Requests: nobody: inner documents that met it are still taken.
- Answers: consumers that open the text and read what the schema promised.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that open messages of the
  candidate.

## Example

```yaml
payload:                                                      # baseline
  type: string
  contentMediaType: application/json
  contentSchema: {type: object, required: [id]}
payload: {type: string, contentMediaType: application/json}   # candidate
```

## Instead

Keep the schema, and let the inner document grow by optional properties only.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SEMANTIC, Severity.WARNING)
