"""A consumer relies on something deprecated.

## What it says

The operation that a consumer asks for, or a field or header that it reads, is `deprecated` in the contract, or
the whole contract is.

## Who breaks

Nobody yet. The consumer does as soon as it is gone: after the sunset, where one is announced.

## Example

```yaml
total: {type: number, deprecated: true}
```

and a consumer that says `reads: [/total]`.

## Instead

Move the consumer to what has come in its place, and record again; the finding goes with the last read.
"""

from collections.abc import Iterator

from counterfoil.engine.expectations.alternatives import sayings
from counterfoil.engine.rules import rule
from counterfoil.lint.relied import Read, Relied, around, reads, relied_on
from counterfoil.model import Bundle, Finding, Lifecycle, Place, Severity

_FIX = "Move the consumer to what has come in its place."


@rule(Severity.WARNING)
def expectation_deprecated_read(bundle: Bundle) -> Iterator[Finding]:
    lifecycle = bundle.api.lifecycle
    if lifecycle.deprecated:
        yield from _of_contract(bundle, lifecycle)
        return
    for relied in relied_on(bundle):
        operation = relied.operation
        if operation is not None and operation.deprecated:
            place = relied.interaction.place / "request" / "operation"
            yield _finding(relied, f"asks for {operation.title}", place, _until(operation.sunset))
            continue
        yield from _of_headers(relied)
        for read in reads(relied):
            if _is_deprecated(read):
                yield _finding(relied, f"reads {read.name} of {relied.subject}", read.place, "")


def _of_contract(bundle: Bundle, lifecycle: Lifecycle) -> Iterator[Finding]:
    """One finding for each consumer; where all goes, each field would say the same."""
    title = bundle.contract.title
    for each in bundle.expectations:
        yield Finding(
            rule="expectation-deprecated-read",
            message=f"{title}: {each.consumer} relies on it, and it is deprecated{_until(lifecycle.sunset)}",
            at=(Place(each.source) / "consumer").at,
            subject=each.consumer,
            fix=f"Move {each.consumer} to {lifecycle.successor}." if lifecycle.successor else _FIX,
            consumers=(each.consumer,),
        )


def _of_headers(relied: Relied) -> Iterator[Finding]:
    documented = relied.response.headers if relied.response else ()
    deprecated = {each.name.lower() for each in documented if each.deprecated}
    for index, name in enumerate(relied.interaction.use.headers):
        if name.lower() in deprecated:
            what = f"reads the header `{name}` of {relied.subject}"
            yield _finding(relied, what, relied.answer / "headers" / index, "")


def _is_deprecated(read: Read) -> bool:
    """Whether the field, or one that it is in, is deprecated."""
    components = read.relied.bundle.api.components
    return any(
        part.get("deprecated") is True
        for found in around(read)
        for part in sayings(found.schemas, components)
    )


def _until(sunset: str) -> str:
    return f" and has its sunset on {sunset}" if sunset else ""


def _finding(relied: Relied, what: str, place: Place, until: str) -> Finding:
    why = f"{what}, which is deprecated{until}"
    return relied.finding("expectation-deprecated-read", why, place, _FIX)
