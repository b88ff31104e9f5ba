"""A generated file is not there.

## What it says

The contracts amount to a file that generated/ does not have.

## Who breaks

Services: they import a package that lacks a module.

## Example

A contract was added, or a file in generated/ was deleted, and nobody ran `generate`.

## Instead

Run `counterfoil generate` and commit what it writes.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
