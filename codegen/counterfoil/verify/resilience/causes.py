"""Root causes: what was seen of one fault in the provider, as one."""

from collections.abc import Iterable, Sequence

from counterfoil.verify.resilience.faults import Kind
from counterfoil.verify.resilience.ordeal import Seen
from counterfoil.verify.resilience.symptoms import BLOCKS, LATE, UNBOUNDED

_WIDE = 3
"""Kinds of faults that all lead to the same have one reason: nobody expects the dependency to fail."""


def causes(seen: Iterable[Seen]) -> list[list[Seen]]:
    """What was seen, grouped by cause, in the order in which each was first met."""
    found = _unexplained(list(seen))
    wide = _wide(found)
    groups: dict[tuple[str, ...], list[Seen]] = {}
    for each in found:
        rule, contract, kind, detail = each.key
        key: tuple[str, ...]
        if rule == BLOCKS:
            # Who blocks does it in its own code, whoever it waits for.
            key = (rule,)
        elif (rule, contract, detail) in wide:
            key = (rule, contract, detail)
        else:
            key = (rule, contract, kind, detail)
        groups.setdefault(key, []).append(each)
    return list(groups.values())


def _unexplained(seen: Sequence[Seen]) -> list[Seen]:
    """Those that do not follow from others: who tries again without end never answers, either."""
    endless = {
        (each.probe.title, contract)
        for each in seen
        if each.rule == UNBOUNDED
        for contract in each.trial.target.contract.split()
    }
    return [
        each
        for each in seen
        if each.rule != LATE
        or not any((each.probe.title, one) in endless for one in each.trial.target.contract.split())
    ]


def _wide(seen: Sequence[Seen]) -> set[tuple[str, str, str]]:
    kinds: dict[tuple[str, str, str], set[Kind | str]] = {}
    for each in seen:
        rule, contract, kind, detail = each.key
        kinds.setdefault((rule, contract, detail), set()).add(kind)
    return {key for key, several in kinds.items() if len(several) >= _WIDE}
