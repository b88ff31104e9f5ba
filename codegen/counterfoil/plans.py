"""What `counterfoil verify` looks at when it is told to look at a part, what `counterfoil plan` prints, and
how `counterfoil merge` makes a whole of what parts have shown."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from counterfoil import __version__, console
from counterfoil.engine import durations, shards
from counterfoil.engine.config import find_root, load_config, root_above
from counterfoil.engine.git import Repository
from counterfoil.engine.journeys import journey_files
from counterfoil.engine.merging import NOT_COVERED, Shard, merged
from counterfoil.engine.render.json import read
from counterfoil.engine.report import (
    AFFECTED,
    CANNOT_RUN,
    JOURNEYS,
    SERVICES,
    SHARD,
    SHARDS,
    refused,
)
from counterfoil.engine.services import read_services
from counterfoil.engine.settings import SETTINGS_FILE
from counterfoil.engine.shards import CONTRACTS, Cut, part_of_journey, part_of_service
from counterfoil.engine.words import plural
from counterfoil.model import CannotRun, Config, Finding, Report
from counterfoil.reach import Reached, named, reached, walks_through
from counterfoil.runs import Run
from counterfoil.scope import WHOLE, Scope, among
from counterfoil.verification import TOGETHER, UNUSED_WAIVERS, startable, verify, verify_part


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of a monorepo is asked for; without anything, all of it."""

    affected_by: str = ""
    """Since which commit something has to be reached: `git:origin/main`."""
    shard: tuple[int, int] | None = None
    """Which one, counted from 1, of how many."""
    plan: Path | None = None
    """A file that says how shards are cut."""
    durations: Path | None = None
    """A file that says how long the parts took; None for the one that earlier runs have left."""
    output: Path | None = None
    """Where what is found goes."""

    @property
    def own(self) -> tuple[Path, ...]:
        """The files that the run reads or writes for itself."""
        return tuple(each for each in (self.plan, self.durations, self.output) if each is not None)


def verify_asked(run: Run, jobs: int, options: Sequence[str], asked: Asked) -> Report:
    """Verifies what is asked for. A run of all shards keeps how long its parts took; one shard does not,
    or the next one would be cut otherwise."""
    since = _since(run, asked)
    scope = scope_of(since, run.config)
    if asked.shard is None:
        made = verify(run, jobs, options, scope)
        _keep(run.config.root, made, _parts(run.config, WHOLE))
        return made
    title = "" if since is None else since.title
    cut = _cut(run.config, _parts(run.config, scope), asked)
    shard = _shard(run.config, (*options, title), cut, asked.shard)
    return _verified(shard, scope, partial(verify_part, run, jobs, options))


def _keep(root: Path, made: Report, parts: Collection[str]) -> None:
    """Keeps how long these parts took; of some contracts it says nothing of how long all take."""
    spent = durations.measured(made)
    is_part = AFFECTED in made.facts
    durations.keep(
        root, {part: s for part, s in spent.items() if part != CONTRACTS or not is_part}, parts
    )


def _since(run: Run, asked: Asked) -> Reached | None:
    if not asked.affected_by:
        return None
    with run.steps("changes", f"looking up {asked.affected_by}"):
        return reached(asked.affected_by, run.config, asked.own)


def services_needed(config: Config, asked: Asked) -> frozenset[str]:
    """The services that are started for what is asked for. Raises CannotRun where nobody can tell."""
    since = reached(asked.affected_by, config, asked.own) if asked.affected_by else None
    parts: Collection[str] = _parts(config, scope_of(since, config))
    if asked.shard is not None:
        parts = shards.share(_cut(config, parts, asked), asked.shard[0])
    walked = walks_through(config, shards.named(parts, JOURNEYS))
    return walked | shards.named(parts, SERVICES)


def scope_of(since: Reached | None, config: Config) -> Scope:
    """What is looked at of what a change reaches."""
    if since is None:
        return WHOLE
    walked = (since.monorepo.journeys[each] for each in since.journeys)
    beside = [UNUSED_WAIVERS] if config.waivers else []
    if since.contracts != since.monorepo.contracts.keys():
        beside.append(f"what {config.generated}/ {TOGETHER}")
    return Scope(
        contracts=since.contracts,
        written=since.journeys,
        called=frozenset(each for one in walked for each in one.contracts),
        idle=since.services,
        services=since.services,
        journeys=since.journeys,
        owners=since.monorepo.owners,
        missing=(*since.left_out(), *beside),
        facts=since.facts(),
    )


def _parts(config: Config, scope: Scope) -> tuple[str, ...]:
    """Everything that a scope has to be cut into."""
    services = {each.name for each in startable(config, read_services(config.root))}
    return (
        CONTRACTS,
        *(part_of_journey(each) for each in sorted(among(scope.journeys, journey_files(config)))),
        *(part_of_service(each) for each in sorted(among(scope.services, services))),
    )


