"""A sunset date is in the past.

## What it says

By its own word the contract or operation may have stopped working, yet it is still compiled.

## Who breaks

Consumers that still import it: the provider is free to switch it off without further notice.

## Example

```yaml
deprecated: true
x-sunset: 2020-01-01
```

## Instead

Remove it once no consumer is left, or move the date if the provider keeps it going.
"""

from collections.abc import Iterator
from datetime import date

from counterfoil.engine.rules import dated_rule
from counterfoil.lint.sunsets import Sunset, day, sunsets
from counterfoil.model import Bundle, Finding, Severity


@dated_rule(Severity.WARNING)
def sunset_passed(bundle: Bundle, today: date) -> Iterator[Finding]:
    for sunset in sunsets(bundle):
        passed = day(sunset.text)
        if passed is not None and passed < today:
            yield _finding(sunset)


def _finding(sunset: Sunset) -> Finding:
    return Finding(
        rule="sunset-passed",
        message=f"{sunset.title} had its sunset on {sunset.text}",
        at=sunset.place.at,
        subject=sunset.subject,
        witness=sunset.text,
        fix="Remove it once no consumer is left, or agree on a later date.",
    )
