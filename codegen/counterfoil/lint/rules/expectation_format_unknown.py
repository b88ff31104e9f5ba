"""A consumer reads a field in a format that the contract does not give it.

## What it says

A format in a file of expectations is not the `format` of the field in the contract: the contract has
another one there, or none.

## Who breaks

The consumer: the first value that is of another form cannot be read.

## Example

An `id` that is `type: string` alone, and

```yaml
formats: {/id: uuid}
```

## Instead

Say so in the contract, which binds the provider to it,

```yaml
id: {type: string, format: uuid}
```

or read the field as the text that it is.
"""

from collections.abc import Iterator

from counterfoil.engine.expectations.alternatives import sayings
from counterfoil.engine.rules import rule
from counterfoil.lint.relied import Read, formatted, instead, relied_on
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.ERROR)
def expectation_format_unknown(bundle: Bundle) -> Iterator[Finding]:
    for relied in relied_on(bundle):
        for read in formatted(relied):
            known = _formats(read)
            wanted = relied.interaction.use.formats[read.pattern]
            if read.field is not None and wanted not in known:
                yield _finding(read, wanted, known)


def _formats(read: Read) -> list[str]:
    components = read.relied.bundle.api.components
    schemas = read.field.schemas if read.field else ()
    found = (part.get("format") for part in sayings(schemas, components))
    return list(dict.fromkeys(str(each) for each in found if each))


def _finding(read: Read, wanted: str, known: list[str]) -> Finding:
    given = f"the contract says {' or '.join(known)}" if known else "the contract names no format"
    return read.relied.finding(
        "expectation-format-unknown",
        f"reads {read.name} of {read.relied.subject} as {wanted}, and {given}",
        read.place,
        instead(wanted, known, f"Read it as it is, or add `format: {wanted}` in the contract."),
    )
