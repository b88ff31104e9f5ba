"""Contracts that do not stand: they are read one after the other, and only as long as somebody needs them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from counterfoil.engine.standing import Standing, reads_alike, record_of
from counterfoil.engine.strangers import Known, known_in, strangers, strangers_told
from counterfoil.engine.survey import Found, package_path
from counterfoil.increments import Grown
from counterfoil.model import Bundle, Finding, Record
from counterfoil.papers import noted
from counterfoil.planning import relied_on
from counterfoil.runs import Run, has_errors, unreadable

_AT_HAND = 12
"""Contracts that are held for what comes after they are compiled; others are read once more."""


class Reading:
    """What is known of every contract, once `bundles` has given those that have to be compiled.

    What stands or has grown need not be read. In memory a contract is a hundred times what has to be known
    of it afterwards, so each is held no longer than somebody needs it.
    """

    def __init__(
        self, run: Run, found: Sequence[Found], stands: Standing, grown: Mapping[str, Grown]
    ) -> None:
        self.grown = grown
        self.compiled = {**stands.records, **{name: each.record for name, each in grown.items()}}
        """Those that need not be compiled, by id."""
        self.fresh: dict[str, Record] = {}
        """Those that have to be, by id."""
        self.findings: list[Finding] = []
        """Of reading, then or now."""
        self.unreadable: list[Finding] = []
        """Why contracts are missing altogether."""
        self.texts: dict[str, str] = {}
        """Files of fresh contracts, by path, where suites need a copy of them."""
        self.at_hand: list[Bundle] = []
        """Fresh contracts that will be compared with other versions."""
        self.has_errors = False
        """Whether an error was found, so that nothing is to be written."""
        self.unread = [each for each in found if each.id not in self.compiled]
        self._run = run
        self._remembered = stands.remembered
        self._versions = Counter(each.name for each in found)

    @property
    def records(self) -> list[Record]:
        """What is known of all of them."""
        return [*self.compiled.values(), *self.fresh.values()]

    def bundles(self) -> Iterator[Bundle]:
        """The contracts that have to be compiled; none any more once there is an error, though all are read.

        Raises CannotRun where there is no contract at all.
        """
        from counterfoil.engine.contracts import demand, read_found

        config = self._run.config
        standing = [*self.compiled.values()]
        if not (standing or self.unread):
            demand(config)
        self.findings += (each for one in standing for each in one.findings)
        self.findings += strangers_told(standing, config.root)
        self.has_errors = has_errors(self._run, self.findings)
        for together in _together(self.unread):
            loaded = read_found(config, together)
            self.unreadable += unreadable(loaded)
            self._tell([*loaded.findings, *self._strangers(loaded.bundles)])
            yield from (each for each in loaded.bundles if self._is_fresh(each))

    def _tell(self, findings: Sequence[Finding]) -> None:
        self.findings += findings
        if findings and not self.has_errors:
            self.has_errors = bool(self.unreadable) or has_errors(self._run, findings)

    def _is_fresh(self, bundle: Bundle) -> bool:
        """Whether a contract is to be compiled; what has to be known of it is noted down."""
        record = record_of(bundle, self._run.config.root)
        was = self._remembered.get(record.id)
        if was is not None and reads_alike(record, was):
            self.compiled[record.id] = was
            return False
        self.fresh[record.id] = replace(record, notices=noted(bundle))
        self.texts |= relied_on(bundle)
        if self._versions[bundle.contract.name] > 1 and len(self.at_hand) < _AT_HAND:
            self.at_hand.append(bundle)
        return not self.has_errors

    def _strangers(self, bundles: Iterable[Bundle]) -> Iterator[Finding]:
        for each in bundles:
            if each.expectations and self._services is not None:
                yield from strangers(each, self._services)

    @cached_property
    def _services(self) -> Known | None:
        return known_in(self._run.config.root)


def _together(found: Iterable[Found]) -> Iterator[Sequence[Found]]:
    """Each contract by itself, but those that would be the same package: of them one is left out."""
    alike: dict[tuple[str, ...], list[Found]] = {}
    for each in found:
        alike.setdefault(package_path(each), []).append(each)
    yield from alike.values()
