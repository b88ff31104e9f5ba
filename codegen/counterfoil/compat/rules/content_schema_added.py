"""What is inside a text must meet a schema, and could be anything before.

## What it says

The candidate has a `contentSchema`, or another one than the baseline. It describes the document
inside the text; validators of the outer document do not open it.

## Who breaks

- Requests: consumers whose inner documents the provider now refuses when it opens them.
- Answers: nobody, unless they relied on inner documents that are now excluded.
- Messages: readers of the candidate that open messages of the baseline.

## Example

```yaml
payload: {type: string, contentMediaType: application/json}   # baseline
payload:                                                      # candidate
  type: string
  contentMediaType: application/json
  contentSchema: {type: object, required: [id]}
```

## Instead

Take inner documents as before, and add what is missing inside the provider. Consider a real
object in place of a document in a text: its changes can be proved safe.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SEMANTIC, Severity.WARNING)
