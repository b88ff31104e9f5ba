"""A cache could not be used.

## What it says

The folder `.counterfoil/cache/` cannot be read or written, or the cache that machines share does not
answer, or not as it should. The run went on without it.

## Who breaks

Nobody: what a cache does not have is made anew. It takes longer.

## Example

The disk is full, a container has the repository mounted for reading alone, or the bucket that
`[tool.counterfoil.cache]` names is out of reach.

## Instead

Repair the place, name another one with `COUNTERFOIL_CACHE`, or switch caches off with
`COUNTERFOIL_CACHE=off`.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.NOTE)
