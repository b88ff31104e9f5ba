"""What `counterfoil generate --watch` does: it generates after every save, and says what that changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from counterfoil import console
from counterfoil.compat.comparing import compare
from counterfoil.compat.documents.terse import terse
from counterfoil.compat.settings import terms_of
from counterfoil.compat.terms import Mode
from counterfoil.engine import manifest
from counterfoil.engine.mirrors import Mirror
from counterfoil.engine.render.text import render
from counterfoil.engine.report import exit_code, refusal
from counterfoil.engine.services import FOLDER
from counterfoil.engine.settings import SETTINGS_FILE
from counterfoil.engine.survey import STEMS
from counterfoil.engine.words import plural
from counterfoil.generation import generate
from counterfoil.model import Bundle, CannotRun, Config, Finding, Record, Report
from counterfoil.runs import Run, needs

Records: TypeAlias = Mapping[str, Record]
"""What is remembered of each contract, by its id."""

_MOST = 20
"""Changes of one contract that are told: more are read in its changelog."""
_ALONE = 3
"""Documents that one process compiles sooner than others are started."""


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
            contracts = watching.config.contracts
            found = saves(watching.config.root / contracts, watching.others)
            for number, saved in enumerate(found):
                watching.saved(saved)
                if not number:
                    console.say(f"{contracts}/ is watched; Ctrl-C ends that\n")
    except KeyboardInterrupt:
        console.complain("counterfoil: nothing is watched any more\n")
        return 130
    raise AssertionError("saves do not end by themselves")


def _begun(again: Callable[[], Run], scratch: Path) -> "_Watching":
    """The first run, with its whole report. Raises CannotRun where it could not begin."""
    run = again()
    mirror = Mirror(scratch, run.config)
    # Before it is read: what is saved from now on is a change.
    mirror.fill()
    made = generate(run)
    console.say(render(made))
    # What is in the way stands above.
    stands = render(made) if _held_back(made) else ""
    watching = _Watching(again, run.config, mirror, _records(run.config), made.findings, stands)
    mirror.show(watching.outside)
    return watching


@dataclass(slots=True)
class _Watching:
    """What is known between two saves."""

    again: Callable[[], Run]
    config: Config
    mirror: Mirror
    """The contracts that the generated folder was last made of."""
    records: Records
    """What the generated folder says of them."""
    findings: tuple[Finding, ...]
    """Those that were told before."""
    obstacle: str
    """What stood in the way after the last save, as it was told; empty where nothing did."""

    @property
    def outside(self) -> frozenset[str]:
        """Files of contracts that lie elsewhere than in the folder of contracts."""
        inside = f"{self.config.contracts}/"
        known = (path for each in self.records.values() for path in each.sources)
        return frozenset(path for path in known if not path.startswith(inside))

    def others(self) -> Iterator[Path]:
        """Files that decide something, and lie elsewhere than the contracts."""
        yield self.config.root / SETTINGS_FILE
        yield from sorted(self.config.root.glob(f"{FOLDER}/*/{SETTINGS_FILE}"))
        yield from (self.config.root / each for each in sorted(self.outside))

    def saved(self, paths: frozenset[Path]) -> None:
        """Generates, and says what is new since the last time."""
        try:
            run = self.again()
            made = generate(replace(run, jobs=1) if _is_little(paths) else run)
        except CannotRun as problem:
            self._stop_at(render(refusal(problem)))
        except OSError as problem:
            self._stop_at(render(refusal(console.unusable(problem))))
        else:
            if _held_back(made):
                self._stop_at(render(made))
            else:
                self._go_on(run, made)

    def _stop_at(self, obstacle: str) -> None:
        if obstacle != self.obstacle:
            console.say(obstacle)
        self.obstacle = obstacle

    def _go_on(self, run: Run, made: Report) -> None:
        new = tuple(each for each in made.findings if each not in self.findings)
        if new:
            console.say(render(Report(new)))
        console.say("".join(f"{each}\n" for each in self._told(run)))
        if made.facts["compiled"]:
            console.say(f"{_written(made)}\n")
        elif self.obstacle:
            console.say(f"{run.config.generated}/ follows from the contracts again\n")
        self.config, self.findings, self.obstacle = run.config, made.findings, ""

    def _told(self, run: Run) -> Iterator[str]:
        """What has changed, by contract; the mirror shows it from then on."""
        before, now = self.records, _records(run.config)
        touched = {name for name in {*before, *now} if _files(before, name) != _files(now, name)}
        changed = {name for name in touched if _sources(before, name) != _sources(now, name)}
        was = self.mirror.bundles(changed)
        for name in touched:
            self.mirror.show({**_files(before, name), **_files(now, name)})
        became, self.records = self.mirror.bundles(changed), now
        for name in sorted(changed):
            yield from _news(was.get(name), became.get(name), name in before, run)


def _records(config: Config) -> Records:
    """What the generated folder says of the contracts that it was made of."""
    known = manifest.load(config.root / config.generated)
    return {} if known is None else known.contracts


def _sources(records: Records, name: str) -> Mapping[str, str]:
    return records[name].sources if name in records else {}


def _files(records: Records, name: str) -> Mapping[str, str]:
    """With what consumers expect of it."""
    expected = records[name].expectations if name in records else {}
    return {**_sources(records, name), **expected}


def _is_little(paths: frozenset[Path]) -> bool:
    """Whether one process compiles it sooner than others are started: a document or two, and no file
    that many refer to."""
    return 0 < len(paths) <= _ALONE and all(each.stem in STEMS for each in paths)


def _news(before: Bundle | None, after: Bundle | None, known: bool, run: Run) -> Iterator[str]:
    """What became of a contract; it may be `known`, and yet nobody could read it before."""
    if before is None or after is None:
        whole, became = after or before, "can be read now" if known else "is new"
        if whole is not None:
            yield f"{whole.contract.title} {became if whole is after else 'is gone'}"
        return
    lines = _changes(before, after, run)
    if not lines:
        yield f"{after.contract.title}: nothing changed that anybody could notice"
        return
    yield after.contract.title
    yield from (f"  {each}" for each in lines[:_MOST])
    if len(lines) > _MOST:
        yield f"  and {plural(len(lines) - _MOST, 'more change')}"


def _changes(before: Bundle, after: Bundle, run: Run) -> tuple[str, ...]:
    if before.contract.kind is not after.contract.kind:
        return ("it is a contract of another kind now",)
    terms = terms_of(after.contract.id, run.config.compat, run.today)
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
