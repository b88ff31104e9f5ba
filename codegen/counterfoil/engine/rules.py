"""What every rule is, where rules are found, and how findings get their severity and their waivers.

Rules come from the entry points of the group `counterfoil.rules`, the toolkit's own included: each
names one `Rule`, or a module or package whose modules hold rules.
"""

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from inspect import cleandoc
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, TypeAlias

from counterfoil.engine.installed import entry_points_of
from counterfoil.engine.words import nearest
from counterfoil.model import At, Bundle, CannotRun, Config, Finding, Severity, Verdict, Waiver

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "counterfoil.rules"

Check: TypeAlias = Callable[[Bundle, date], Iterator[Finding]]
"""Looks at one contract on a given day."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong, its manual page, and how to look for it."""

    id: str
    """In kebab-case; names the fact, not the remedy."""
    severity: Severity
    """Unless `[tool.counterfoil.rules]` says otherwise."""
    manual: str = field(repr=False)
    check: Check | None = None
    """None where another step meets the problem: reading, compiling or comparing with generated/."""
    category: str = ""
    """Of a change: `WIRE` (what travels), `SOURCE` (what is compiled from it) or `SEMANTIC`."""
    direction: str = ""
    """Of a change: `request`, `response` or `message` where it depends on who sends."""

    @property
    def summary(self) -> str:
        """The first line of the manual page."""
        return self.manual.partition("\n")[0]

    @property
    def traits(self) -> str:
        """How severe it is, and of a change what it touches and who sends it: `error, WIRE, request`."""
        return ", ".join(filter(None, (self.severity.value, self.category, self.direction)))


def rule(severity: Severity) -> Callable[[Callable[[Bundle], Iterator[Finding]]], Rule]:
    """Makes a function a rule: the id is its name, the manual page its module's docstring."""

    def registered(check: Callable[[Bundle], Iterator[Finding]]) -> Rule:
        return _rule_of(check, severity, lambda bundle, _: check(bundle))

    return registered


def dated_rule(severity: Severity) -> Callable[[Check], Rule]:
    """Like `rule`, for a function that also asks what day it is."""

    def registered(check: Check) -> Rule:
        return _rule_of(check, severity, check)

    return registered


def page(module: str, severity: Severity) -> Rule:
    """A rule that another step raises; `module` holds its manual page and gives it its id."""
    return Rule(_id(module.rpartition(".")[2]), severity, _manual(module))


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by id, sorted. Raises CannotRun where there is none, or where one cannot be loaded.

    >>> rules()["sunset-passed"].severity.value
    'warning'
    """
    found = [each for point in entry_points_of(GROUP) for each in _behind(point)]
    if not found:
        raise CannotRun(
            "no rules are registered",
            f"no installed distribution has entry points in the group `{GROUP}`",
            "Install counterfoil with pip; a copy of its source alone is not enough.",
        )
    return MappingProxyType({each.id: each for each in sorted(found, key=lambda each: each.id)})


def manual(rule_id: str) -> str:
    """The manual page of a rule. Raises CannotRun, naming the nearest rule, where there is none.

    >>> manual("sunset-passed").splitlines()[0]
    'A sunset date is in the past.'
    """
    return _known(rule_id).manual


def settle(findings: Iterable[Finding], config: Config, today: date) -> tuple[Finding, ...]:
    """The findings that count, sorted: severities set, rules that are off and waived findings gone.

    A waiver whose date has passed waives nothing and is itself a finding.

    >>> from pathlib import Path
    >>> config = Config(Path(), "p", "p", rules={"owner-missing": Severity.NOTE})
    >>> found = Finding("owner-missing", "orders v1 names no owner", At("orders.yaml"))
    >>> [each.severity.value for each in settle([found], config, date(2026, 11, 20))]
    ['note']
    """
    found = tuple(findings)
    if not found and not config.rules:
        # Nothing is to be judged, and it takes a while to load three hundred rules.
        return ()
    severities = _severities(config)
    waivers = {waiver.fingerprint: waiver for waiver in config.waivers}
    settled: list[Finding] = []
    for finding in found:
        severity = _severity(finding, severities, config)
        if severity is None:
            continue
        waiver = waivers.get(finding.fingerprint)
        if waiver is None:
            settled.append(replace(finding, severity=severity))
        elif waiver.until < today:
            settled.append(replace(finding, severity=severity))
            if (failing := severities.get("waiver-expired", Severity.ERROR)) is not None:
                settled.append(replace(_expired(waiver, finding), severity=failing))
    return ordered(settled)


def waived(findings: Iterable[Finding], config: Config) -> tuple[str, ...]:
    """The fingerprints of the findings that a waiver names, its date passed or not."""
    named = {waiver.fingerprint for waiver in config.waivers}
    return tuple(sorted(named & {each.fingerprint for each in findings}))


def unused_waivers(findings: Iterable[Finding], config: Config) -> tuple[Finding, ...]:
    """A finding for each waiver that waives none of `findings`.

    Ask only when `findings` is everything that can be found, before `settle` has dropped any.
    """
    met = {finding.fingerprint for finding in findings}
    return tuple(_unused(waiver) for waiver in config.waivers if waiver.fingerprint not in met)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by place, each once."""
    once = {(each.fingerprint, each.message): each for each in findings}
    return tuple(sorted(once.values(), key=_key))


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.at, finding.rule, finding.subject, finding.message


