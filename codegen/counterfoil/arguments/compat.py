"""The arguments of `counterfoil compat`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil.engine.words import plural
from counterfoil.model import CannotRun, Config, Finding, Report

if TYPE_CHECKING:
    from counterfoil.compat.comparing import Comparison
    from counterfoil.compats import Tell
    from counterfoil.runs import Run

DOES = "compare contracts with what they were, and say who breaks, with what payload, and why"
_EPILOG = """\
examples:
  counterfoil compat
  counterfoil compat --baseline tag:v1.4.0
  counterfoil compat before/openapi.yaml contracts/orders/v1/openapi.yaml

exit codes: 0 nobody breaks, 1 findings of severity error, 2 could not run"""


def add(verb: argparse.ArgumentParser) -> None:
    """Adds them."""
    verb.formatter_class = argparse.RawDescriptionHelpFormatter
    verb.epilog = _EPILOG
    verb.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        type=Path,
        help="BASE and CANDIDATE: compare these two documents; without them every contract is compared",
    )
    verb.add_argument(
        "--baseline",
        metavar="NAME",
        default="",
        help="compare with this instead of what pyproject.toml says: git:BRANCH, tag:PATTERN or a folder",
    )
    verb.add_argument(
        "--all",
        action="store_true",
        dest="everything",
        help="tell changes that break nobody, too, as notes",
    )


def config(arguments: argparse.Namespace) -> Config | None:
    """The configuration for two documents, which need not belong to any monorepo."""
    from counterfoil.engine.config import root_above

    if not arguments.files or root_above(arguments.start) is not None:
        return None
    return Config(arguments.start.resolve(), package="contracts", distribution="contracts")


def _everything(comparison: "Comparison") -> tuple[Finding, ...]:
    from counterfoil.compat.findings import findings, notes

    return (*findings(comparison), *notes(comparison))


def report(run: "Run", arguments: argparse.Namespace) -> Report:
    """What `counterfoil compat` with these arguments finds."""
    from counterfoil.compat.findings import findings
    from counterfoil.engine.garbage import all_of_it_stays

    with all_of_it_stays():
        return _compared(run, arguments, _everything if arguments.everything else findings)


def _compared(run: "Run", arguments: argparse.Namespace, tell: "Tell") -> Report:
    from counterfoil import verbs

    match arguments.files:
        case []:
            return verbs.compat(run, arguments.baseline, tell)
        case [before, after] if not arguments.baseline:
            for each in (before, after):
                _check_no_folder(each, arguments.start)
            return verbs.compat_files(run, arguments.start / before, arguments.start / after, tell)
        case [_, _]:
            raise CannotRun(
                f"--baseline {arguments.baseline} and two documents are two baselines",
                fix="give one of the two",
            )
        case files:
            raise CannotRun(
                f"{plural(len(files), 'document')} given, and two are compared",
                fix="give two documents, BASE and CANDIDATE, or none to compare every contract",
            )


def _check_no_folder(path: Path, start: Path) -> None:
    if (start / path).is_dir():
        raise CannotRun(
            f"{path} is a folder, and two documents are compared",
            fix=f"name a document in it; `--baseline {path}` compares every contract with those in it",
        )
