"""Checks single keys of the `[tool.counterfoil]` table; whatever is wrong is one clear sentence."""

import datetime
import keyword
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path, PurePosixPath
from typing import Any

from counterfoil.engine.words import nearest
from counterfoil.model import Caching, CannotRun, Comparing, Severity, Waiver

SETTINGS_FILE = "pyproject.toml"
SERVICE = "service"
"""The one key that a service's own pyproject.toml has; the session that runs the service reads it."""
OFF = "off"

_DISTRIBUTION = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")

Table = Mapping[str, Any]


def read_settings(path: Path) -> Table:
    """The pyproject.toml at `path`."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise CannotRun(f"{path} is not TOML", str(problem), "correct the file") from problem
    except OSError as problem:
        raise CannotRun(f"{path} cannot be read", problem.strerror or str(problem)) from problem


def subtable(document: Table, *names: str) -> Table | None:
    """The table under `names`, or None where there is none.

    >>> subtable({"tool": {"counterfoil": {"package": "p"}}}, "tool", "counterfoil")
    {'package': 'p'}
    """
    found: Any = document
    for depth, name in enumerate(names, start=1):
        found = found.get(name)
        if found is None:
            return None
        if not isinstance(found, dict):
            raise _wrong(
                ".".join(names[:depth]), "is not a table", f"write it as [{'.'.join(names)}]"
            )
    return dict(found)


def check_known(table: Table, known: Iterable[str], where: str, file: str = SETTINGS_FILE) -> None:
    """Refuses a key that nothing reads, and names the key that was probably meant."""
    known = list(known)
    for name in table:
        if name not in known:
            near = nearest(name, known, 0.5)
            fix = f"did you mean `{near}`?" if near else "remove it"
            raise CannotRun(
                f"{file}: {where} has no key `{name}`",
                f"its keys are {', '.join(known)}",
                fix,
            )


def package_name(table: Table, document: Table) -> str:
    """The import name of the generated package."""
    name = _text(table, "package", default_package(document))
    if not name.isidentifier() or not name.isascii() or keyword.iskeyword(name):
        raise _wrong(
            "package", f"is {name!r}, which `import` cannot say", "use letters, digits and _"
        )
    return name


def default_package(document: Table, otherwise: str = "") -> str:
    """The package's name for the project's name, or for `otherwise` where it has none.

    >>> default_package({"project": {"name": "Corner-Shop"}}), default_package({})
    ('corner_shop_contracts', 'monorepo_contracts')
    """
    project = document.get("project")
    name = project.get("name") if isinstance(project, dict) else None
    return package_after(name if isinstance(name, str) else otherwise)


def package_after(name: str) -> str:
    """The package's name for a project or folder called `name`, whatever characters that has.

    >>> package_after("Café & Söhne"), package_after("2nd try"), package_after("...")
    ('cafe_sohne_contracts', 'n_2nd_try_contracts', 'monorepo_contracts')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem = "_".join(re.findall(r"[a-z0-9]+", plain.lower())) or "monorepo"
    return f"{stem if stem[0].isalpha() else f'n_{stem}'}_contracts"


def distribution_name(table: Table, package: str) -> str:
    """The name of the generated distribution."""
    name = _text(table, "distribution", package.replace("_", "-"))
    if not _DISTRIBUTION.fullmatch(name):
        raise _wrong(
            "distribution",
            f"is {name!r}, which pip cannot install",
            "use letters, digits, - and _, with a letter or digit at both ends",
        )
    return name


