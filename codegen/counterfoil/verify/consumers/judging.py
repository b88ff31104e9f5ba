"""What holds of everything that consumers rely on, and what does not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from counterfoil.engine.expectations.verified import Held, Lock
from counterfoil.model import Place
from counterfoil.verify.consumers.asking import Outcome
from counterfoil.verify.consumers.relied import Item, Relied
from counterfoil.verify.consumers.watching import Trace, Watch


@dataclass(frozen=True, slots=True)
class Reader:
    """A consumer that relies on something, the line that says so, and whether it has held before."""

    relied: Relied
    place: Place
    gates: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """One thing that is read of an answer, and is not as its readers need it."""

    item: Item
    trace: Trace
    readers: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class Unmet:
    """One answer that did not come, and everybody who relies on it in the same circumstances."""

    outcome: Outcome
    readers: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How everything stands that consumers rely on in one contract."""

    outcomes: tuple[Outcome, ...] = ()
    missed: tuple[Missed, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    open: tuple[Outcome, ...] = ()
    """What nothing here could bring about, and was never seen either."""
    silent: tuple[tuple[Relied, Item], ...] = ()
    """What was read of answers that had no occasion to have it."""
    held: Lock = field(default_factory=dict)


def standing(outcomes: Sequence[Outcome], watch: Watch, lock: Lock) -> Standing:
    """How everything stands after an examination; `lock` is what held before it."""
    met = [each for each in outcomes if each.way is not None]
    failed = [each for each in outcomes if each.way is None]
    is_open = [each for each in failed if _is_open(each) and not _gates(each.relied, lock)]
    return Standing(
        tuple(outcomes),
        tuple(_missed(met, watch, lock)),
        tuple(_unmet([each for each in failed if each not in is_open], lock)),
        tuple(is_open),
        tuple(
            (each.relied, item)
            for each in met
            for item, _ in each.relied.reads()
            if not watch.trace(item).had and not watch.trace(item).broken
        ),
        _held(met, watch),
    )


def _missed(met: Sequence[Outcome], watch: Watch, lock: Lock) -> Iterator[Missed]:
    """Each thing that is missed but once, with all who read it, or anything in it."""
    readers: dict[Item, list[Reader]] = {}
    traces: dict[Item, Trace] = {}
    for each in met:
        for item, place in each.relied.reads():
            trace = watch.trace(item)
            if trace.broken:
                gone = trace.gone(item)
                traces.setdefault(gone, trace)
                reader = Reader(each.relied, place, _gates(each.relied, lock, item))
                readers.setdefault(gone, []).append(reader)
    for gone, found in readers.items():
        yield Missed(gone, traces[gone], tuple(_once(found)))


def _once(readers: Sequence[Reader]) -> Iterator[Reader]:
    """Each interaction but once, with its first line; it gates if one of its lines does."""
    found: dict[tuple[str, str], Reader] = {}
    for each in readers:
        key = (each.relied.consumer, each.relied.interaction.description)
        first = found.setdefault(key, each)
        found[key] = replace(first, gates=first.gates or each.gates)
    yield from found.values()


def _unmet(failed: Sequence[Outcome], lock: Lock) -> Iterator[Unmet]:
    groups: dict[tuple[object, ...], list[Outcome]] = {}
    for each in failed:
        states = tuple(state.state for state in each.relied.interaction.given)
        status = each.told.status if each.told else 0
        groups.setdefault((each.relied.answer, states, status, each.why), []).append(each)
    for alike in groups.values():
        readers = (
            Reader(each.relied, each.relied.interaction.place, _gates(each.relied, lock))
            for each in alike
        )
        yield Unmet(alike[0], tuple(readers))


def _gates(relied: Relied, lock: Lock, item: Item | None = None) -> bool:
    """Whether an interaction, or one thing that it reads, has held before, just as it is asked for now."""
    known = lock.get(relied.consumer, {}).get(relied.interaction.description)
    same = known is not None and known.request == relied.digest
    return same and (item is None or (known is not None and item.key in known.items))


def _is_open(outcome: Outcome) -> bool:
    """Whether an answer that did not come proves nothing: what it needs may only not be there."""
    relied, told = outcome.relied, outcome.told
    if outcome.refused:
        return False
    if told is None or outcome.why:
        return True
    if outcome.state.given:
        return False
    if relied.interaction.status >= 400:
        return told.status < 500
    fixed = "{" not in relied.operation.path and told.status in (404, 405)
    return 400 <= told.status < 500 and not fixed


def _held(met: Sequence[Outcome], watch: Watch) -> Lock:
    found: dict[str, dict[str, Held]] = {}
    for each in met:
        items = frozenset(item.key for item, _ in each.relied.reads() if watch.trace(item).holds)
        description = each.relied.interaction.description
        found.setdefault(each.relied.consumer, {})[description] = Held(each.relied.digest, items)
    return found


def hits(standing: Standing) -> Mapping[tuple[str, str], bool]:
    """Consumer and description of each interaction that something is wrong with → whether that gates."""
    found: dict[tuple[str, str], bool] = {}
    faults = (*(each.readers for each in standing.missed), *(e.readers for e in standing.unmet))
    for each in (reader for readers in faults for reader in readers):
        key = (each.relied.consumer, each.relied.interaction.description)
        found[key] = found.get(key, False) or each.gates
    return found
