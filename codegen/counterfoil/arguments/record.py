"""The arguments of `counterfoil record`."""

import argparse
from typing import TYPE_CHECKING

from counterfoil.model import Report

if TYPE_CHECKING:
    from counterfoil.runs import Run

DOES = "run a service's tests, and write down what it asks of others and reads of their answers"
_EPILOG = """\
examples:
  counterfoil record notifications
  counterfoil record notifications --prune
  counterfoil record notifications -- -k declined

exit codes: 0 recorded, 1 findings of severity error, 2 could not run, or a test failed: then nothing
is written"""


def add(verb: argparse.ArgumentParser) -> None:
    """Adds them."""
    verb.formatter_class = argparse.RawDescriptionHelpFormatter
    verb.epilog = _EPILOG
    verb.add_argument("service", metavar="SERVICE", help="the consumer: its folder in services/")
    verb.add_argument(
        "pytest",
        nargs="*",
        metavar="-- ARGUMENT",
        help="passed to pytest; where only some tests run, what others have shown stays",
    )
    verb.add_argument(
        "--prune",
        action="store_true",
        help="take out recorded interactions that no test shows any more",
    )


def report(run: "Run", arguments: argparse.Namespace) -> Report:
    """Records a service."""
    from counterfoil.recordings import Options, record

    return record(run, arguments.service, Options(arguments.prune, tuple(arguments.pytest)))
