"""Finds the services of a monorepo, and reads what each says about itself."""

import re
import shlex
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from counterfoil.engine.config import Key
from counterfoil.engine.deadlines import STANDARD, is_deadline
from counterfoil.engine.settings import (
    SERVICE,
    SETTINGS_FILE,
    Table,
    check_known,
    read_settings,
    subtable,
)
from counterfoil.engine.words import nearest
from counterfoil.model import CannotRun

FOLDER = "services"
TABLE = f"[tool.counterfoil.{SERVICE}]"
PLACEHOLDERS = """\
In `start`, `states`, `handler`, `env`, `credentials` and `strangers`, `{port}` stands for the port to
listen on, `{scratch}` for a folder that is gone afterwards and that all services of a journey share, and
`{inventory/v1}` for the base URL of a contract under `consumes`. The service also finds them in
`PORT`, in `INVENTORY_V1_URL`, and in `INVENTORY_URL` where it consumes one version alone."""
"""What may stand in braces, as the documentation prints it."""

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_TARGET = re.compile(r"/[!-~]*")


def _key(doc: str, default: str) -> Mapping[str, str]:
    return {"doc": doc, "default": default}


@dataclass(frozen=True, slots=True)
class Service:
    """One service of the monorepo, as the table `[tool.counterfoil.service]` in its folder says.

    A field with a `doc` is a key of the table, and its documentation is that line.
    """

    name: str
    """The name of its folder."""
    folder: Path
    start: tuple[str, ...] = field(
        default=(),
        metadata=_key(
            "Command that starts the service, in its folder and without a shell: `python -m orders`.",
            "none: the service is not run",
        ),
    )
    ready: str = field(
        default="",
        metadata=_key(
            "Path that answers 2xx once the service is ready.", "its port accepts a connection"
        ),
    )
    provides: tuple[str, ...] = field(
        default=(), metadata=_key("Contracts that the service keeps: `orders/v1`.", "none")
    )
    consumes: tuple[str, ...] = field(
        default=(), metadata=_key("Contracts that the service relies on: `inventory/v1`.", "none")
    )
    states: str = field(
        default="",
        metadata=_key(
            "Command that sets provider states, one JSON object a line; or a URL that Pact's way of"
            " setting them is posted to.",
            "none: no state is set",
        ),
    )
    handler: tuple[str, ...] = field(
        default=(),
        metadata=_key(
            "Command that handles messages, one JSON object a line, and says whether it accepts each.",
            "none: handlers are not tried",
        ),
    )
    env: Mapping[str, str] = field(
        default_factory=dict,
        metadata=_key("Variables of the service's environment, beside `PORT`.", "none"),
    )
    credentials: Mapping[str, str] = field(
        default_factory=dict,
        metadata=_key(
            "Security scheme of a contract to a credential that the service takes.", "none"
        ),
    )
    strangers: Mapping[str, str] = field(
        default_factory=dict,
        metadata=_key(
            "Security scheme to the credential of a second user, who may not see what the first has made.",
            "none: that is not examined",
        ),
    )
    base: Mapping[str, str] = field(
        default_factory=dict,
        metadata=_key(
            "Contract to the path that the service serves it at.",
            "the path of the contract's first server",
        ),
    )
    deadline: float = field(
        default=STANDARD,
        metadata=_key(
            "Seconds that an answer may take where its operation has no `x-deadline`, whatever befalls"
            " what the service relies on.",
            f"{STANDARD:g}",
        ),
    )


def keys() -> tuple[Key, ...]:
    """Every key of `[tool.counterfoil.service]`, from the fields of `Service`.

    >>> [key.name for key in keys()]
    ['start', 'ready', 'provides', 'consumes', 'states', 'handler', 'env', 'credentials', 'strangers', 'base', 'deadline']
    """
    documented = (each for each in fields(Service) if "doc" in each.metadata)
    return tuple(
        Key(each.name, each.metadata["doc"], each.metadata["default"]) for each in documented
    )


def read_services(root: Path) -> tuple[Service, ...]:
    """Every service below `services/` whose pyproject.toml has the table, by name."""
    files = sorted(root.glob(f"{FOLDER}/*/{SETTINGS_FILE}"))
    found = (
        (path, subtable(read_settings(path), "tool", "counterfoil", SERVICE)) for path in files
    )
    return tuple(
        _read(table, path.parent, path.relative_to(root).as_posix())
        for path, table in found
        if table is not None
    )


