"""Says of each difference, for each party that sends it, whether it breaks who takes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from counterfoil.compat.change import Carrier, Party
from counterfoil.compat.consumers import NOBODY, Audience, Hit, both, values_along
from counterfoil.compat.deciding import Decider, Decision
from counterfoil.compat.deciding.guarded import Guarded
from counterfoil.compat.differences import Difference, Pair, Side
from counterfoil.compat.differences.pointing import pattern_of
from counterfoil.compat.facts import Fact
from counterfoil.compat.judging.edits import edits
from counterfoil.compat.judging.reach import Knot, Reached, Trail
from counterfoil.compat.judging.texts import taken_as_text
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Policy, Terms, Version
from counterfoil.compat.witnesses import Missing, exchange, lift
from counterfoil.compat.witnesses.material import material_of
from counterfoil.engine.validators import Validators
from counterfoil.model import Json, Schema, Verdict

AROUND = (
    "here all that is sent is taken, but around it are alternatives, conditions or other parts of the"
    " same object that this may upset"
)
"""Why nobody knows of what takes more at its place."""
_TRIED = 4
"""Payloads that a witness is carried by at most, before it is said that none carries it."""
_WHOLES = 1
"""Payloads that are searched as a whole for a witness, which takes long where they are large."""
_NAMED = frozenset({Fact.PROPERTY_ADDED, Fact.PROPERTY_REMOVED})
"""A property that may hold anything allows what no declaration would; and yet somebody reads it."""
_WORST = (Verdict.PROVED_BREAK, Verdict.UNKNOWN, Verdict.PROVED_SAFE)


@dataclass(frozen=True, slots=True)
class Judged:
    """A difference, and what is known of it for one party that sends what it is in."""

    difference: Difference
    verdict: Verdict
    witness: Json = None
    """The exchange that proves a break."""
    value: Json = None
    """What in it is not taken."""
    trail: Trail | None = ()
    """From the pair of the difference to that value; None where it is the whole payload."""
    carrier: Carrier | None = None
    """What the witness is carried by."""
    policies: tuple[Policy, ...] = ()
    why: str = ""
    sent_by: Version = Version.BASELINE
    heard: bool = False
    """Whether there are consumers that could say whom it breaks."""
    hit: Hit = NOBODY
    """The consumers that it breaks, and those that it does not."""

    def kept(self, sender: Party) -> Version:
        """The version that one side keeps to, while the other side is of the other one."""
        return self.sent_by.other if sender is Party.PROVIDER else self.sent_by


@dataclass(frozen=True, slots=True)
class _Way:
    """Which version sends, and which one takes."""

    sent_by: Version

    def sent(self, pair: Pair) -> Side:
        return pair.baseline if self.sent_by is Version.BASELINE else pair.candidate

    def taken(self, pair: Pair) -> Side:
        return pair.candidate if self.sent_by is Version.BASELINE else pair.baseline

    def part(self, difference: Difference) -> Schema:
        """What the side that takes says and the other one does not."""
        if self.sent_by is Version.BASELINE:
            return difference.candidate_part
        return difference.baseline_part


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides the differences of one form of two versions."""

    pool: Pool
    terms: Terms
    decider: Decider | Guarded
    validators: Mapping[Version, Validators]
    audience: Audience

    def judge(self, knot: Knot, sender: Party) -> Iterator[Judged]:
        """Every difference of a pair, with the worst that is known of it in the terms' mode."""
        ways = [_Way(_sends(sender, kept)) for kept in self.terms.mode.kept_by]
        if not ways or self._is_refactored(knot, sender):
            told = [each for each in knot.differences if not each.on_wire]
            told += edits(self.pool, knot.differences) if ways else ()
            yield from (Judged(each, Verdict.PROVED_SAFE) for each in told)
            return
        per_way = [self._judged(knot, sender, way) for way in ways]
        for same in zip(*per_way, strict=True):
            worst = min(same, key=lambda each: _WORST.index(each.verdict))
            heard = bool(self.audience.reliances) and worst.verdict is not Verdict.PROVED_SAFE
            yield replace(worst, heard=heard, hit=self._hit(worst, knot, sender))

    def _is_refactored(self, knot: Knot, sender: Party) -> bool:
        """Whether both sides take the same values: the rest is a matter of how it is written."""
        on_wire = {each.fact for each in knot.differences if each.on_wire}
        if not on_wire or on_wire & _NAMED:
            return False
        both = (_Way(version) for version in Version)
        return all(_holds_anyway(self._proof(knot.pair, sender, way)) for way in both)

    def _judged(self, knot: Knot, sender: Party, way: _Way) -> list[Judged]:
        whole = self._proof(knot.pair, sender, way)
        proved = whole and self._proof_wherever(knot.reached_by(sender), whole, sender, way)
        if proved is not None:
            return [_safe(each, proved, way) for each in knot.differences]
        alone = [self._alone(knot, each, sender, way) for each in knot.differences]
        return self._together(knot, alone, sender, way)

    def _proof(self, pair: Pair, sender: Party, way: _Way) -> Decision | None:
        sent, taken = way.sent(pair).schema, way.taken(pair).schema
        return self.decider.proof(sent, taken, sender)

    def _proof_wherever(
        self, reached: Sequence[Reached], proof: Decision, sender: Party, way: _Way
    ) -> Decision | None:
        """The proof of a part as one of all payloads: where it alone says nothing, they are asked."""
        left = _unsettled(reached, proof)
        if not left:
            return proof
        wholes = self._proof_of_all(left, sender, way)
        if wholes is None:
            return None
        policies = tuple(dict.fromkeys((*proof.policies, *wholes.policies)))
        return replace(wholes, policies=policies)

    def _proof_of_all(
        self, reached: Sequence[Reached], sender: Party, way: _Way
    ) -> Decision | None:
        """The proof that no payload breaks that something is a part of."""
        found: list[Decision] = []
        for each in reached:
            proof = self._proof(each.root, sender, way)
            if proof is None:
                return None
            found.append(proof)
        policies = tuple(dict.fromkeys(name for each in found for name in each.policies))
        return replace(found[0], policies=policies)

    def _alone(self, knot: Knot, difference: Difference, sender: Party, way: _Way) -> Judged:
        """What the place of a difference says of it."""
        if not difference.on_wire:
            return Judged(difference, Verdict.PROVED_SAFE, sent_by=way.sent_by)
        reached = knot.reached_by(sender)
        sent = way.sent(difference.pair).schema
        local = self.decider.decide(sent, way.part(difference), sender)
        why = local.why
        if local.verdict is Verdict.PROVED_SAFE:
            why = AROUND
            if difference.covariant:
                reached = _unsettled(reached, local, partial=difference.partial)
                if not reached:
                    return _safe(difference, local, way)
        if local.verdict is Verdict.PROVED_BREAK:
            for each in reached[:_TRIED]:
                trail = (*each.trail, *difference.trail)
                proof = self._carried(each, difference, trail, local.witness, way)
                if proof is not None:
                    return proof
            why = "a value of this part alone is rejected, but no whole payload was found that carries it"
        taken = way.taken(difference.pair).schema
        carried = knot.reached_by(sender)
        text = taken_as_text(self.decider, carried, difference.trail, sent, taken, sender)
        if text is not None and difference.covariant and _is_straight(carried):
            return _safe(difference, text, way)
        proved = self._proof_of_all(reached, sender, way)
        if proved is not None:
            policies = tuple(dict.fromkeys((*local.policies, *proved.policies)))
            return _safe(difference, replace(proved, policies=policies), way)
        return Judged(difference, Verdict.UNKNOWN, why=why, sent_by=way.sent_by)

    def _together(self, knot: Knot, judged: list[Judged], sender: Party, way: _Way) -> list[Judged]:
        """What the differences of a pair do together, where no place of one tells.

        A witness of the whole is that of a difference whose part rejects it, or of the only one left.
        """
        left = [each for each in judged if each.verdict is Verdict.UNKNOWN]
        if not left:
            return judged
        blamed = self._blamed(knot, left, len(judged), sender, way)
        return [blamed.get(id(each), each) for each in judged]

    def _blamed(
        self, knot: Knot, left: list[Judged], many: int, sender: Party, way: _Way
    ) -> Mapping[int, Judged]:
        reached = knot.reached_by(sender)
        whole = self._decided(knot.pair, sender, way)
        if whole.verdict is Verdict.PROVED_BREAK and _is_straight(reached):
            blamed = [each for each in left if self._rejects(each.difference, whole.witness, way)]
            if not blamed and len(left) == many == 1:
                blamed = left
            return {id(each): self._shown(reached, each, whole.witness, way) for each in blamed}
        # What happens to the part says nothing of the whole, which has to be asked itself.
        return self._blamed_by_wholes(reached, left, many, sender, way)

    def _blamed_by_wholes(
        self, reached: Sequence[Reached], left: list[Judged], many: int, sender: Party, way: _Way
    ) -> Mapping[int, Judged]:
        if not len(left) == many == 1:
            return {}
        around = [each for each in reached if not each.covariant or each.partial]
        for each in around[:_WHOLES]:
            whole = self._decided(each.root, sender, way)
            if whole.verdict is Verdict.PROVED_BREAK:
                proof = self._carried(each, left[0].difference, (), whole.witness, way)
                if proof is not None:
                    return {id(left[0]): replace(proof, trail=None)}
        return {}

    def _decided(self, pair: Pair, sender: Party, way: _Way) -> Decision:
        return self.decider.decide(way.sent(pair).schema, way.taken(pair).schema, sender)

    def _rejects(self, difference: Difference, value: Json, way: _Way) -> bool:
        judge = material_of(self.pool).judge(way.part(difference))
        return any(not judge.is_valid(each) for each in values_along(value, difference.trail))

    def _shown(self, reached: Sequence[Reached], judged: Judged, value: Json, way: _Way) -> Judged:
        for each in reached[:_TRIED]:
            proof = self._carried(each, judged.difference, each.trail, value, way)
            if proof is not None:
                return proof
        return judged

    def _hit(self, judged: Judged, knot: Knot, sender: Party) -> Hit:
        """The consumers that break by it: by what they send, or by what they read."""
        if not self.audience.reliances:
            return NOBODY
        hits = (self._hit_at(judged, each) for each in knot.reached_by(sender))
        return both(hits)

    def _hit_at(self, judged: Judged, reached: Reached) -> Hit:
        difference, carrier, way = judged.difference, reached.carrier, _Way(judged.sent_by)
        if not self.audience.with_carrier(carrier):
            return NOBODY
        trail = (*reached.trail, *difference.trail)
        pattern = pattern_of(trail, difference)
        if judged.verdict is Verdict.PROVED_SAFE:
            gone = difference.fact is Fact.PROPERTY_REMOVED and carrier.sender is not Party.CONSUMER
            return self.audience.reading(carrier, pattern) if gone else NOBODY
        if carrier.sender is Party.CONSUMER:
            taken = material_of(self.pool).judge(way.part(difference))
            return self.audience.hit_by_asking(carrier, trail, taken)
        if judged.trail is None:
            return self.audience.reading(carrier, pattern)
        whole = self._lifted(reached, (*reached.trail, *judged.trail), judged.value, way)
        if isinstance(whole, Missing):
            return self.audience.reading(carrier, pattern)
        return self.audience.hit_by_answer(carrier, whole, way.sent_by.other, pattern)

    def _lifted(self, reached: Reached, trail: Trail, value: Json, way: _Way) -> Json | Missing:
        around, taken = way.sent(reached.root).schema, way.taken(reached.root).schema
        return lift(self.pool, around, taken, trail, value)

    def _carried(
        self, reached: Reached, difference: Difference, trail: Trail, value: Json, way: _Way
    ) -> Judged | None:
        """The break as a whole payload, accepted by who sends it and rejected by who takes it."""
        whole = self._lifted(reached, trail, value, way)
        if isinstance(whole, Missing) or not self._proves(reached.carrier, whole, way):
            return None
        shown = exchange(self.pool, reached.carrier, whole, way.sent_by)
        if isinstance(shown, Missing):
            return None
        return Judged(
            difference,
            Verdict.PROVED_BREAK,
            shown,
            value,
            trail[len(reached.trail) :],
            reached.carrier,
            sent_by=way.sent_by,
        )

    def _proves(self, carrier: Carrier, value: Json, way: _Way) -> bool:
        """Whether the contracts themselves say so, relaxed by no policy."""
        schemas = {Version.BASELINE: carrier.baseline, Version.CANDIDATE: carrier.candidate}

        def accepts(version: Version) -> bool:
            return self.validators[version].of(schemas[version], carrier.form).is_valid(value)

        return accepts(way.sent_by) and not accepts(way.sent_by.other)


def _unsettled(
    reached: Sequence[Reached], proof: Decision, *, partial: bool = False
) -> tuple[Reached, ...]:
    """Where the proof of a part is none of the payload: where more values upset what is around it, and
    where writers are trusted to send what the part declares, but others declare more."""
    trusting = Policy.CLOSED_WRITER in proof.policies
    return tuple(
        each for each in reached if not each.covariant or (trusting and (each.partial or partial))
    )


def _is_straight(reached: Sequence[Reached]) -> bool:
    """Whether a wider part makes a wider payload, wherever it is a part of one."""
    return all(each.covariant for each in reached)


def _sends(sender: Party, kept: Version) -> Version:
    """Which version sends, where one side keeps to one version while the other side moves."""
    return kept.other if sender is Party.PROVIDER else kept


def _safe(difference: Difference, proof: Decision, way: _Way) -> Judged:
    """What does not show on the wire needs no relaxation."""
    return Judged(
        difference,
        Verdict.PROVED_SAFE,
        policies=proof.policies if difference.on_wire else (),
        why=proof.why,
        sent_by=way.sent_by,
    )


def _holds_anyway(proof: Decision | None) -> bool:
    return proof is not None and not proof.policies
