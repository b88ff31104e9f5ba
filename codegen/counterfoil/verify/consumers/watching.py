"""What the replies of an examination had of everything that consumers read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from counterfoil.engine.conform import Terms
from counterfoil.engine.expectations.fields import lacking, values_at
from counterfoil.model import Json, Reply, values_of
from counterfoil.runtime.formats import FORMATS
from counterfoil.verify.consumers.relied import Item, Kind, Relied, State, is_required
from counterfoil.verify.judging.demands import NOTHING, has_field, received
from counterfoil.verify.requests.drafts import Told

_ENOUGH = 40
"""Replies of one operation and status that are looked into; more have little to add."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An exchange, and the states that held meanwhile."""

    told: Told
    state: State = field(default_factory=State)
    value: Json = NOTHING
    """What the reply says."""


@dataclass(slots=True)
class Trace:
    """What is known of one thing that consumers read."""

    required: bool
    had: int = 0
    """Replies that had it."""
    lacked: int = 0
    """Replies that should have had it, and had not."""
    without: Seen | None = None
    """One of them."""

    @property
    def broken(self) -> bool:
        """Whether it is missed: by one reply if it is promised, by every single one if not."""
        return bool(self.lacked) and (self.required or not self.had)

    def gone(self, item: Item) -> Item:
        """What is missed in fact: the field that is read, or the first on the way to it."""
        if item.kind is not Kind.FIELD or self.without is None:
            return item
        missing = lacking(self.without.value, item.name)
        if missing is None:
            return item
        steps = item.name.split("/")[: missing.count("/") + 1]
        return replace(item, name="/".join(steps))

    @property
    def holds(self) -> bool:
        """Whether it was there, and never missed."""
        return bool(self.had) and not self.broken


@dataclass(slots=True)
class Watch:
    """Looks into replies for what consumers read, and remembers what it saw."""

    terms: Terms
    traces: dict[tuple[str, int], dict[Item, Trace]] = field(default_factory=dict)
    """By operation and status."""
    looked: dict[tuple[str, int], int] = field(default_factory=dict)
    last: dict[tuple[str, int], Told] = field(default_factory=dict)

    def saw(self, told: Told) -> None:
        """Looks into a reply, whatever it was asked for."""
        answer = (told.draft.operation.id, told.status)
        traces = self.traces.get(answer)
        if traces is None:
            return
        self.last[answer] = told
        self.looked[answer] = self.looked.get(answer, 0) + 1
        if self.looked[answer] <= _ENOUGH:
            self._look(traces, told)

    def asked(self, told: Told, state: State) -> None:
        """Looks once more into the reply to what a consumer asks: that is the one to be shown."""
        reply = told.reply
        traces = self.traces.get((told.draft.operation.id, told.status))
        if traces is None or not isinstance(reply, Reply):
            return
        body = received(self.terms, told.draft.operation, reply)
        for item, trace in traces.items():
            has, lacks = looked_up(item, reply, body)
            trace.had, trace.lacked = max(trace.had, has), max(trace.lacked, lacks)
            if lacks:
                trace.without = Seen(told, state, body)

    def trace(self, item: Item) -> Trace:
        """What is known of something that is watched."""
        return self.traces[item.operation, item.status][item]

    def _look(self, traces: Mapping[Item, Trace], told: Told) -> None:
        reply = told.reply
        if not isinstance(reply, Reply):
            return
        body = received(self.terms, told.draft.operation, reply)
        for item, trace in traces.items():
            has, lacks = looked_up(item, reply, body)
            trace.had += has
            trace.lacked += lacks
            if lacks and trace.without is None:
                trace.without = Seen(told, value=body)


def watch_for(relied: Iterable[Relied], terms: Terms) -> Watch:
    """A watch for everything that is relied on."""
    watch = Watch(terms)
    for each in relied:
        traces = watch.traces.setdefault(each.answer, {})
        for item, _ in each.reads():
            if item not in traces:
                traces[item] = Trace(is_required(item, each.operation, terms.api.components))
    return watch


def looked_up(item: Item, reply: Reply, body: Json) -> tuple[bool, bool]:
    """Whether a reply has something, and whether it lacks it: neither where it says nothing of it."""
    match item.kind:
        case Kind.HEADER:
            has = bool(values_of(reply.headers, item.name))
            return has, not has
        case Kind.FORMAT:
            texts = [each for each in values_at(body, item.name) if isinstance(each, str)]
            return _formed(item.form, texts)
    return bool(values_at(body, item.name)), not has_field(body, item.name)


def _formed(form: str, texts: Sequence[str]) -> tuple[bool, bool]:
    check = FORMATS.get(form)
    if check is None or not texts:
        return False, False
    broken = not all(map(check, texts))
    return not broken, broken
