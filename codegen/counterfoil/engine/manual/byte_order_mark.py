"""A file begins with a byte order mark.

## What it says

The mark is skipped here, but RFC 8259 forbids writers of JSON to add it.

## Who breaks

Whoever reads the file with a strict parser: it stops at the first character.

## Example

A file saved as "UTF-8 with BOM".

## Instead

Save it as plain UTF-8.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.NOTE)
