"""What each verb does: a configuration goes in, a report comes out."""

from collections.abc import Collection
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from counterfoil import sentences
from counterfoil.engine.words import plural
from counterfoil.model import Bundle, Finding, Report
from counterfoil.runs import Run, load, report

if TYPE_CHECKING:
    from counterfoil.compats import Tell
    from counterfoil.engine.contracts import Loaded


Judged: TypeAlias = tuple[tuple[Finding, ...], tuple[str, ...]]
"""What was found, and in sentences what holds."""


def lint(run: Run) -> Report:
    """Looks at every contract with every rule."""
    from counterfoil.engine.journeys import journey_files

    loaded = load(run)
    found, holds = by_rules(run, loaded)
    wrong, fit = journeys_as_written(run, journey_files(run.config).keys(), loaded.bundles)
    return report(run, loaded, (*found, *wrong), proved=(*holds, *fit))


def compat(run: Run, baseline: str, tell: "Tell") -> Report:
    """Compares every contract with what it was at a baseline; without one, with the configured one."""
    from counterfoil.compats import Asked, compared_with, needless
    from counterfoil.engine.baselines import STANDARD
    from counterfoil.engine.baselines import baseline as standing
    from counterfoil.engine.contracts import contract_ids, load_named

    name = baseline or run.config.compat.baseline or STANDARD
    known = contract_ids(run.config)
    with ExitStack() as opened:
        with run.steps("baseline", f"looking up {name}"):
            was = opened.enter_context(standing(name, run.config))
        same = needless(was, run.config)
        with run.steps("read", f"reading {run.config.contracts}/"):
            loaded = load_named(run.config, known - same)
        with comparing(run, loaded):
            since = compared_with(was, Asked(run.config, run.today, loaded, tell, same))
    found = (*loaded.findings, *since.findings)
    return report(run, loaded, found, since.facts, since.proved)


def compat_files(run: Run, before: Path, after: Path, tell: "Tell") -> Report:
    """Compares two documents, each of any format that can be read."""
    from counterfoil.compat.settings import terms_of
    from counterfoil.compats import compared_files
    from counterfoil.engine.contracts import Loaded

    with run.steps("read", f"reading {before} and {after}"):
        one, other = (_document(run, each) for each in (before, after))
    both = Loaded((*one.bundles, *other.bundles), (*one.findings, *other.findings))
    if not one.bundles or not other.bundles:
        return report(run, both, both.findings)
    (baseline,), (candidate,) = one.bundles, other.bundles
    terms = terms_of(candidate.contract.id, run.config.compat, run.today)
    with comparing(run, both):
        since = compared_files(str(before), baseline, candidate, terms, tell)
    return report(run, both, (*both.findings, *since.findings), since.facts, since.proved)


def _document(run: Run, path: Path) -> "Loaded":
    """One document, with what consumers rely on where it is the contract of a version folder."""
    from counterfoil.engine.contracts import folder_around, load_file, relied_on

    folder = folder_around(path, run.config.root)
    loaded = load_file(path, folder)
    return replace(loaded, bundles=tuple(relied_on(each, folder) for each in loaded.bundles))


def comparing(run: Run, loaded: "Loaded") -> AbstractContextManager[None]:
    """The step of comparing contracts."""
    return run.steps("compatibility", f"comparing {plural(len(loaded.bundles), 'contract')}")


def by_rules(run: Run, loaded: "Loaded") -> Judged:
    """What is wrong with contracts as they are written, and what holds."""
    from counterfoil.lint import lint as look

    with run.steps("lint", f"looking at {plural(len(loaded.bundles), 'contract')}"):
        found = (*loaded.findings, *look(loaded.bundles, run.config, run.today))
    return found, sentences.rules_that_hold(run.config, loaded.bundles, found)


def journeys_as_written(run: Run, names: Collection[str], bundles: Collection[Bundle]) -> Judged:
    """What is wrong with these journeys as they are written, by the contracts, and what holds."""
    from counterfoil.engine.journeys import check_journey, read_journeys

    if not names:
        return (), ()
    with run.steps("journeys", "looking at journeys"):
        read = read_journeys(run.config, names)
        checked = (each for one in read.journeys for each in check_journey(one, bundles))
        wrong = (*read.findings, *checked)
    return wrong, sentences.journeys_that_fit(read.journeys, wrong)
