"""Whom a proved break hits: the consumers for whose own use of the contract it is a break."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from counterfoil.compat.change import Carrier, Party
from counterfoil.compat.consumers.projection import Projection, reads_of
from counterfoil.compat.differences import Step, Way
from counterfoil.compat.terms import Version
from counterfoil.engine.expectations.asked import operation_asked
from counterfoil.engine.expectations.pointers import EVERY, steps_of
from counterfoil.engine.validators import Validator, Validators
from counterfoil.model import Api, Bundle, In, Interaction, Json, Operation, Use


@dataclass(frozen=True, slots=True)
class Reliance:
    """One interaction of one consumer."""

    consumer: str
    interaction: Interaction
    operation: Operation | None
    """That it is with, in the version that it was written for; None for a message."""


@dataclass(frozen=True, slots=True)
class Hit:
    """The consumers that use what a change reaches."""

    broken: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()


NOBODY = Hit()


def both(hits: Iterable[Hit]) -> Hit:
    """Several as one: broken is who is broken by any."""
    told = tuple(hits)
    broken = {name for each in told for name in each.broken}
    spared = {name for each in told for name in each.spared} - broken
    return Hit(tuple(sorted(broken)), tuple(sorted(spared)))


@dataclass(frozen=True, slots=True)
class Audience:
    """What consumers say that they rely on, in either version: what runs today, and what is to run."""

    reliances: tuple[Reliance, ...]
    validators: Mapping[Version, Validators]

    def with_carrier(self, carrier: Carrier) -> tuple[Reliance, ...]:
        """The interactions that a carrier is a part of."""
        return tuple(each for each in self.reliances if _carries(carrier, each))

    def hit_by_answer(self, carrier: Carrier, value: Json, kept: Version, pattern: str) -> Hit:
        """Whom an answer or a message hits that the version they keep to rules out.

        The schema of that version is reduced to what each of them reads of what changed; who takes the
        value then is spared.
        """
        return told(
            (each.consumer, not self._takes(each, carrier, value, kept, pattern))
            for each in self.with_carrier(carrier)
        )

    def hit_by_asking(self, carrier: Carrier, trail: Sequence[Step], taken: Validator) -> Hit:
        """Whose own requests are not taken any more, in what they have at `trail`."""
        return told(
            (each.consumer, _sends_what_is_not(each, carrier, trail, taken))
            for each in self.with_carrier(carrier)
        )

    def reading(self, carrier: Carrier, pattern: str) -> Hit:
        """Who reads a field, something in it or something around it as a whole."""
        return told(
            (each.consumer, concerned(each.interaction, pattern) is not None)
            for each in self.with_carrier(carrier)
        )

    def _takes(
        self, reliance: Reliance, carrier: Carrier, value: Json, kept: Version, pattern: str
    ) -> bool:
        use = concerned(reliance.interaction, pattern)
        if use is None:
            return True
        judge = self.validators[kept]
        said = carrier.baseline if kept is Version.BASELINE else carrier.candidate
        seen = Projection(judge.api.components, use).of(said)
        return judge.of(seen, carrier.form).is_valid(value)


def audience_of(
    baseline: Bundle, candidate: Bundle, validators: Mapping[Version, Validators]
) -> Audience:
    """Every interaction that either version knows of, each once.

    Where the two are contracts of their own, who relies on the candidate has moved already.
    """
    known: dict[tuple[str, str], Reliance] = {}
    same = baseline.contract.id == candidate.contract.id
    for bundle in (candidate, baseline) if same else (baseline,):
        for told in bundle.expectations:
            for each in told.interactions:
                operation = _operation(each, baseline.api) or _operation(each, candidate.api)
                known[told.consumer, each.description] = Reliance(told.consumer, each, operation)
    return Audience(tuple(known.values()), validators)


def _operation(interaction: Interaction, api: Api) -> Operation | None:
    return None if interaction.ask is None else operation_asked(api, interaction.ask)


def _carries(carrier: Carrier, reliance: Reliance) -> bool:
    asked = reliance.operation
    if carrier.sender is Party.WRITER:
        return asked is None
    mine = [each for each in (carrier.baseline_operation, carrier.candidate_operation) if each]
    if asked is None or all(
        (each.method, each.path) != (asked.method, asked.path) for each in mine
    ):
        return False
    if carrier.sender is Party.CONSUMER:
        return True
    return has_status(reliance, carrier.status, asked)


def has_status(reliance: Reliance, status: str, asked: Operation) -> bool:
    """Whether what it reads comes with a status as the contract has it: `200`, `4XX` or `default`."""
    wanted, status = status.upper(), str(reliance.interaction.status)
    documented = {each.status.upper() for each in asked.responses}
    if wanted == status:
        return True
    if status in documented:
        return False
    return wanted == f"{status[0]}XX" or (
        wanted == "DEFAULT" and f"{status[0]}XX" not in documented
    )


def told(found: Iterable[tuple[str, bool]]) -> Hit:
    """Each consumer once: broken where one of its interactions is."""
    hit: dict[str, bool] = {}
    for consumer, is_broken in found:
        hit[consumer] = hit.get(consumer, False) or is_broken
    return Hit(
        tuple(sorted(name for name, broken in hit.items() if broken)),
        tuple(sorted(name for name, broken in hit.items() if not broken)),
    )


def _sends_what_is_not(
    reliance: Reliance, carrier: Carrier, trail: Sequence[Step], taken: Validator
) -> bool:
    values = [value for whole in _sent(reliance, carrier) for value in values_along(whole, trail)]
    return any(not taken.is_valid(value) for value in values)


def _sent(reliance: Reliance, carrier: Carrier) -> Iterator[Json]:
    """What a request gives for a carrier: a parameter's value, or the body."""
    ask = reliance.interaction.ask
    if ask is None:
        return
    if carrier.name:
        for location in In:
            given = ask.parameters.get(location, {})
            if carrier.what.startswith(location.value) and carrier.name in given:
                yield given[carrier.name]
    elif ask.has_body:
        yield ask.body