def _cut(config: Config, whole: Collection[str], asked: Asked) -> Cut:
    """How the parts fall to shards. Raises CannotRun where a plan is of other parts."""
    index, of = asked.shard or (1, 1)
    if asked.plan is None:
        return shards.cut(whole, _durations(config, asked.durations), of)
    made = shards.read(_text(asked.plan), str(asked.plan))
    if len(made.shares) != of:
        raise CannotRun(
            f"{asked.plan} has {plural(len(made.shares), 'shard')}, and {index}/{of} is asked for",
            fix=f"write --shard {min(index, len(made.shares))}/{len(made.shares)}, or plan anew",
        )
    if set(made.parts) != set(whole):
        wrong = sorted(set(made.parts) ^ set(whole))
        raise CannotRun(
            f"{asked.plan} is a plan of something else",
            f"only one of the two has {named(wrong)}",
            "plan anew, with the same --affected-by where there is one",
        )
    return made


def _durations(config: Config, path: Path | None) -> Mapping[str, float]:
    return durations.known(config.root) if path is None else durations.read(path)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as problem:
        raise CannotRun(f"{path} is not UTF-8", str(problem), "name another file") from None


def _shard(config: Config, options: Sequence[str], made: Cut, asked: tuple[int, int]) -> Shard:
    index, of = asked
    own = shards.share(made, index)
    commit, key = _state(config, options)
    others = sorted(set(made.parts) - set(own))
    elsewhere = f"{plural(len(others), 'part')} of other shards: {named(others)}" if others else ""
    return Shard(index, of, tuple(own), made.parts, made.digest, commit, key, elsewhere)


Look: TypeAlias = Callable[[Scope], tuple[Report, tuple[Finding, ...] | None]]


def _verified(shard: Shard, scope: Scope, look: Look) -> Report:
    """The report of one shard, from which that of the whole can be made."""
    try:
        report, unused = look(scope.shard(shard.parts))
    except CannotRun as problem:
        return Report(facts={CANNOT_RUN: refused(problem), SHARD: shard.fact()})
    # A change that reaches part of everything tells nothing of what waives the rest.
    fact = replace(shard, waivers=unused if scope.is_whole else None).fact()
    elsewhere = [shard.elsewhere] if shard.elsewhere else []
    missing = [*report.facts.get(NOT_COVERED, ()), *elsewhere]
    return replace(report, facts={**report.facts, NOT_COVERED: missing, SHARD: fact})


def _state(config: Config, options: Sequence[str]) -> tuple[str, str]:
    """The commit, and a digest of all else that shards of one verification have in common."""
    hashed = hashlib.sha256(json.dumps([__version__, *options]).encode())
    commit = ""
    with suppress(CannotRun):
        repository = Repository.around(config.root)
        commit = repository.head()
        for path in sorted(repository.edited_since(commit)):
            hashed.update(_digested(config.root, path))
    inside = sorted((config.root / config.contracts).rglob("*"))
    for each in (config.root / SETTINGS_FILE, *inside):
        if each.is_file():
            hashed.update(_digested(config.root, each.relative_to(config.root).as_posix()))
    return commit, hashed.hexdigest()[:16]


def _digested(root: Path, path: str) -> bytes:
    file = root / path
    content = file.read_bytes() if file.is_file() else b""
    return f"{path}\0{hashlib.sha256(content).hexdigest()}\0".encode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where the monorepo is, into how many shards it is cut, and what the answer should look like."""

    start: Path
    shards: int
    index: int | None
    format: str
    output: Path | None
    asked: Asked


def tell_plan(wanted: Wanted) -> int:
    """Says which parts fall to which shard; the exit code."""
    deliver = console.text_delivery(wanted.output)
    if wanted.format not in ("text", "json"):
        raise CannotRun(
            f"there is no format `{wanted.format}`", "a plan is text or json", "use --format json"
        )
    config = load_config(find_root(wanted.start))
    asked = wanted.asked
    since = reached(asked.affected_by, config, asked.own) if asked.affected_by else None
    scope = scope_of(since, config)
    made = shards.cut(_parts(config, scope), _durations(config, asked.durations), wanted.shards)
    for_people = partial(_said, made, wanted.index)
    if wanted.format == "text":
        deliver(for_people(), for_people)
    elif wanted.index is None:
        deliver(shards.dump(made), for_people)
    else:
        deliver(shards.dump_one(made, wanted.index), for_people)
    return 0


def _said(made: Cut, index: int | None) -> str:
    chosen = range(1, len(made.shares) + 1) if index is None else (index,)
    lines = []
    for number in chosen:
        parts, seconds = made.shares[number - 1], made.seconds[number - 1]
        expected = f" ({seconds:.1f} s)" if seconds else ""
        told = ", ".join(parts) or "nothing"
        lines.append(f"shard {number} of {len(made.shares)}{expected}: {told}\n")
    return "".join(lines)


def merge(run: Run, paths: Sequence[Path]) -> Report:
    """The report of the whole, of the JSON reports of its shards; keeps how long all took."""
    named_twice = [each for each, count in Counter(map(str, paths)).items() if count > 1]
    if named_twice:
        raise CannotRun(f"{named_twice[0]} is named twice", fix="name each report once")
    reports = {str(path): read(_text(path), str(path)) for path in paths}
    made = merged(reports)
    if root_above(run.config.root) is not None:
        whole = (part for share in made.facts[SHARDS]["parts"].values() for part in share)
        _keep(run.config.root, made, (*whole, *durations.known(run.config.root)))
    return made
