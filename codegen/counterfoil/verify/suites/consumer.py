"""What the suites of one consumer show: which expectations hold, and what fails where."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from counterfoil.engine.expectations.spots import line_of
from counterfoil.engine.reconcile import missing
from counterfoil.engine.suites import suite_folder, suite_path
from counterfoil.engine.words import plural
from counterfoil.model import At, Bundle, Expectations, Finding, Interaction, Json
from counterfoil.verify.running.environment import Home
from counterfoil.verify.suites.running import Outcome, outcomes

_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Suited:
    """What is known of a consumer, now that its suites were run."""

    findings: tuple[Finding, ...] = ()
    proved: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
    """Contract → how many of its suite's tests passed, failed and were skipped."""


@dataclass(frozen=True, slots=True)
class Suite:
    """The suite of a consumer by one contract, and the expectations that it was compiled from."""

    consumer: str
    bundle: Bundle
    path: str
    """In the generated folder."""
    expectations: tuple[Expectations, ...]

    @property
    def title(self) -> str:
        """The contract, as messages name it."""
        return self.bundle.contract.title

    @property
    def interactions(self) -> Mapping[str, Interaction]:
        """Those that the consumer relies on, by description."""
        return {each.description: each for one in self.expectations for each in one.interactions}


def suites_of(consumer: str, contracts: Mapping[str, Bundle]) -> tuple[Suite, ...]:
    """The suites that a consumer should have, by contract."""
    return tuple(
        Suite(consumer, bundle, suite_path(consumer, bundle.contract), said)
        for bundle in contracts.values()
        if (said := tuple(each for each in bundle.expectations if _is_of(each, consumer)))
    )


def run_suites(consumer: str, suites: Sequence[Suite], home: Home) -> Suited:
    """What the suites show. Raises CannotRun where they cannot be run."""
    there = [each for each in suites if (home.generated / each.path).is_file()]
    findings = [missing(home.generated, each.path) for each in suites if each not in there]
    by_path: dict[str, list[Outcome]] = {}
    for each in outcomes(consumer, [one.path for one in there], home) if there else ():
        by_path.setdefault(each.path, []).append(each)
    told = [(suite, by_path.get(suite.path, [])) for suite in there]
    findings += [each for suite, found in told for each in _findings(suite, found, home)]
    return Suited(
        tuple(findings),
        tuple(_proved(consumer, told)),
        tuple(each for suite, found in told for each in _skipped(suite, found)),
        {suite.bundle.contract.id: _counted(found) for suite, found in told},
    )


def _is_of(expectations: Expectations, consumer: str) -> bool:
    return suite_folder(expectations.consumer) == suite_folder(consumer)


def _findings(suite: Suite, found: Sequence[Outcome], home: Home) -> Iterator[Finding]:
    for each in found:
        if each.outcome in ("failed", "error"):
            yield _failed(suite, each, home)


def _failed(suite: Suite, outcome: Outcome, home: Home) -> Finding:
    interaction = suite.interactions.get(outcome.expectation)
    generated = f"{home.generated.name}/{outcome.path}"
    name = outcome.test.partition("[")[0]
    if interaction is not None:
        at = line_of(interaction.place)
        what = (
            f"{suite.consumer} relies on “{interaction.description}” of {suite.title}, which fails"
        )
    elif outcome.outcome == "error":
        at = At(generated)
        what = f"the suite of {suite.consumer} by {suite.title} cannot be read"
    else:
        at = At(generated, outcome.line)
        what = f"the client of {suite.title} that {suite.consumer} uses fails {outcome.test}"
    said = next((line for line in outcome.said.splitlines() if line.strip()), "it says no more")
    chosen = f" -k {name}" if name else ""
    return Finding(
        rule="suite-test-failed",
        message=f"{what}: {said.strip():.{_SHOWN}}",
        at=at,
        subject=f"{suite.consumer} {suite.bundle.contract.id} {outcome.test}",
        witness={"test": outcome.test, "said": outcome.said},
        fix=f"Run `pytest {generated}{chosen}`; then correct the contract, or what is expected of it.",
        consumers=(suite.consumer,),
    )


def _proved(consumer: str, told: Sequence[tuple[Suite, Sequence[Outcome]]]) -> Iterator[str]:
    """One sentence about all suites without a failure."""
    held = [
        (suite, found)
        for suite, found in told
        if found and all(each.outcome in ("passed", "skipped") for each in found)
    ]
    parts, holding, tests = [], 0, 0
    for suite, found in held:
        passed = [each for each in found if each.outcome == "passed"]
        count = len({each.expectation for each in passed} - {""})
        parts.append(f"{plural(count, 'expectation')} of {suite.title}")
        holding, tests = holding + count, tests + len(passed)
    if parts:
        holds = "holds" if holding == 1 else "hold"
        yield f"{consumer}: {_listed(parts)} {holds} against stubs ({plural(tests, 'test')})"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)


def _skipped(suite: Suite, found: Sequence[Outcome]) -> Iterator[str]:
    reasons = Counter(
        each.said.removeprefix("Skipped: ") for each in found if each.outcome == "skipped"
    )
    for reason, count in sorted(reasons.items()):
        yield f"{plural(count, 'test')} of {suite.consumer} by {suite.title} ({reason})"


def _counted(found: Sequence[Outcome]) -> Json:
    return dict(sorted(Counter(each.outcome for each in found).items()))