def folder(table: Table, name: str) -> str:
    """A folder inside the repository, with forward slashes; by default it is called like its key."""
    text = _text(table, name, name)
    path = PurePosixPath(text.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or not path.parts or ":" in text:
        raise _wrong(
            name,
            f"is {text!r}, which is no folder inside the repository",
            "name one below this file",
        )
    return path.as_posix()


def check_disjoint(contracts: str, generated: str) -> None:
    """Refuses folders of which one holds the other: generating would write among the contracts."""
    one, other = PurePosixPath(contracts), PurePosixPath(generated)
    if one.is_relative_to(other) or other.is_relative_to(one):
        raise _wrong(
            "generated",
            f"is {generated!r}, and `contracts` is {contracts!r}: one holds the other",
            "give them folders of their own",
        )


def rules(table: Table) -> dict[str, Severity | None]:
    """The severity of each rule that is not left at its own."""
    chosen = table.get("rules", {})
    if not isinstance(chosen, dict):
        raise _wrong(
            "rules", "is not a table", 'write [tool.counterfoil.rules] and lines like x = "off"'
        )
    return {rule: _severity(rule, value) for rule, value in sorted(chosen.items())}


def waivers(table: Table) -> tuple[Waiver, ...]:
    """The accepted findings."""
    entries = table.get("waivers", [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise _wrong(
            "waivers", "is not an array of tables", "write each as [[tool.counterfoil.waivers]]"
        )
    return tuple(_waiver(entry, number) for number, entry in enumerate(entries, start=1))


def share(table: Table, name: str) -> float | None:
    """A number from 0 to 1, or None where there is none."""
    value = table.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _wrong(name, f"is {value!r}, which is no share", "write a number from 0 to 1")
    return float(value)


def comparing(table: Table) -> Comparing:
    """What contracts are compared with, and how strictly."""
    given = table.get("compat", {})
    if not isinstance(given, dict):
        raise _wrong("compat", "is not a table", "write it as [tool.counterfoil.compat]")
    check_known(given, [each.name for each in fields(Comparing)], "[tool.counterfoil.compat]")
    standard = Comparing()
    return Comparing(
        baseline=_text(given, "baseline", "", "compat"),
        mode=_text(given, "mode", standard.mode, "compat"),
        modes=_modes(given.get("modes", {})),
        without=_without(given.get("without", [])),
        unknown=_unknown(given.get("unknown", standard.unknown)),
        notice=_notice(given.get("notice", standard.notice)),
        released=_text(given, "released", "", "compat"),
    )


def caching(table: Table) -> Caching:
    """Where what was made once is kept."""
    given = table.get("cache", {})
    if not isinstance(given, dict):
        raise _wrong("cache", "is not a table", "write it as [tool.counterfoil.cache]")
    check_known(given, [each.name for each in fields(Caching)], "[tool.counterfoil.cache]")
    standard = Caching()
    size = given.get("size", standard.size)
    if not _is_number(size):
        raise _wrong("cache.size", f"is {size!r}", "write how many megabytes, such as 512")
    return Caching(
        url=_text(given, "url", standard.url, "cache"),
        write=_truth(given, "write", standard.write),
        size=size,
        verify=_truth(given, "verify", standard.verify),
    )


def _truth(given: Table, name: str, default: bool) -> bool:
    value = given.get(name, default)
    if not isinstance(value, bool):
        raise _wrong(f"cache.{name}", f"is {value!r}", "write true or false")
    return value


def _modes(given: object) -> dict[str, str]:
    if not isinstance(given, dict) or not all(isinstance(each, str) for each in given.values()):
        raise _wrong(
            "compat.modes",
            "is no table of texts",
            'write [tool.counterfoil.compat.modes] and lines like "orders/v1" = "FULL"',
        )
    return dict(given)


def _without(given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise _wrong("compat.without", f"is {given!r}, no list of texts", 'write ["closed-writer"]')
    return tuple(given)


def _unknown(given: object) -> Severity:
    if given not in [*Severity]:
        raise _wrong("compat.unknown", f"is {given!r}", f"use one of {', '.join(Severity)}")
    return Severity(str(given))


def _notice(given: object) -> dict[str, int]:
    if not isinstance(given, dict) or not all(map(_is_number, given.values())):
        raise _wrong(
            "compat.notice",
            f"is {given!r}",
            "write [tool.counterfoil.compat.notice] and lines like stable = 90, in days",
        )
    return dict(given)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _severity(rule: str, value: object) -> Severity | None:
    allowed = [*Severity, OFF]
    if value not in allowed:
        raise _wrong(f"rules.{rule}", f"is {value!r}", f"use one of {', '.join(allowed)}")
    return None if value == OFF else Severity(str(value))


def _waiver(entry: Table, number: int) -> Waiver:
    where = f"waivers[{number}]"
    check_known(entry, ("fingerprint", "reason", "until"), f"[[tool.counterfoil.waivers]] {number}")
    fingerprint, reason = _text(entry, "fingerprint", "", where), _text(entry, "reason", "", where)
    if not _FINGERPRINT.fullmatch(fingerprint):
        raise _wrong(
            f"{where}.fingerprint",
            f"is {fingerprint!r}",
            "copy the sixteen hex digits that the report prints under the finding",
        )
    if not reason.strip():
        raise _wrong(f"{where}.reason", "is empty", "say why the finding is accepted")
    return Waiver(fingerprint, reason, _date(entry.get("until"), f"{where}.until"))


def _date(value: object, where: str) -> datetime.date:
    # A datetime is a date to isinstance, and cannot be compared with one.
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    try:
        return datetime.date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise _wrong(where, f"is {value!r}", "name the last day, such as 2027-03-31") from None


def _text(table: Table, name: str, default: str, where: str = "") -> str:
    value = table.get(name, default)
    if not isinstance(value, str):
        raise _wrong(f"{where}.{name}".lstrip("."), f"is {value!r}, not text", "put it in quotes")
    return value


def _wrong(key: str, problem: str, fix: str) -> CannotRun:
    return CannotRun(f"{SETTINGS_FILE}: [tool.counterfoil] `{key}` {problem}", fix=fix)
