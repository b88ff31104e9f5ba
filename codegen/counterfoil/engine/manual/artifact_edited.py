"""A generated file was edited by hand.

## What it says

Its content is not what `generate` last wrote. The next `generate` would lose the edit.

## Who breaks

Whoever made the edit, and whoever relies on it.

## Example

A type in `models.py` was loosened to make a test pass.

## Instead

Change the contract and run `counterfoil generate`; put code of your own beside generated/.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
