"""A generated file is not what the contracts amount to.

## What it says

The file is as `generate` once wrote it, but a contract, or the toolkit, has changed since.

## Who breaks

Services: they talk by yesterday's contract.

## Example

An operation was renamed in a contract, and nobody ran `generate`.

## Instead

Run `counterfoil generate` and commit what it writes.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
