"""A generated file belongs to no contract any more.

## What it says

The file is in generated/, but the contracts do not amount to it.

## Who breaks

Services that still import it: nothing keeps it up to date.

## Example

A contract was removed, and nobody ran `generate`.

## Instead

Run `counterfoil generate`, which removes it. A file of your own belongs somewhere else.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
