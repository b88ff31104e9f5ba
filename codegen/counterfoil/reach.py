"""What of a monorepo a change since a commit can reach, and what a report says of the rest."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from counterfoil.engine.affected import Affected, Reasons, affected
from counterfoil.engine.baselines import GIT
from counterfoil.engine.contracts import contract_ids, id_at
from counterfoil.engine.git import OR_A_FOLDER, Repository, shown
from counterfoil.engine.journeys import journey_files, read_journey
from counterfoil.engine.kept import FOLDER as KEPT
from counterfoil.engine.makeup import (
    Looking,
    Then,
    contracts_made,
    services_before,
    services_made,
    toolkit_in,
)
from counterfoil.engine.monorepo import Monorepo, Walked
from counterfoil.engine.report import AFFECTED
from counterfoil.engine.services import Service, read_services
from counterfoil.engine.words import plural
from counterfoil.model import CannotRun, Config, Json
from counterfoil.verify.journeys.cast import cast_of

_SHOWN = 8
_OTHERWISE = "leave --affected-by out, and everything is looked at"


@dataclass(frozen=True, slots=True)
class Reached:
    """What a change can reach, and the monorepo in which it does."""

    title: str
    """Since when: `git:origin/main (4c0cda8f0b8e)`."""
    affected: Affected
    monorepo: Monorepo

    @property
    def contracts(self) -> frozenset[str]:
        """Ids of contracts; of some that are gone, too."""
        return frozenset(self.affected.contracts)

    @property
    def services(self) -> frozenset[str]:
        """Names of services."""
        return frozenset(self.affected.services)

    @property
    def journeys(self) -> frozenset[str]:
        """Names of journeys."""
        return frozenset(self.affected.journeys)

    def facts(self) -> Mapping[str, Json]:
        """What is reached, and why; and what is not."""
        kinds = {
            "contracts": self.affected.contracts,
            "services": self.affected.services,
            "journeys": self.affected.journeys,
        }
        reasons = {kind: _listed(each) for kind, each in kinds.items()}
        return {AFFECTED: {"since": self.title, **reasons, "left_out": self._rest()}}

    def facts_of_contracts(self) -> Mapping[str, Json]:
        """The same of a run that looks at contracts alone, with what it does not look at in sentences."""
        left = {"contracts": self._rest()["contracts"]}
        reasons = {"contracts": _listed(self.affected.contracts), "services": {}, "journeys": {}}
        return {
            AFFECTED: {"since": self.title, **reasons, "left_out": left},
            "not_covered": list(self._sentences(left)),
        }

    def left_out(self) -> tuple[str, ...]:
        """What a run does not look at, in sentences."""
        return tuple(self._sentences(self._rest()))

    def _sentences(self, left: Mapping[str, Collection[str]]) -> Iterator[str]:
        return (self._said(kind, names) for kind, names in left.items() if names)

    def _said(self, kind: str, names: Collection[str]) -> str:
        number = plural(len(names), kind.removesuffix("s"))
        return f"{number} that nothing since {self.title} reaches: {named(names)}"

    def _rest(self) -> dict[str, list[str]]:
        here = [name for name, each in self.monorepo.services.items() if each.is_here]
        return {
            "contracts": sorted(self.monorepo.contracts.keys() - self.contracts),
            "services": sorted(set(here) - self.services),
            "journeys": sorted(self.monorepo.journeys.keys() - self.journeys),
        }


def reached(name: str, config: Config, own: Collection[Path] = ()) -> Reached:
    """What a change since `git:REF` can reach: since where HEAD left it, with all that is not committed.

    `own` are files that the run itself reads or writes, which change nothing. Raises CannotRun, with
    the command that helps, where git cannot tell.
    """
    then, title = _then(name, config, own)
    monorepo = _monorepo(config, then, then.repository.watched())
    return Reached(title, affected(then.changed, monorepo), monorepo)


def standing(config: Config) -> tuple[Monorepo, frozenset[str]]:
    """The monorepo as it is, and the paths of all files whose changes git tells of.

    Raises CannotRun where there is no git repository.
    """
    repository = Repository.around(config.root)
    watched = repository.watched()
    return _monorepo(config, Then(repository, "", frozenset()), watched), watched


def _monorepo(config: Config, then: Then, watched: frozenset[str]) -> Monorepo:
    services = read_services(config.root)
    looking = Looking(config.root, watched)
    contracts = contracts_made(config, then, looking)
    before = services_before(services, then, contracts)
    return Monorepo(
        config.contracts,
        config.generated,
        config.package,
        contracts,
        services_made(services, before, config.root),
        _journeys(config, looking, services, before),
        toolkit_in(config.root),
    )


def _then(name: str, config: Config, own: Collection[Path]) -> tuple[Then, str]:
    ref = name.removeprefix(GIT).strip()
    if not name.startswith(GIT) or not ref or "\0" in ref:
        near = ref or "origin/main"
        raise CannotRun(
            f"`{name}` names no commit that something may have changed since",
            fix=f"write --affected-by {GIT}{near if near.isprintable() else 'origin/main'}",
        )
    contract_ids(config)
    try:
        repository = Repository.around(config.root)
        commit = repository.fork(ref)
    except CannotRun as problem:
        raise _otherwise(problem) from None
    home = config.root.resolve()
    ours = {Path(os.path.relpath(each.resolve(), home)).as_posix() for each in own}
    changed = frozenset(
        each for each in repository.changed_since(commit) - ours if not each.startswith(f"{KEPT}/")
    )
    return Then(repository, commit, changed), f"{name} ({shown(commit)})"


def _otherwise(problem: CannotRun) -> CannotRun:
    """The same problem; where nothing else can be compared with, that is no way out."""
    fix = problem.fix.removesuffix(OR_A_FOLDER)
    if "tag:" in fix:
        fix = "name a branch that has grown from the same beginning"
    between = " " if fix.endswith("?") else "; "
    return CannotRun(problem.what, problem.why, f"{fix}{between}or {_OTHERWISE}")


def _journeys(
    config: Config, looking: Looking, services: Sequence[Service], before: Sequence[Service]
) -> Mapping[str, Walked]:
    return {
        name: _walked(path, config, looking, (services, before))
        for name, path in journey_files(config).items()
    }


def _walked(
    path: Path, config: Config, looking: Looking, days: Iterable[Sequence[Service]]
) -> Walked:
    """What a journey leads through, by the services of each day."""
    own = path.relative_to(config.root).as_posix()
    files, called = looking.reached(own), _called(path, config)
    casts = [cast_of(called or (), each) for each in days]
    return Walked(
        files,
        frozenset((*(called or ()), *(each for cast in casts for each in cast.contracts))),
        frozenset(each.name for cast in casts for each in cast.services),
        f"{own} cannot be read, and may call anything" if called is None else looking.untold(files),
    )


def _called(path: Path, config: Config) -> tuple[str, ...] | None:
    """The contracts that a journey calls; None where it cannot be read."""
    found, _ = read_journey(path, config.root)
    documents = (each.document for one in found for each in one.described)
    called = sorted(filter(None, (id_at(each, config) for each in documents)))
    return tuple(called) if found else None


def walks_through(config: Config, journeys: Collection[str]) -> frozenset[str]:
    """The services that some journeys start."""
    services = read_services(config.root)
    files = (path for name, path in journey_files(config).items() if name in journeys)
    casts = [cast_of(_called(path, config) or (), services) for path in files]
    return frozenset(each.name for cast in casts for each in cast.services)


def _listed(reasons: Reasons) -> dict[str, list[str]]:
    return {name: list(each) for name, each in reasons.items()}


def named(names: Collection[str]) -> str:
    """Names in a line, and how many more there are.

    >>> named(["a/v1", "b/v1"])
    'a/v1, b/v1'
    """
    told = sorted(names)
    more = len(told) - _SHOWN
    return ", ".join(told[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
