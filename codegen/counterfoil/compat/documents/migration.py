"""A guide for whoever moves from one version of a contract to another one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counterfoil.compat.change import Carrier, Change
from counterfoil.compat.comparing import Comparison
from counterfoil.compat.documents.client import Client
from counterfoil.compat.documents.entries import WEIGHTS, without
from counterfoil.compat.documents.inside import Nothing, Payload, at
from counterfoil.compat.documents.markdown import block, code, document, json_block, prose
from counterfoil.compat.documents.setting_up import imports
from counterfoil.compat.documents.showing import carrier_of, sides
from counterfoil.compat.documents.side import Side
from counterfoil.engine.expectations.pointers import steps_of
from counterfoil.engine.words import plural, shown
from counterfoil.model import Bundle, Verdict

_MOST = 8
"""How many operations are named one by one."""
_SAID = (
    (Verdict.PROVED_BREAK, "is proved to break somebody", "are proved to break somebody"),
    (Verdict.UNKNOWN, "may break somebody", "may break somebody"),
    (Verdict.PROVED_SAFE, "breaks nobody", "break nobody"),
)


@dataclass(frozen=True, slots=True)
class _Part:
    """Everything that changed in one place: in one body, one parameter, one answer."""

    title: str
    carrier: Carrier | None
    changes: tuple[Change, ...]
    before: Side
    after: Side
    titles: tuple[str, ...]
    """Names of both versions, which go without saying."""


def guide(comparison: Comparison, package: str) -> str:
    """The guide; `package` is the import name of the generated package."""
    baseline, candidate = comparison.baseline, comparison.candidate
    clients = Client(baseline.api, package), Client(candidate.api, package)
    parts = list(_parts(comparison, *clients))
    return document(
        f"# From {prose(baseline.contract.title)} to {prose(candidate.contract.title)}",
        _summary(comparison),
        *_deadline(baseline),
        *_setup("before", clients[0], (each.before for each in parts)),
        *_setup("after", clients[1], (each.after for each in parts)),
        *(line for each in parts for line in _told(each, clients)),
    )


def _summary(comparison: Comparison) -> str:
    counted = []
    for verdict, one, several in _SAID:
        number = sum(each.verdict is verdict for each in comparison.changes)
        if number:
            counted.append(f"{plural(number, 'change')} {one if number == 1 else several}")
    versions = f"From {_number(comparison.baseline)} to {_number(comparison.candidate)}"
    return f"{versions}: {', '.join(counted) or 'nothing changed that anybody could notice'}."


def _number(bundle: Bundle) -> str:
    return prose(bundle.api.version or bundle.contract.version)


def _deadline(baseline: Bundle) -> Iterator[str]:
    lifecycle = baseline.api.lifecycle
    if lifecycle.sunset:
        yield f"**{prose(baseline.contract.title)} goes on {prose(lifecycle.sunset)}.**"


def _setup(word: str, client: Client, shown_sides: Iterable[Side]) -> Iterator[str]:
    source = "\n".join(each.code for each in shown_sides)
    if source.strip():
        yield f"All code {word} begins with:"
        yield block(imports(client, source), "python")


def _parts(comparison: Comparison, baseline: Client, candidate: Client) -> Iterator[_Part]:
    """Changes by their place; the place with the worst change first, as changes are ordered."""
    places: dict[tuple[str, str], tuple[Carrier | None, list[Change]]] = {}
    for change in comparison.changes:
        carrier = carrier_of(change)
        title = carrier.title if carrier else next(iter(change.operations), "")
        key = (title, carrier.what if carrier else "")
        places.setdefault(key, (carrier, []))[1].append(change)
    titles = (comparison.candidate.contract.title, comparison.baseline.contract.title)
    for (title, what), (carrier, changes) in places.items():
        name = without(title, titles)
        heading = ": ".join(filter(None, ("" if name in titles else name, what)))
        both = sides(changes, carrier, baseline, candidate)
        yield _Part(heading or "The contract", carrier, tuple(changes), *both, titles)


def _told(part: _Part, clients: tuple[Client, Client]) -> Iterator[str]:
    yield f"## {prose(part.title)}"
    yield "\n".join(line for each in part.changes for line in _item(each, part, clients))
    cut = " (an excerpt)" if part.before.cut or part.after.cut else ""
    yield from _both(f"Payload{cut}", _payload(part.before), _payload(part.after))
    yield from _both(f"Client code{cut}", _code(part.before), _code(part.after))


def _item(change: Change, part: _Part, clients: tuple[Client, Client]) -> Iterator[str]:
    said = change.message
    if part.carrier is not None:
        said = said.removeprefix(f"{part.carrier.title}: ").replace(
            f" of {part.carrier.what}", "", 1
        )
    said = without(said, part.titles).removeprefix(f"{part.title}: ")
    yield f"- {WEIGHTS[change.verdict]}{prose(said)}.{_values(change, part, clients)}"
    others = [each for each in change.operations if part.carrier and each != part.carrier.title]
    if others:
        yield f"  - The same in {_listed(others)}."
    if change.consumers:
        yield f"  - Breaks {prose(', '.join(change.consumers))}."
    if change.spared:
        yield f"  - Does not break {prose(', '.join(change.spared))}."
    if change.policies:
        yield f"  - Safe as long as {', '.join(change.policies)} holds."
    if change.verdict is Verdict.UNKNOWN and change.why:
        yield f"  - Not decided: {prose(change.why)}."


def _listed(titles: Sequence[str]) -> str:
    told = ", ".join(map(code, titles[:_MOST]))
    rest = len(titles) - _MOST
    return f"{told}, and {plural(rest, 'other')}" if rest > 0 else told


def _values(change: Change, part: _Part, clients: tuple[Client, Client]) -> str:
    """The field itself before and after, where it is inside a payload."""
    if part.carrier is None or not change.pattern:
        return ""
    steps = steps_of(change.pattern)
    own = sides([change], part.carrier, *clients)
    before, after = (_field(each.payload, steps) for each in own)
    if before == after:
        return ""
    return f" Before: {before}. After: {after}."


def _field(payload: Payload, steps: Sequence[str]) -> str:
    value = payload if isinstance(payload, Nothing) else at(payload, steps)
    return "nothing" if isinstance(value, Nothing) else code(shown(value))


def _payload(side: Side) -> str:
    if not isinstance(side.payload, Nothing):
        return json_block(side.payload)
    return block(side.line, "http") if side.line else ""


def _code(side: Side) -> str:
    return block(side.code, "python") if side.code else ""


def _both(what: str, before: str, after: str) -> Iterator[str]:
    if not before and not after:
        return
    if before == after:
        yield f"{what}, before and after:"
        yield before
        return
    yield f"{what} before:" if before else f"{what} before: none."
    yield before
    yield f"{what} after:" if after else f"{what} after: none."
    yield after
