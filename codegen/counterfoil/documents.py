"""What `counterfoil changelog` and `counterfoil migrate` do: compare two versions, and write it down."""

from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

from counterfoil import console
from counterfoil.compat.comparing import Comparison, compare
from counterfoil.compat.documents.changelog import (
    UNRELEASED,
    contract_changelog,
    first_release,
    release,
    repository_changelog,
)
from counterfoil.compat.documents.files import by_contract
from counterfoil.compat.documents.migration import guide
from counterfoil.compat.documents.news import news
from counterfoil.compat.settings import terms_of
from counterfoil.compat.terms import Mode
from counterfoil.engine.baselines import GIT, STANDARD, TAG, baseline
from counterfoil.engine.config import find_root, load_config, root_above
from counterfoil.engine.contracts import (
    contract_ids,
    folder_around,
    ids_in,
    load_file,
    load_named,
)
from counterfoil.engine.words import nearest
from counterfoil.model import Bundle, CannotRun, Config
from counterfoil.readable import readable

_HERE = "the contracts as they are"


@dataclass(frozen=True, slots=True)
class _Monorepo:
    """Where versions are looked for, and the day on which they are compared."""

    config: Config
    start: Path
    today: date

    @property
    def ids(self) -> frozenset[str]:
        """Of every contract in it now."""
        return contract_ids(self.config)

    def compared(self, before: Bundle, after: Bundle) -> Comparison:
        """Two versions, seen from who keeps to the first."""
        terms = terms_of(after.contract.id, self.config.compat, self.today)
        return news(compare(before, after, replace(terms, mode=Mode.BACKWARD)))


@dataclass(frozen=True, slots=True)
class _Tree:
    """Every contract at some time."""

    title: str
    """As sentences name it."""
    name: str
    """As a heading of a changelog has it."""
    bundles: tuple[Bundle, ...]

    def contract(self, wanted: Bundle) -> Bundle:
        """The contract with the same id. Raises CannotRun where there was none."""
        for each in self.bundles:
            if each.contract.id == wanted.contract.id:
                return each
        raise CannotRun(
            f"{wanted.contract.id} is not among the contracts of {self.title}",
            f"there are {', '.join(sorted(each.contract.id for each in self.bundles)) or 'none'}",
            "name two versions that both exist",
        )


def tell_changelog(versions: Sequence[str], start: Path, output: Path | None) -> int:
    """Writes the changelog between two versions; the exit code."""
    deliver = console.text_delivery(output)
    where = _around(versions, start)
    with ExitStack() as opened:
        text = _changelog(versions, where, opened)
    deliver(text, lambda: f"the changelog is in {output}\n")
    return 0


def tell_migration(
    contract: str, base: str, candidate: str, start: Path, output: Path | None
) -> int:
    """Writes the guide from one version of a contract to another one; the exit code."""
    deliver = console.text_delivery(output)
    where = _monorepo(start)
    before, after = (
        _one(where, _known(f"{contract}/{each}", where.ids)) for each in (base, candidate)
    )
    text = guide(where.compared(before, after), where.config.package)
    deliver(text, lambda: f"the guide is in {output}\n")
    return 0


def _around(versions: Sequence[str], start: Path) -> _Monorepo:
    """The monorepo; two documents need not belong to any."""
    documents = len(versions) == 2 and all((start / each).is_file() for each in versions)
    if not documents or root_above(start) is not None:
        return _monorepo(start)
    return _on_this_day(
        Config(start.resolve(), package="contracts", distribution="contracts"), start
    )


def _monorepo(start: Path) -> _Monorepo:
    return _on_this_day(load_config(find_root(start)), start)


def _on_this_day(config: Config, start: Path) -> _Monorepo:
    return _Monorepo(config, start, datetime.now(UTC).date())


