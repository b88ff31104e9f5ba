"""What `counterfoil generate --watch` does: it generates after every save, and says what that changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from counterfoil import console
from counterfoil.compat.comparing import compare
from counterfoil.compat.documents.terse import terse
from counterfoil.compat.settings import terms_of
from counterfoil.compat.terms import Mode
from counterfoil.engine.baselines import Baseline, unchanged
from counterfoil.engine.contracts import ids_in, load_named
from counterfoil.engine.mirrors import Mirror
from counterfoil.engine.render.text import render
from counterfoil.engine.report import exit_code, refusal
from counterfoil.engine.services import FOLDER
from counterfoil.engine.settings import SETTINGS_FILE
from counterfoil.engine.words import plural
from counterfoil.generation import generate
from counterfoil.model import Bundle, CannotRun, Config, Finding, Report
from counterfoil.runs import Run, needs

_MOST = 20
"""Changes of one contract that are told: more are read in its changelog."""
_ALONE = 3
"""Contracts that one process compiles sooner than others are started."""


def watch(again: Callable[[], Run]) -> int:
    """Generates now and after every save, until somebody ends it; the exit code.

    `again` begins a run with the settings as they are by then. What cannot be read is told, nothing is
    written meanwhile, and the next save is waited for.
    """
    with needs("watch"):
        from counterfoil.engine.saves import saves

    try:
        with TemporaryDirectory(prefix="counterfoil-") as scratch:
            watching = _begun(again, Path(scratch))
            folder = watching.config.root / watching.config.contracts
            for number, _ in enumerate(saves(folder, watching.others)):
                watching.saved()
                if not number:
                    told = f"{watching.config.contracts}/ is watched; Ctrl-C ends that"
                    console.say(f"{told}\n")
    except KeyboardInterrupt:
        console.complain("counterfoil: nothing is watched any more\n")
        return 130
    raise AssertionError("saves do not end by themselves")


def _begun(again: Callable[[], Run], scratch: Path) -> "_Watching":
    """The first run, with its whole report. Raises CannotRun where it could not begin."""
    run = again()
    mirror = Mirror(scratch)
    # Before it is read: what is saved from now on is a change.
    mirror.renew(run.config)
    made = generate(run)
    console.say(render(made))
    # What is in the way stands above.
    stands = render(made) if _held_back(made) else ""
    return _Watching(again, run.config, mirror, made.findings, stands)


@dataclass(slots=True)
class _Watching:
    """What is known between two saves."""

    again: Callable[[], Run]
    config: Config
    mirror: Mirror
    """The contracts that the generated folder was last made of."""
    findings: tuple[Finding, ...]
    """Those that were told before."""
    obstacle: str
    """What stood in the way after the last save, as it was told; empty where nothing did."""

    def others(self) -> Iterator[Path]:
        """Files that decide something, and lie elsewhere than the contracts."""
        yield self.config.root / SETTINGS_FILE
        yield from sorted(self.config.root.glob(f"{FOLDER}/*/{SETTINGS_FILE}"))
        yield from (self.config.root / each for each in sorted(self.mirror.outside(self.config)))

    def saved(self) -> None:
        """Generates, and says what is new since the last time."""
        try:
            run = self.again()
            changed = _changed(self.mirror, run.config)
            made = generate(run if len(changed) > _ALONE else replace(run, jobs=1))
        except CannotRun as problem:
            self._stop_at(render(refusal(problem)))
        except OSError as problem:
            self._stop_at(render(refusal(console.unusable(problem))))
        else:
            if _held_back(made):
                self._stop_at(render(made))
            else:
                self._go_on(run, made, changed)

    def _stop_at(self, obstacle: str) -> None:
        if obstacle != self.obstacle:
            console.say(obstacle)
        self.obstacle = obstacle

    def _go_on(self, run: Run, made: Report, changed: frozenset[str]) -> None:
        new = tuple(each for each in made.findings if each not in self.findings)
        if new:
            console.say(render(Report(new)))
        if changed or made.facts["compiled"]:
            console.say("".join(f"{each}\n" for each in self._told(run, changed)))
        if made.facts["compiled"]:
            console.say(f"{_written(made)}\n")
        elif self.obstacle:
            console.say(f"{run.config.generated}/ follows from the contracts again\n")
        self.config, self.findings, self.obstacle = run.config, made.findings, ""

    def _told(self, run: Run, changed: frozenset[str]) -> Iterator[str]:
        """What has changed, by contract; the mirror shows it from then on."""
        known = ids_in(self.mirror.of(run.config))
        was = _bundles(self.mirror.of(run.config), changed)
        self.mirror.renew(run.config)
        now = _bundles(self.mirror.of(run.config), changed)
        for name in sorted(changed):
            before, after = was.get(name), now.get(name)
            if before and after:
                yield from _news(before, after, run)
            elif whole := before or after:
                became = "can be read now" if name in known else "is new"
                yield f"{whole.contract.title} {'is gone' if before else became}"


def _changed(mirror: Mirror, config: Config) -> frozenset[str]:
    """The ids of contracts that are not what the mirror shows: new, gone, or made of other bytes."""
    known = ids_in(mirror.of(config)) | ids_in(config)
    return known - unchanged(Baseline("", "", mirror.of(config)), config)


def _bundles(config: Config, ids: frozenset[str]) -> dict[str, Bundle]:
    return {each.contract.id: each for each in load_named(config, ids).bundles}


def _news(before: Bundle, after: Bundle, run: Run) -> Iterator[str]:
    lines = _changes(before, after, run.config, run.today)
    if not lines:
        yield f"{after.contract.title}: nothing changed that anybody could notice"
        return
    yield after.contract.title
    yield from (f"  {each}" for each in lines[:_MOST])
    if len(lines) > _MOST:
        yield f"  and {plural(len(lines) - _MOST, 'more change')}"


def _changes(before: Bundle, after: Bundle, config: Config, today: date) -> tuple[str, ...]:
    if before.contract.kind is not after.contract.kind:
        return ("it is a contract of another kind now",)
    terms = terms_of(after.contract.id, config.compat, today)
    return terse(compare(before, after, replace(terms, mode=Mode.BACKWARD)))


def _held_back(made: Report) -> bool:
    """Whether nothing was written because of what was found."""
    return exit_code(made) != 0 and not made.facts["compiled"]


def _written(made: Report) -> str:
    spent = made.facts["seconds"]
    seconds = sum(spent.values()) if isinstance(spent, dict) else 0.0
    removed = made.facts["removed"]
    also = f", {removed} removed" if removed else ""
    return f"{plural(_count(made.facts['written']), 'file')} written{also} in {seconds:.1f} s"


def _count(fact: object) -> int:
    return fact if isinstance(fact, int) else 0
