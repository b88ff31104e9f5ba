"""Entries of a cache are not what was written.

## What it says

What lies under a key has another digest than it says of itself: it was cut off, changed, swapped, or
put there by something else. It was ignored, made anew and written over where that may be.

## Who breaks

Nobody. But a digest tells damage, not malice: whoever may write a shared cache decides what is
generated from it.

## Example

A machine lost power while the file system still had parts of the file in memory.

## Instead

Where it comes back, look at the disk, and at who else may write the cache. `.counterfoil/cache/` may be
deleted at any time.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.NOTE)
