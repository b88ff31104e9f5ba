"""The reports of shards, merged into the report of the whole."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterfoil.engine.render.json import found, told
from counterfoil.engine.report import (
    CACHE,
    CANNOT_RUN,
    JOURNEYS,
    PROVED,
    SERVICES,
    SHARD,
    SHARDS,
    WAIVED,
    journeys,
    proved,
    services,
)
from counterfoil.engine.rules import ordered
from counterfoil.engine.shards import CONTRACTS, part_of_journey, part_of_service
from counterfoil.model import CannotRun, Finding, Json, Report

NOT_COVERED = "not_covered"
SECONDS = "seconds"


@dataclass(frozen=True, slots=True)
class Shard:
    """Which shard a report is of, and what it was cut from."""

    index: int
    of: int
    parts: tuple[str, ...]
    whole: tuple[str, ...]
    """The parts of all shards."""
    plan: str
    """The digest of how they were cut."""
    commit: str = ""
    """What was checked out; empty where there is no git."""
    key: str = ""
    """The digest of all else that has to be the same: options, contracts, what is not committed."""
    elsewhere: str = ""
    """The sentence that says what falls to other shards."""
    waivers: tuple[Finding, ...] | None = None
    """A finding for each waiver that waives nothing here; None where that cannot be judged."""

    @property
    def name(self) -> str:
        """As messages name it."""
        return f"shard {self.index} of {self.of}"

    def fact(self) -> Json:
        """As a report says it."""
        return {
            "index": self.index,
            "of": self.of,
            "parts": list(self.parts),
            "whole": list(self.whole),
            "plan": self.plan,
            "commit": self.commit,
            "key": self.key,
            "elsewhere": self.elsewhere,
            "waivers": None if self.waivers is None else [told(each) for each in self.waivers],
        }


def shard_of(report: Report, path: str) -> Shard:
    """Which shard a report is of. Raises CannotRun where it is of none."""
    fact = report.facts.get(SHARD)
    if fact is None:
        raise _no_shard(report, path)
    try:
        waivers = fact["waivers"]
        return Shard(
            int(fact["index"]),
            int(fact["of"]),
            tuple(map(str, fact["parts"])),
            tuple(map(str, fact["whole"])),
            str(fact["plan"]),
            str(fact["commit"]),
            str(fact["key"]),
            str(fact["elsewhere"]),
            None if waivers is None else tuple(map(found, waivers)),
        )
    except (ValueError, KeyError, TypeError) as problem:
        raise _damaged(path, f"{type(problem).__name__}: {problem}") from problem


def _no_shard(report: Report, path: str) -> CannotRun:
    refused = report.facts.get(CANNOT_RUN)
    if isinstance(refused, Mapping):
        why = "\n".join(str(each) for each in refused.values() if each)
        return CannotRun(
            f"{path} is of a run that could not begin, and says of no shard what is in it",
            why,
            "run that shard again",
        )
    return CannotRun(
        f"{path} is of no shard",
        "it says nothing of which part of a verification it is",
        "write it with `counterfoil verify --shard I/N --format json --output FILE`",
    )


def _damaged(path: str, why: str) -> CannotRun:
    return CannotRun(f"{path} is not the report of a shard", why, "run that shard again")


def merged(reports: Mapping[str, Report]) -> Report:
    """The report of the whole, of those of its shards by their paths.

    Raises CannotRun where one is missing, is there twice, or is of something else.
    """
    shards = {path: shard_of(each, path) for path, each in reports.items()}
    if not shards:
        raise CannotRun("there is no report to merge", fix="name those of all shards")
    _check_alike(shards)
    _check_complete(shards)
    for path, shard in shards.items():
        _check_told(path, shard, reports[path])
    by_index = sorted(shards, key=lambda path: shards[path].index)
    several = [(shards[path], reports[path]) for path in by_index]
    findings = [each for _, report in several for each in report.findings]
    return Report(
        ordered((*findings, *_unused_waivers([shard for shard, _ in several]))), _facts(several)
    )


def _check_alike(shards: Mapping[str, Shard]) -> None:
    (first, one), *others = shards.items()
    again = "run all shards of one commit with the same options, and merge those"
    for path, other in others:
        if one.of != other.of:
            what = f"{first} is of {one.of} shards, and {path} of {other.of}"
            raise CannotRun(what, "no two of these make a whole", again)
        if one.commit != other.commit:
            what = f"{first} and {path} are of different commits"
            raise CannotRun(what, f"{one.commit or 'none'} and {other.commit or 'none'}", again)
        if one.key != other.key:
            raise CannotRun(
                f"{first} and {path} are of runs that differ",
                "in their options, in the version of counterfoil, in the contracts, or in what is not"
                " committed",
                again,
            )
        if (one.plan, one.whole) != (other.plan, other.whole):
            raise CannotRun(
                f"{first} and {path} were cut differently",
                "each shard cuts by the durations that it finds",
                "give all of them the same --durations, or cut once: `counterfoil plan --shards"
                f" {one.of} --format json --output plan.json`, then `--plan plan.json`",
            )


def _check_complete(shards: Mapping[str, Shard]) -> None:
    one = next(iter(shards.values()))
    by_index: dict[int, str] = {}
    for path, shard in shards.items():
        if shard.index in by_index:
            raise CannotRun(
                f"{by_index[shard.index]} and {path} are both of {shard.name}",
                fix="name one report of each shard",
            )
        by_index[shard.index] = path
    missing = sorted(set(range(1, one.of + 1)) - by_index.keys())
    if missing:
        listed = ", ".join(map(str, missing))
        raise CannotRun(
            (
                f"shard {listed} of {one.of} is missing"
                if len(missing) == 1
                else f"shards {listed} of {one.of} are missing"
            ),
            f"there are reports of {', '.join(map(str, sorted(by_index)))}",
            f"run `counterfoil verify --shard {missing[0]}/{one.of}`, and name its report, too",
        )
    dealt = Counter(part for shard in shards.values() for part in shard.parts)
    if dealt != Counter(one.whole):
        wrong = sorted(part for part in {*dealt, *one.whole} if dealt[part] != 1)
        raise CannotRun(
            "the shards do not make a whole",
            f"{', '.join(wrong)} is not in exactly one of them",
            "run all shards again",
        )


def _check_told(path: str, shard: Shard, report: Report) -> None:
    """That a shard which could run says something of each of its parts, and nothing of any other."""
    for facts in (report.facts, *_each(report, SERVICES), *_each(report, JOURNEYS)):
        if not _is_well_formed(facts):
            raise _damaged(path, f"what {shard.name} is told to have shown is no list of sentences")
    if CANNOT_RUN in report.facts:
        return
    told_of = {
        *(part_of_service(each) for each in services(report)),
        *(part_of_journey(each) for each in journeys(report)),
    }
    own = set(shard.parts) - {CONTRACTS}
    if told_of != own:
        wrong = ", ".join(sorted(told_of ^ own))
        raise _damaged(path, f"{shard.name} is {', '.join(own) or 'empty'}; look at {wrong}")


def _each(report: Report, kind: str) -> Iterator[Json]:
    told_of = report.facts.get(kind, {})
    yield from told_of.values() if isinstance(told_of, Mapping) else (None,)


def _is_well_formed(facts: Json) -> bool:
    """Whether what is read of facts, here and by whoever prints them, is what it should be."""
    if not isinstance(facts, Mapping):
        return False
    lists = (facts.get(each, []) for each in (PROVED, NOT_COVERED, WAIVED))
    counted = [facts.get(each, {}) for each in (SECONDS, CACHE)]
    refused = facts.get(CANNOT_RUN, {"what": "", "why": "", "fix": ""})
    return (
        all(isinstance(each, list) for each in lists)
        and all(isinstance(each, Mapping) for each in counted)
        and all(isinstance(each, int | float) for some in counted for each in some.values())
        and isinstance(refused, Mapping)
        and all(isinstance(refused.get(each), str) for each in ("what", "why", "fix"))
    )


def _unused_waivers(shards: Sequence[Shard]) -> tuple[Finding, ...]:
    """What every shard has found no use for."""
    judged = [shard.waivers for shard in shards]
    if any(each is None for each in judged):
        return ()
    sets = [{each.fingerprint for each in some or ()} for some in judged]
    everywhere = set.intersection(*sets)
    return tuple(each for each in judged[0] or () if each.fingerprint in everywhere)


def _facts(several: Sequence[tuple[Shard, Report]]) -> Mapping[str, Json]:
    contracts = next((r.facts for s, r in several if CONTRACTS in s.parts), {})
    first = several[0][0]
    reports = [report for _, report in several]
    examined = _joined(services(each) for each in reports)
    walked = _joined(journeys(each) for each in reports)
    refused = {s.name: r.facts[CANNOT_RUN] for s, r in several if CANNOT_RUN in r.facts}
    own = {name: each for name, each in contracts.items() if name not in (SHARD, CANNOT_RUN)}
    stored = _summed(each.facts.get(CACHE) for each in reports)
    return {
        **own,
        **({CACHE: stored} if stored else {}),
        SERVICES: examined,
        **({JOURNEYS: walked} if walked else {}),
        NOT_COVERED: list(_not_covered(several)),
        WAIVED: sorted({str(each) for r in reports for each in r.facts.get(WAIVED, ())}),
        PROVED: list(_proved(several, (*examined.values(), *walked.values()))),
        SECONDS: _summed(each.facts.get(SECONDS) for each in reports),
        SHARDS: {
            "of": first.of,
            "commit": first.commit,
            "parts": {str(shard.index): list(shard.parts) for shard, _ in several},
            **({CANNOT_RUN: refused} if refused else {}),
        },
    }


def _joined(several: Iterable[Mapping[str, Mapping[str, Json]]]) -> dict[str, Mapping[str, Json]]:
    found_by_name = {name: facts for each in several for name, facts in each.items()}
    return {name: found_by_name[name] for name in sorted(found_by_name)}


def _not_covered(several: Sequence[tuple[Shard, Report]]) -> Iterator[str]:
    said = (
        str(each)
        for shard, report in several
        for each in report.facts.get(NOT_COVERED, ())
        if each != shard.elsewhere
    )
    yield from dict.fromkeys(said)


def _proved(
    several: Sequence[tuple[Shard, Report]], folded: Collection[Mapping[str, Json]]
) -> Iterator[str]:
    """What is proved of contracts, then of each service and each journey."""
    of_parts = [str(each) for facts in folded for each in facts.get(PROVED, ())]
    known = set(of_parts)
    own = (each for _, report in several for each in proved(report) if each not in known)
    yield from dict.fromkeys(own)
    yield from of_parts


def _summed(several: Iterable[Json]) -> dict[str, float]:
    total: Counter[str] = Counter()
    for each in several:
        if isinstance(each, Mapping):
            total.update(each)
    return {name: round(each, 3) for name, each in total.items()}
