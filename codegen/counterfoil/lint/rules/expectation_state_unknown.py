"""A provider state is almost one that the contract names.

## What it says

A state under `given` in a file of expectations is no state that the contract names in `x-given`, and
resembles one. States that resemble none are not told of: which ones a provider can set is known only
when it runs, and `verify` says so then. States do not refer to each other, so there are no circles.

## Who breaks

The consumer: its provider does not know the state, and the expectation is never verified.

## Example

A contract with `x-given: an order exists`, and

```yaml
given: an order exist
```

## Instead

```yaml
given: an order exists
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.engine.words import nearest
from counterfoil.lint.relied import relied_on
from counterfoil.model import Api, Bundle, Finding, Severity


@rule(Severity.WARNING)
def expectation_state_unknown(bundle: Bundle) -> Iterator[Finding]:
    known = set(_named(bundle.api))
    for relied in relied_on(bundle):
        for index, given in enumerate(relied.interaction.given):
            near = nearest(given.state, sorted(known))
            if near and given.state not in known:
                yield relied.finding(
                    "expectation-state-unknown",
                    f"needs the provider state `{given.state}`, and the contract names `{near}`",
                    relied.interaction.given_place(index),
                    f"Write `{near}`, if that is what is meant.",
                )


def _named(api: Api) -> Iterator[str]:
    for operation in api.operations:
        yield from (each.state for each in operation.given)
        for response in operation.responses:
            yield from (each.state for each in response.given)
