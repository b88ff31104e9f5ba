"""A consumer reads a field that the contract does not have.

## What it says

A field pattern in a file of expectations leads to nothing that the schema of the response, or the message,
describes: it is misspelt, or the field is gone, or only requests carry it (`writeOnly`). A schema that says
nothing at all of what is inside a value (`type: object` alone) is not held to be without fields; one
that names some is, even if it does not say `additionalProperties: false`.

## Who breaks

The consumer: the provider has never promised the field, so it may be missing in any answer.

## Example

```yaml
response: {status: 200, reads: [/lines/0/qantity]}
```

## Instead

```yaml
response: {status: 200, reads: [/lines/*/quantity]}
```

Where the provider does send the field, the contract is what lacks it: add it to the schema.
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.relied import (
    Read,
    formatted,
    is_described,
    is_only_sent,
    nearest_field,
    reads,
    relied_on,
    told_apart,
)
from counterfoil.model import Bundle, Finding, Severity, unescape


@rule(Severity.ERROR)
def expectation_field_unknown(bundle: Bundle) -> Iterator[Finding]:
    for relied in relied_on(bundle):
        if is_described(relied):
            # A field that is read, and told apart besides, is told where it is read.
            found = (*reads(relied), *told_apart(relied), *formatted(relied))
            unknown = {each.pattern: each for each in reversed(found) if each.field is None}
            yield from map(_finding, unknown.values())


def _finding(read: Read) -> Finding:
    relied = read.relied
    if not relied.schemas():
        why, fix = "documents no body", "Describe the body in the contract, or read none."
    elif is_only_sent(read):
        why = "says that only requests carry it"
        fix = "Do not read it: the provider leaves it out of its answers."
    else:
        why, fix = "has no such field", _fix(read)
    return relied.finding(
        "expectation-field-unknown",
        f"reads {read.name} of {relied.subject}, and the contract {why}",
        read.place,
        fix,
    )


def _fix(read: Read) -> str:
    if near := nearest_field(read):
        return f"Write `{near}`."
    if any(unescape(each).isdecimal() for each in read.pattern.split("/")):
        return "Write `*` for every item of a list, in place of its number."
    return "Read a field that the contract has, or add this one to the contract."
