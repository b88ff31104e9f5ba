"""One run of pytest that records: begins with its tests, and writes once all have passed."""

import importlib
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from counterfoil.engine.config import find_root, load_config
from counterfoil.engine.contracts import contract_ids, load_named
from counterfoil.engine.services import Service, check_contracts, read_services, service_called
from counterfoil.model import Bundle, CannotRun, Config, Kind
from counterfoil.record import notes as noted
from counterfoil.record.following import Following
from counterfoil.record.instruments import instruments
from counterfoil.record.lock import alone
from counterfoil.record.messages import Judge
from counterfoil.record.notes import Note
from counterfoil.record.outcome import dump, outcome_of, sentences
from counterfoil.record.recording import Scope, check_standing, recorded
from counterfoil.record.watching import Watching
from counterfoil.record.writing import write

_WORKER = "counterfoil"
"""The key under which a worker of pytest-xdist hands over what it has noted."""
_WHY: dict[int, str] = {
    pytest.ExitCode.TESTS_FAILED: "not every test has passed",
    pytest.ExitCode.INTERRUPTED: "the tests did not run to their end",
    pytest.ExitCode.NO_TESTS_COLLECTED: "no test ran",
}
_BROKEN = "the tests could not be run"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is recorded, and where it goes."""

    config: Config
    service: Service | None
    """None where messages alone are judged."""
    prune: bool = False
    outcome: Path | None = None


@dataclass(slots=True, eq=False)
class Session:
    """A plugin of pytest for the time of one run."""

    wanted: Wanted
    bundles: Sequence[Bundle]
    worker: bool
    stack: ExitStack = field(default_factory=ExitStack)
    watching: Watching | None = None
    judge: Judge | None = None
    selected: bool = False
    """Whether only some of the tests that there are have run."""
    tests: dict[str, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, pytest_config: pytest.Config) -> "Session":
        """The session that the command line asks for. Raises CannotRun."""
        option = pytest_config.option
        config = load_config(find_root(option.counterfoil_root or pytest_config.rootpath))
        service = None
        if option.counterfoil_record:
            service = _service(config, option.counterfoil_consumer, pytest_config.rootpath)
        wanted = Wanted(config, service, option.counterfoil_prune, option.counterfoil_outcome)
        made = cls(wanted, _bundles(config, service), hasattr(pytest_config, "workerinput"))
        # Workers of pytest-xdist are always told which tests are theirs.
        made.selected = not made.worker and _is_selected(pytest_config)
        if service is not None and not made.worker:
            made.stack.enter_context(alone(config.root, service.name))
            for each in made._consumed(service):
                check_standing(each, Scope(service.name, config.root))
        return made

    def close(self) -> None:
        """Takes everything back that was put in place."""
        self.stack.close()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Instruments are in place before a test module can make anything."""
        package = self.wanted.config.package
        records, reading, observing = (
            _runtime(package, name) for name in ("records", "reading", "observing")
        )
        following = Following(records.ContractModel)
        self.judge = Judge(self.bundles)
        self.watching = Watching(following, self.judge)
        self.stack.enter_context(instruments(records, reading, following))
        observing.watchers.append(self.watching)
        self.stack.callback(observing.watchers.remove, self.watching)

    def pytest_deselected(self) -> None:
        """What other tests show stays: they were not asked."""
        self.selected = True

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Positions of tests, the same in every process."""
        self.tests = {each.nodeid: index for index, each in enumerate(session.items)}

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Tells what is heard from now on which test it belongs to."""
        if self.watching is not None:
            self.watching.begin(self.tests.get(item.nodeid, -1))
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        """Fails a test that has published what its contract does not allow."""
        wrong = self.judge.wrong if self.judge else []
        wrong.clear()
        result = yield
        if wrong:
            pytest.fail("\n".join(wrong), pytrace=False)
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that was skipped has shown nothing, which says nothing."""
        if report.skipped:
            self.selected = True

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """What a worker has noted."""
        output = getattr(node, "workeroutput", {}).get(_WORKER)
        if output is None:
            self.selected = True
            return
        self.notes += noted.load(output["notes"])
        self.selected = self.selected or output["selected"]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Writes what was recorded, if every test has passed."""
        if self.watching is not None:
            self.notes += self.watching.notes()
        if self.worker:
            output = session.config.workeroutput  # type: ignore[attr-defined] # xdist adds it
            output[_WORKER] = {"notes": noted.dump(self.notes), "selected": self.selected}
            return
        if self.wanted.service is None:
            return
        if exitstatus != pytest.ExitCode.OK:
            self.told.append(f"nothing was written: {_WHY.get(exitstatus, _BROKEN)}")
            return
        try:
            self._write(self.wanted.service)
        except CannotRun as problem:
            self.told.append(str(problem))
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Says what was written."""
        if self.told:
            terminalreporter.section("counterfoil")
            for line in self.told:
                terminalreporter.write_line(line)

    def _consumed(self, service: Service) -> list[Bundle]:
        return [each for each in self.bundles if each.contract.id in service.consumes]

    def _write(self, service: Service) -> None:
        config = self.wanted.config
        scope = Scope(service.name, config.root, not self.selected, self.wanted.prune)
        consumed = self._consumed(service)
        made = tuple(recorded(self.notes, each, scope) for each in consumed)
        others = sorted(
            {each.contract for each in self.notes} - {each.contract.title for each in consumed}
        )
        outcome = outcome_of(made, tuple(others), everything=not self.selected)
        if not any(each.interactions for each in made):
            raise CannotRun(
                f"nothing was recorded of {service.name}",
                f"its tests receive no answer and no message of {', '.join(service.consumes)}"
                " through a generated client",
                "let them call stubs with the clients that the service uses: the fixture `stub`",
            )
        write(made, config.root)
        self.told += sentences(outcome)
        if self.wanted.outcome is not None:
            self.wanted.outcome.write_text(dump(outcome), "utf-8")


def _service(config: Config, name: str | None, rootpath: Path) -> Service:
    services = read_services(config.root)
    if name is not None:
        return service_called(name, services)
    for each in services:
        if rootpath.resolve().is_relative_to(each.folder.resolve()):
            return each
    raise CannotRun(
        "nobody knows whose recording this is",
        f"{rootpath} is in the folder of no service",
        "name the service with --counterfoil-consumer",
    )


def _bundles(config: Config, service: Service | None) -> tuple[Bundle, ...]:
    ids = contract_ids(config)
    if service is not None:
        check_contracts(service, ids)
        ids = frozenset((*service.consumes, *service.provides))
    loaded = load_named(config, ids)
    if service is None:
        return tuple(each for each in loaded.bundles if each.contract.kind is Kind.JSON_SCHEMA)
    return loaded.bundles


def _is_selected(config: pytest.Config) -> bool:
    """Whether pytest was asked for certain tests, not for all that it finds by itself."""
    return config.args_source is pytest.Config.ArgsSource.ARGS


def _runtime(package: str, name: str) -> ModuleType:
    try:
        return importlib.import_module(f"{package}._runtime.{name}")
    except ModuleNotFoundError as missing:
        raise pytest.UsageError(
            f"{missing.name} cannot be imported: install the generated package, compiled by this"
            " version of counterfoil (`counterfoil generate`), where the tests run"
        ) from None
