"""A schema could not be compiled.

## What it says

The message says what in the schema cannot be expressed. Whatever refers to it takes any value.

## Who breaks

Its consumers: they get values without a type.

## Example

A `pattern` that is not a regular expression.

## Instead

Correct what the message names, or waive the finding until a date.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
