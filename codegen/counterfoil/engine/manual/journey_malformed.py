"""A journey's file is not an Arazzo 1.0 document.

## What it says

A file in `contracts/journeys/` lacks something that Arazzo 1.0 requires, has something that it does not know, or is of
another version. Nothing of the file is looked at any further, and the journey is not run.

## Who breaks

Everybody who relies on the journey's being run: one that cannot be read proves nothing.

## Example

```yaml
arazzo: 1.0.1
info: { title: An order, version: 1.0.0 }
sourceDescriptions:
  - { name: orders, url: ../orders/v2/openapi.yaml, type: openapi }
workflows:
  - workflowId: order
    steps:
      - id: place              # it is called stepId
        operationId: placeOrder
```

## Instead

Write what the message asks for. The specification is at https://spec.openapis.org/arazzo/v1.0.1.html.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
