"""The terms on which a contract is compared, from `[tool.counterfoil.compat]`."""

import datetime
from collections.abc import Collection
from fnmatch import fnmatchcase

from counterfoil.compat.terms import Mode, Policy, Terms
from counterfoil.engine.words import nearest
from counterfoil.model import CannotRun, Comparing

_TABLE = "pyproject.toml: [tool.counterfoil.compat]"


def terms_of(contract: str, settings: Comparing, today: datetime.date) -> Terms:
    """The terms for a contract, by its id. Raises CannotRun where a mode or a policy is none.

    >>> terms_of("orders/v1", Comparing(modes={"orders/*": "FULL"}), datetime.date(2026, 11, 21)).mode
    <Mode.FULL: 'FULL'>
    """
    return Terms(
        today=today,
        mode=mode_of(contract, settings),
        policies=frozenset(Policy) - _policies(settings),
        unknown=settings.unknown,
        notice=settings.notice,
    )


def mode_of(contract: str, settings: Comparing) -> Mode:
    """The mode for a contract's own id, else for the first pattern that it fits, else that of all."""
    fitting = (mode for name, mode in settings.modes.items() if fnmatchcase(contract, name))
    return _mode(settings.modes.get(contract) or next(fitting, settings.mode), "mode")


def check(settings: Comparing, contracts: Collection[str]) -> None:
    """Refuses what no comparison could use, and a mode for a contract that there is not."""
    _mode(settings.mode, "mode")
    _policies(settings)
    for pattern, mode in settings.modes.items():
        _mode(mode, f"modes.{pattern}")
        if not any(fnmatchcase(each, pattern) for each in contracts):
            near = nearest(pattern, contracts, 0.4)
            raise CannotRun(
                f"{_TABLE} `modes` names `{pattern}`, and no contract is called so",
                f"the contracts are {', '.join(sorted(contracts))}",
                f"did you mean `{near}`?" if near else "remove it",
            )


def _mode(name: str, key: str) -> Mode:
    if name in list(Mode):
        return Mode(name)
    raise _unknown(key, name, list(Mode))


def _policies(settings: Comparing) -> frozenset[Policy]:
    for each in settings.without:
        if each not in list(Policy):
            raise _unknown("without", each, list(Policy))
    return frozenset(map(Policy, settings.without))


def _unknown(key: str, name: str, known: Collection[str]) -> CannotRun:
    near = nearest(name, known)
    return CannotRun(
        f"{_TABLE} `{key}` is `{name}`",
        f"there are {', '.join(known)}",
        f"did you mean `{near}`?" if near else "use one of them",
    )
