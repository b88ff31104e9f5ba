"""An operation could not be compiled.

## What it says

The message says what in the operation cannot be expressed. The other operations are compiled.

## Who breaks

Its consumers: the client has no such function, and the server no such route.

## Example

A request body whose only schema is an unresolved reference.

## Instead

Correct what the message names, or waive the finding until a date.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