def service_called(name: str, services: Collection[Service]) -> Service:
    """The service of that name. Raises CannotRun, naming the nearest, where there is none."""
    for each in services:
        if each.name == name:
            return each
    names = [each.name for each in services]
    raise CannotRun(
        f"there is no service `{name}`",
        f"a service is {FOLDER}/<name>/{SETTINGS_FILE} with {TABLE}; there are"
        f" {', '.join(names) or 'none'}",
        _nearest(name, names),
    )


def check_contracts(service: Service, known: Collection[str]) -> None:
    """Refuses a service that provides or consumes a contract which does not exist."""
    for key, named in (("provides", service.provides), ("consumes", service.consumes)):
        for contract in named:
            if contract not in known:
                raise CannotRun(
                    f"{FOLDER}/{service.name}/{SETTINGS_FILE}: `{key}` names {contract}, and there"
                    " is no such contract",
                    f"the contracts are {', '.join(sorted(known)) or 'none'}",
                    _nearest(contract, known),
                )


def is_url(text: str) -> bool:
    """Whether `states` names a URL rather than a command."""
    return text.startswith(("http://", "https://"))


def _read(table: Table, folder: Path, path: str) -> Service:
    check_known(table, [key.name for key in keys()], TABLE, path)
    value = _Values(table, path)
    service = Service(
        name=folder.name,
        folder=folder,
        start=value.command("start"),
        ready=value.path_on("ready"),
        provides=value.names("provides"),
        consumes=value.names("consumes"),
        states=value.states("states"),
        handler=value.command("handler"),
        env=value.variables("env"),
        credentials=value.texts("credentials"),
        strangers=value.texts("strangers"),
        base=value.texts("base"),
        deadline=value.seconds("deadline", STANDARD),
    )
    for contract, mount in service.base.items():
        if contract not in service.provides:
            raise value.wrong("base", f"names {contract}, which `provides` does not", "remove it")
        if mount and not mount.startswith("/"):
            raise value.wrong(f"base.{contract}", f"is {mount!r}", "begin it with a slash")
    return service


@dataclass(frozen=True, slots=True)
class _Values:
    """The table's values, each as what it has to be."""

    table: Table
    path: str

    def text(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, f"is {value!r}, not text", "put it in quotes")
        if "\0" in value:
            raise self.wrong(key, "holds a NUL, which no command can", "remove it")
        return value

    def path_on(self, key: str) -> str:
        value = self.text(key)
        if value and not _TARGET.fullmatch(value):
            raise self.wrong(key, f"is {value!r}, which is no path", "write it as `/health`")
        return value

    def command(self, key: str) -> tuple[str, ...]:
        try:
            return tuple(shlex.split(self.text(key)))
        except ValueError as problem:
            raise self.wrong(key, f"cannot be split into words: {problem}", "close it") from None

    def states(self, key: str) -> str:
        text = self.text(key)
        if not is_url(text):
            self.command(key)
        return text

    def names(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, f"is {value!r}", 'write a list of texts, such as ["orders/v1"]')
        return tuple(dict.fromkeys(value))

    def texts(self, key: str) -> Mapping[str, str]:
        value = self.table.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise self.wrong(key, f"is {value!r}", f'write a table of texts: {key} = {{x = "y"}}')
        return dict(value)

    def variables(self, key: str) -> Mapping[str, str]:
        found = self.texts(key)
        for name, value in found.items():
            if not _VARIABLE.fullmatch(name):
                raise self.wrong(f"{key}.{name}", "is no name of a variable", "use A-Z, 0-9 and _")
            if "\0" in value:
                raise self.wrong(f"{key}.{name}", "holds a NUL, which no variable can", "remove it")
        return found

    def seconds(self, key: str, default: float) -> float:
        value = self.table.get(key, default)
        if not is_deadline(value):
            raise self.wrong(key, f"is {value!r}, no number of seconds", "write it as 2 or 0.5")
        return float(value)

    def wrong(self, key: str, problem: str, fix: str) -> CannotRun:
        return CannotRun(f"{self.path}: {TABLE} `{key}` {problem}", fix=fix)


def _nearest(name: str, known: Collection[str]) -> str:
    near = nearest(name, known, 0.4)
    return f"did you mean `{near}`?" if near else ""