def values_along(value: Json, trail: Sequence[Step]) -> list[Json]:
    """What is at the end of a trail in a value, in order."""
    found = [value]
    for step in trail:
        found = [below for each in found for below in _below(each, step)]
    return found


def _below(value: Json, step: Step) -> Iterator[Json]:
    match step.way, value:
        case Way.PROPERTY, dict() if step.key in value:
            yield value[step.key]
        case Way.OTHER, dict():
            yield from value.values()
        case Way.NAME, dict():
            yield from value
        case Way.ITEM, list():
            yield from value
        case Way.INDEX, list() if int(step.key) < len(value):
            yield value[int(step.key)]


def concerned(interaction: Interaction, pattern: str) -> Use | None:
    """What is read of a field: the field itself, or what is in it; None where nothing is.

    What holds the field counts where it is read as a whole. A recording names all that was read.
    """
    use = interaction.use
    if not _reads(use, pattern, whole=not interaction.recorded):
        return None

    def near(name: str) -> bool:
        shared = zip(steps_of(name), steps_of(pattern), strict=False)
        return all(EVERY in pair or pair[0] == pair[1] for pair in shared)

    return replace(
        use,
        reads=tuple(filter(near, use.reads)),
        members={name: each for name, each in use.members.items() if near(name)},
        formats={name: each for name, each in use.formats.items() if near(name)},
    )


def _reads(use: Use, pattern: str, *, whole: bool) -> bool:
    """Whether a field is read, or something in it, or what holds it as a whole."""
    read, steps = reads_of(use), steps_of(pattern)
    for step in steps:
        if not read.inside:
            return read.pattern != "" and whole
        below = read.inside.get(step) or read.inside.get(EVERY)
        if below is None:
            return False
        read = below
    return True
