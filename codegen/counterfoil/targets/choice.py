"""Which provider a suite is run against, as `--counterfoil-target` says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from counterfoil.model import CannotRun

PROCESS = "process:"
HELP = """\
what the generated suites are run against: `stub` (the default), the URL that the paths of a contract begin
at, `orders/v2=URL` for one of several contracts (may be given several times), or `process:SERVICE`, which is
started for them"""


@dataclass(frozen=True, slots=True)
class Stubs:
    """Stubs, which need neither network nor configuration."""


@dataclass(frozen=True, slots=True)
class Urls:
    """Whatever answers at URLs."""

    by_contract: Mapping[str, str] = field(default_factory=dict)
    default: str = ""

    def url_of(self, contract: str) -> str:
        """Where a contract is served; empty where nobody said so."""
        return self.by_contract.get(contract, self.default)


@dataclass(frozen=True, slots=True)
class Process:
    """A service of the monorepo, started by its own command."""

    service: str


Choice: TypeAlias = Stubs | Urls | Process


def chosen(values: Iterable[str]) -> Choice:
    """The choice that the values of the option amount to. Raises CannotRun.

    >>> chosen(["orders/v2=http://127.0.0.1:8001/v2"])
    Urls(by_contract={'orders/v2': 'http://127.0.0.1:8001/v2'}, default='')
    """
    given = list(dict.fromkeys(values)) or ["stub"]
    match given:
        case ["stub"]:
            return Stubs()
        case [one] if one.startswith(PROCESS) and one != PROCESS:
            return Process(one.removeprefix(PROCESS))
    urls: dict[str, str] = {}
    for each in given:
        contract, _, url = ("", "", each) if _is_url(each) else each.partition("=")
        if not _is_url(url) or contract in urls:
            raise CannotRun(
                f"--counterfoil-target {' '.join(given)} names no target",
                "it is `stub`, a URL, `orders/v2=URL` once for each contract, or `process:SERVICE`",
                "name one of them",
            )
        urls[contract] = url.rstrip("/")
    return Urls({key: url for key, url in urls.items() if key}, urls.get("", ""))


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://"))