def _changelog(versions: Sequence[str], where: _Monorepo, opened: ExitStack) -> str:
    match versions:
        case []:
            return _changelog([where.config.compat.baseline or STANDARD], where, opened)
        case [name] if any(each.startswith(f"{name}/") for each in where.ids):
            return _history(name, where)
        case [name]:
            return _since(_version(name, where, opened), where, opened)
        case [base, candidate]:
            before, after = (_version(each, where, opened) for each in (base, candidate))
            return _between(before, after, where)
    raise CannotRun(
        f"{len(versions)} versions given, and a changelog is between two",
        fix="name two versions, or one and it goes up to the contracts as they are",
    )


def _since(version: _Tree | Bundle, where: _Monorepo, opened: ExitStack) -> str:
    """From a time up to now; of one contract, from the baseline up to what it says."""
    if isinstance(version, _Tree):
        return _between(
            version, _Tree(_HERE, UNRELEASED, readable(load_named(where.config, where.ids))), where
        )
    base = _tree(where.config.compat.baseline or STANDARD, where, opened)
    return _between(base, version, where)


def _between(base: _Tree | Bundle, candidate: _Tree | Bundle, where: _Monorepo) -> str:
    if isinstance(base, _Tree):
        if isinstance(candidate, _Tree):
            return _of_repository(base, candidate, where)
        return _of_contract(base.contract(candidate), candidate, where)
    if isinstance(candidate, _Tree):
        return _of_contract(base, candidate.contract(base), where)
    return _of_contract(base, candidate, where)


def _of_contract(before: Bundle, after: Bundle, where: _Monorepo) -> str:
    return contract_changelog(after.contract.name, [release(where.compared(before, after))])


def _of_repository(base: _Tree, candidate: _Tree, where: _Monorepo) -> str:
    before = {each.contract.id: each for each in base.bundles}
    after = {each.contract.id: each for each in candidate.bundles}
    comparisons = [where.compared(before[each], after[each]) for each in before if each in after]
    return repository_changelog(
        candidate.name,
        base.title,
        comparisons,
        [after[each] for each in after if each not in before],
        [before[each] for each in before if each not in after],
    )


def _history(name: str, where: _Monorepo) -> str:
    """One contract through all its versions."""
    wanted = [each for each in where.ids if each.rpartition("/")[0] == name]
    if not wanted:
        raise CannotRun(
            f"there is no contract `{name}`",
            f"the contracts are {', '.join(sorted(where.ids))}",
            "name one of them",
        )
    (versions,) = by_contract(readable(load_named(where.config, wanted)))
    releases = [release(where.compared(*both)) for both in pairwise(versions)]
    return contract_changelog(name, [*reversed(releases), first_release(versions[0])])


def _version(name: str, where: _Monorepo, opened: ExitStack) -> _Tree | Bundle:
    """What a name stands for: a time, a contract, or a document. Raises CannotRun where for nothing."""
    if name.startswith((GIT, TAG)):
        return _tree(name, where, opened)
    path = where.start / name
    if path.is_file():
        read = load_file(path, folder_around(path, where.config.root))
        (found,) = readable(read)
        return found
    if name in where.ids:
        return _one(where, name)
    if (where.config.root / name).is_dir():
        return _tree(name, where, opened)
    _known(name, where.ids)
    raise AssertionError("a name that is known was found before")


def _tree(name: str, where: _Monorepo, opened: ExitStack) -> _Tree:
    was = opened.enter_context(baseline(name, where.config))
    read = load_named(was.config, ids_in(was.config))
    return _Tree(was.title, was.version, readable(read, was.title))


def _one(where: _Monorepo, name: str) -> Bundle:
    (found,) = readable(load_named(where.config, [name]))
    return found


def _known(name: str, known: Collection[str]) -> str:
    """The id, however its letters are written. Raises CannotRun where there is no such contract."""
    same = [each for each in known if each.casefold() == name.casefold()]
    if len(same) == 1:
        return same[0]
    near = nearest(name, known, 0.4)
    raise CannotRun(
        f"there is no contract or document `{name}`",
        f"the contracts are {', '.join(sorted(known))}",
        f"did you mean `{near}`?" if near else "name one of them",
    )
