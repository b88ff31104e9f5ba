"""A consumer tells a member apart that the field never has.

## What it says

A value under `members` in a file of expectations is refused by the schema of its field: it is not in the
`enum`, or of another type. For an open enumeration (`x-extensible-enum`) it has to be listed.

## Who breaks

The consumer: the branch of its code that waits for the value never runs.

## Example

A `status` that is `placed` or `cancelled`, and

```yaml
members: {/status: [placed, canceled]}
```

## Instead

```yaml
members: {/status: [placed, cancelled]}
```
"""

from collections.abc import Iterator

from counterfoil.engine.expectations.alternatives import sayings
from counterfoil.engine.rules import rule
from counterfoil.engine.validators import Validators
from counterfoil.lint.relied import RESPONSE, Read, instead, relied_on, told_apart
from counterfoil.lint.words import shown
from counterfoil.model import Bundle, Finding, Json, Severity

_LISTS = ("enum", "x-extensible-enum")


@rule(Severity.ERROR)
def expectation_member_unknown(bundle: Bundle) -> Iterator[Finding]:
    if not bundle.expectations:
        return
    validators = Validators(bundle.api)
    for relied in relied_on(bundle):
        for read in told_apart(relied):
            for index, member in enumerate(relied.interaction.use.members[read.pattern]):
                if read.field is not None and not _is_member(member, read, validators):
                    yield _finding(read, member, index)


def _is_member(member: Json, read: Read, validators: Validators) -> bool:
    listed = _listed(read)
    if listed and member not in listed:
        return False
    schemas = read.field.schemas if read.field else ()
    return not schemas or any(validators.of(each, RESPONSE).is_valid(member) for each in schemas)


def _listed(read: Read) -> list[Json]:
    """The members that the contract lists; none where some value of the field is in no list."""
    components = read.relied.bundle.api.components
    found: list[Json] = []
    for schema in read.field.schemas if read.field else ():
        parts = list(sayings((schema,), components))
        own = [each for part in parts for key in _LISTS for each in part.get(key, ())]
        own += (part["const"] for part in parts if "const" in part)
        if not own:
            return []
        found += own
    return found


def _finding(read: Read, member: Json, index: int) -> Finding:
    relied = read.relied
    known = [each for each in _listed(read) if isinstance(each, str)]
    takes = f"lists {', '.join(map(shown, known[:12]))}" if known else "takes no such value there"
    return relied.finding(
        "expectation-member-unknown",
        f"tells {shown(member)} apart in {read.name} of {relied.subject}, and the contract {takes}",
        read.place / index,
        instead(str(member), known, "Name a value that the field can have."),
        witness=member,
    )
