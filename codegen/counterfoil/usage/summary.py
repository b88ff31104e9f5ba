"""What stands out in a usage: what nobody uses, and what somebody should not use any more."""

from counterfoil.usage.offers import Part
from counterfoil.usage.table import Row, Usage, read_whole, relied_on


def unused_operations(usage: Usage) -> tuple[Row, ...]:
    """Operations that no consumer calls; none where there may be users that nobody knows."""
    if usage.unknown:
        return ()
    return tuple(
        each for each in usage.rows if each.offer.part is Part.OPERATION and not each.users
    )


def unused_fields(usage: Usage) -> tuple[Row, ...]:
    """Fields that nobody reads, of responses that somebody expects; none where users are unknown.

    What is inside such a field is not listed beside it, nor what is inside one that is read whole.
    """
    if usage.unknown:
        return ()
    used = relied_on(usage.rows)
    whole = read_whole(usage.rows)
    met = _met(usage)
    found: list[Row] = []
    above = ""
    for row in usage.rows:
        operation, status, part, name = row.offer.key
        if part is not Part.FIELD or row.offer.key in used or (operation, status) not in met:
            continue
        if any(each in whole for each in row.offer.around):
            continue
        around = f"{operation} {status} "
        if above and f"{around}{name}".startswith(f"{above}/"):
            continue
        above = f"{around}{name}"
        found.append(row)
    return tuple(found)


def deprecated_and_used(usage: Usage) -> tuple[Row, ...]:
    """What is on its way out, and relied on all the same; not what is inside of that."""
    found = [each for each in usage.rows if each.offer.deprecated and each.users]
    keys = {each.offer.key for each in found}
    return tuple(each for each in found if keys.isdisjoint(each.offer.around))


def beyond_the_contract(usage: Usage) -> tuple[Row, ...]:
    """What somebody relies on, and the contract does not have."""
    return tuple(each for each in usage.rows if not each.offer.described)


def _met(usage: Usage) -> frozenset[tuple[str, str]]:
    """The responses that somebody expects; a message, where somebody says what it reads."""
    found = {
        (each.offer.operation, each.offer.status)
        for each in usage.rows
        if each.offer.part is Part.RESPONSE and each.users
    }
    return frozenset(found | ({("", "")} if usage.consumers else set()))
