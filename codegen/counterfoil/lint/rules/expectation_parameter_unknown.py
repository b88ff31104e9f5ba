"""A consumer sends a parameter that the operation does not have.

## What it says

A name under `path`, `query`, `headers` or `cookies` of a request in a file of expectations is no parameter
of the operation there. Names under which credentials travel are left to `expectation-secret`.

## Who breaks

The consumer: the provider ignores what it sends, and answers as if it had not.

## Example

```yaml
request: {operation: listOrders, query: {limt: 10}}
```

## Instead

```yaml
request: {operation: listOrders, query: {limit: 10}}
```
"""

from collections.abc import Iterator

from counterfoil.engine.conform.secrets import secrets_of
from counterfoil.engine.expectations.reading import SECTIONS
from counterfoil.engine.rules import rule
from counterfoil.lint.relied import Relied, instead, relied_on
from counterfoil.model import Bundle, Finding, In, Operation, Severity


@rule(Severity.ERROR)
def expectation_parameter_unknown(bundle: Bundle) -> Iterator[Finding]:
    secrets = secrets_of(bundle.api)
    credentials = {each.lower() for each in secrets.headers | secrets.entries}
    for relied in relied_on(bundle):
        ask, operation = relied.interaction.ask, relied.operation
        if ask is None or operation is None:
            continue
        for location, values in ask.parameters.items():
            known = [each.name for each in operation.parameters if each.location is location]
            for name in values:
                if not _is_in(name, known, location) and name.lower() not in credentials:
                    yield _finding(relied, operation, location, name, known)


def _is_in(name: str, known: list[str], location: In) -> bool:
    if location is In.HEADER:
        return name.lower() in {each.lower() for each in known}
    return name in known


def _finding(
    relied: Relied, operation: Operation, location: In, name: str, known: list[str]
) -> Finding:
    elsewhere = [each.location for each in operation.parameters if each.name == name]
    fix = (
        f"Move it to `{SECTIONS[elsewhere[0]]}`."
        if elsewhere
        else instead(name, known, "Leave it out, or add the parameter to the contract.")
    )
    return relied.finding(
        "expectation-parameter-unknown",
        f"sends the {location} parameter `{name}` to {operation.title}, which has no such parameter",
        relied.interaction.place / "request" / SECTIONS[location] / name,
        fix,
    )
