"""The arguments of `counterfoil usage` and `counterfoil impact`."""

import argparse
from pathlib import Path

USAGE = "say which consumers rely on which fields, and what nobody uses"
IMPACT = "say who breaks if a place in a contract goes"

_IMPACT_EPILOG = """\
examples:
  counterfoil impact orders/v2#/components/schemas/Order/properties/total
  counterfoil impact 'orders/v2#/paths/~1orders/post'
  counterfoil impact contracts/common/money.yaml#/properties/currency

exit codes: 0 said, 2 could not run"""


def add_usage(verb: argparse.ArgumentParser) -> None:
    """Adds those of `usage`."""
    verb.epilog = "exit codes: 0 said, 2 could not run"
    verb.add_argument(
        "contracts",
        nargs="*",
        metavar="CONTRACT",
        help="an id such as orders/v2 (default: all of the monorepo)",
    )
    verb.add_argument(
        "--all",
        action="store_true",
        dest="everything",
        help="list in the text what nobody uses, too, a line each; the other formats always do",
    )
    _add_format(verb, "text, json, html; mermaid and dot draw which service relies on which")
    verb.set_defaults(run=_usage)


def add_impact(verb: argparse.ArgumentParser) -> None:
    """Adds those of `impact`."""
    verb.formatter_class = argparse.RawDescriptionHelpFormatter
    verb.epilog = _IMPACT_EPILOG
    verb.add_argument(
        "place",
        metavar="CONTRACT#/PATH",
        help="a contract's id or a file's path, and a JSON Pointer into it",
    )
    _add_format(verb, "text or json")
    verb.set_defaults(run=_impact)


def _add_format(verb: argparse.ArgumentParser, formats: str) -> None:
    verb.add_argument("--format", metavar="FORMAT", default="text", help=formats)
    verb.add_argument(
        "--output",
        metavar="FILE",
        type=Path,
        help="write it to FILE, and the text for a person to standard output",
    )


def _usage(arguments: argparse.Namespace) -> int:
    from counterfoil.usages import Wanted, tell_usage

    return tell_usage(
        tuple(dict.fromkeys(arguments.contracts)),
        Wanted(arguments.start, arguments.format, arguments.output, arguments.everything),
    )


def _impact(arguments: argparse.Namespace) -> int:
    from counterfoil.usages import Wanted, tell_impact

    return tell_impact(arguments.place, Wanted(arguments.start, arguments.format, arguments.output))
