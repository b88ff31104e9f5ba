"""Whatever two schemas say: what is proved safe is safe, and what is proved to break has its witness."""

import datetime
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012, Draft202012Validator, Registry

from counterfoil.compat.change import Party
from counterfoil.compat.deciding import Decider, Decision
from counterfoil.compat.deciding.canonical import covers
from counterfoil.compat.deciding.eased import eased
from counterfoil.compat.deciding.relaxing import Relaxed
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import ALL_POLICIES, Policy, Terms
from counterfoil.compat.witnesses import MISSING, search
from counterfoil.engine.asserted import ROOT, asserted
from counterfoil.model import Json, Schema, Verdict
from schema_pairs import SENT, TAKEN, Drawn, draw, near, value
from second_opinion import Opinion

TODAY = datetime.date(2026, 11, 21)
SAMPLES = 1000
seeds = st.integers(0, 2**32)
few = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
many = settings(few, max_examples=800)


def strictly() -> Terms:
    return Terms(TODAY, policies=frozenset())


def judge(pool: Pool, schema: Schema) -> Draft202012Validator:
    """A validator made here, so that the toolkit's own cannot agree with itself."""
    schemas = {name: asserted(each.schema) for name, each in pool.components.items()}
    registry = Registry([(ROOT, {"components": {"schemas": schemas}})], draft=Draft202012)
    return Draft202012Validator(
        asserted(schema), validate_formats=True, registry=registry, offline=True
    )


def samples(
    random: Random, sent: Draft202012Validator, taken: Draft202012Validator
) -> Iterator[Json]:
    """Values that one of two schemas takes: drawn, and changed where one has been found."""
    known: list[Json] = []
    for _ in range(SAMPLES):
        seen = (
            near(random, random.choice(known)) if known and random.random() < 0.6 else value(random)
        )
        if sent.is_valid(seen) or taken.is_valid(seen):
            known.append(seen)
            yield seen


def both_ways(drawn: Drawn) -> tuple[tuple[Schema, Schema], ...]:
    return (SENT, TAKEN), (TAKEN, SENT)


def hold(seed: int) -> Counter[Verdict]:
    """Draws a pair, decides it both ways, and holds the verdicts against values and validators."""
    random = Random(seed)
    drawn = draw(random)
    if drawn is None:
        return Counter()
    pool = drawn.pool()
    decider, told = Decider(pool, strictly()), Counter[Verdict]()
    for sent, taken in both_ways(drawn):
        decision = decider.decide(sent, taken, Party.WRITER)
        told[decision.verdict] += 1
        match decision.verdict:
            case Verdict.PROVED_SAFE:
                assert_safe(random, pool, sent, taken)
            case Verdict.PROVED_BREAK:
                assert_broken(pool, sent, taken, decision)
            case Verdict.UNKNOWN:
                assert decision.why
    return told


def assert_safe(random: Random, pool: Pool, sent: Schema, taken: Schema) -> None:
    sender, taker = judge(pool, sent), judge(pool, taken)
    for seen in samples(random, sender, taker):
        assert taker.is_valid(seen) or not sender.is_valid(seen), seen
    assert search(pool, sent, taken, strictly().caps, seed=1) is MISSING


def assert_broken(pool: Pool, sent: Schema, taken: Schema, decision: Decision) -> None:
    witness = decision.witness
    assert judge(pool, sent).is_valid(witness)
    assert not judge(pool, taken).is_valid(witness)
    assert Opinion.of_pool(pool).confirms(sent, taken, witness), witness
    assert not covers(pool.components, sent, taken), "the second library claims a proof"


def relaxed(seed: int) -> None:
    """Draws a pair: a proof that needs policies holds of what is sent and taken under them."""
    random = Random(seed)
    drawn = draw(random)
    if drawn is None:
        return
    pool, sender = drawn.pool(), random.choice(list(Party))
    for sent, taken in both_ways(drawn):
        decision = Decider(pool, Terms(TODAY)).decide(sent, taken, sender)
        if decision.verdict is Verdict.PROVED_SAFE and decision.policies:
            assert_needed(pool, sent, taken, sender, decision.policies)
            pair = eased(pool, sent, taken, Relaxed(sender, frozenset(decision.policies)))
            assert_safe(random, pair.pool, pair.sent, pair.taken)
        if decision.verdict is Verdict.PROVED_BREAK:
            assert_broken(pool, sent, taken, decision)


def assert_needed(
    pool: Pool, sent: Schema, taken: Schema, sender: Party, policies: tuple[Policy, ...]
) -> None:
    for policy in policies:
        fewer = Terms(TODAY, policies=frozenset(policies) - {policy})
        verdict = Decider(pool, fewer).decide(sent, taken, sender).verdict
        assert verdict is not Verdict.PROVED_SAFE, policy


@few
@given(seeds)
def test_verdicts_hold_of_random_schemas(seed: int) -> None:
    hold(seed)


@few
@given(seeds)
def test_proofs_that_need_policies_hold_under_them(seed: int) -> None:
    relaxed(seed)


@pytest.mark.slow
@many
@given(seeds)
def test_verdicts_hold_of_many_random_schemas(seed: int) -> None:
    hold(seed)


@pytest.mark.slow
@many
@given(seeds)
def test_proofs_that_need_policies_hold_of_many(seed: int) -> None:
    relaxed(seed)


def test_few_random_pairs_stay_undecided() -> None:
    told = sum((hold(seed) for seed in range(200)), Counter[Verdict]())
    assert told[Verdict.PROVED_BREAK] > 50
    assert told[Verdict.PROVED_SAFE] > 50
    assert told[Verdict.UNKNOWN] <= 0.03 * told.total(), told


def test_all_policies_are_what_terms_grant() -> None:
    assert Terms(TODAY).policies == ALL_POLICIES == frozenset(Policy)
