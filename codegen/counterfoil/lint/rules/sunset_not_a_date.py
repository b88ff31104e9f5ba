"""A sunset is not a date.

## What it says

`x-sunset` must be a day in the form `2027-06-30`.

## Who breaks

Consumers: generated code warns of the date and tools compare with it; from "next summer" they learn
nothing.

## Example

```yaml
x-sunset: 30.06.2027
```

## Instead

```yaml
x-sunset: 2027-06-30
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.sunsets import day, sunsets
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.ERROR)
def sunset_not_a_date(bundle: Bundle) -> Iterator[Finding]:
    for sunset in sunsets(bundle):
        if day(sunset.text) is None:
            yield Finding(
                rule="sunset-not-a-date",
                message=f"{sunset.title} has the sunset `{sunset.text}`, which is no date",
                at=sunset.place.at,
                subject=sunset.subject,
                witness=sunset.text,
                fix="Write the day as YYYY-MM-DD.",
            )