def _rule_of(function: Callable[..., object], severity: Severity, check: Check) -> Rule:
    return Rule(_id(function.__name__), severity, _manual(function.__module__), check)


def _id(name: str) -> str:
    return name.strip("_").replace("_", "-")


def _manual(module: str) -> str:
    return cleandoc(sys.modules[module].__doc__ or "")


def _behind(point: "EntryPoint") -> Iterator[Rule]:
    try:
        loaded = point.load()
    except Exception as error:
        raise CannotRun(
            f"the rules of `{point.name}` cannot be loaded",
            f"{point.value}: {type(error).__name__}: {error}",
            "Repair or uninstall the distribution that registers them.",
        ) from error
    if isinstance(loaded, Rule):
        yield loaded
    elif isinstance(loaded, ModuleType):
        for module in _modules(loaded):
            yield from (each for each in vars(module).values() if isinstance(each, Rule))


def _modules(module: ModuleType) -> Iterator[ModuleType]:
    yield module
    for each in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{module.__name__}."):
        yield importlib.import_module(each.name)


def _severity(
    finding: Finding, severities: Mapping[str, Severity | None], config: Config
) -> Severity | None:
    """Of a change the verdict says how severe it is; no setting has a say of what breaks nobody and is
    told all the same, nor of what nobody knows."""
    if finding.verdict is None:
        return severities.get(finding.rule, finding.severity)
    set_here = config.rules.get(finding.rule, finding.severity)
    told_anyway = finding.severity is Severity.NOTE or finding.verdict is Verdict.UNKNOWN
    return finding.severity if told_anyway and set_here is not None else set_here


def _severities(config: Config) -> Mapping[str, Severity | None]:
    for rule_id in config.rules:
        _known(rule_id)
    return {each.id: each.severity for each in rules().values()} | dict(config.rules)


def _known(rule_id: str) -> Rule:
    if rule_id in rules():
        return rules()[rule_id]
    near = nearest(rule_id, rules(), 0.0)
    raise CannotRun(
        f"there is no rule `{rule_id}`",
        f"the nearest is `{near}`" if near else "",
        "`counterfoil explain` without a name lists every rule.",
    )


def _expired(waiver: Waiver, finding: Finding) -> Finding:
    return Finding(
        rule="waiver-expired",
        message=f"the waiver of `{finding.rule}` at {finding.at.path}:{finding.at.line} ran out on"
        f" {waiver.until}; it was given because: {waiver.reason}",
        at=At("pyproject.toml"),
        subject=waiver.fingerprint,
        fix="Repair what it waived, or agree on a later date.",
    )


def _unused(waiver: Waiver) -> Finding:
    return Finding(
        rule="waiver-unused",
        message=f"the waiver of {waiver.fingerprint} waives nothing any more; it was given because:"
        f" {waiver.reason}",
        at=At("pyproject.toml"),
        subject=waiver.fingerprint,
        fix="Remove it from [tool.counterfoil].",
    )
