"""A source of a journey is no contract of this monorepo.

## What it says

A journey calls operations of contracts under the folder of the contracts. This source names something else: a URL, a file
that is no contract or describes messages, or another Arazzo document, whose workflows are not called.

## Who breaks

The journey: steps that call operations of this source cannot be run.

## Example

```yaml
sourceDescriptions:
  - { name: orders, type: openapi, url: https://orders.example.com/openapi.yaml }
```

## Instead

Name the contract's document by its path, relative to the journey's file: `../orders/v2/openapi.yaml`.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
