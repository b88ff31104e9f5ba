"""The arguments of `counterfoil changelog`."""

import argparse
from pathlib import Path

DOES = "write what changed between two versions as a changelog"
_EPILOG = """\
examples:
  counterfoil changelog                        every contract, since the baseline
  counterfoil changelog tag:v1.4.0             every contract, since a tag
  counterfoil changelog tag:v1.3.0 tag:v1.4.0  every contract, between two tags
  counterfoil changelog orders                 one contract, through all its versions
  counterfoil changelog orders/v1              one version of it, since the baseline
  counterfoil changelog orders/v1 orders/v2    between two versions of it
  counterfoil changelog before.yaml after.yaml between two documents of any format

exit codes: 0 written, 2 could not run"""


def add(verb: argparse.ArgumentParser) -> None:
    """Adds them."""
    verb.formatter_class = argparse.RawDescriptionHelpFormatter
    verb.epilog = _EPILOG
    verb.add_argument(
        "versions",
        nargs="*",
        metavar="VERSION",
        help="BASE and CANDIDATE: a contract, a document, git:BRANCH, tag:PATTERN or a folder"
        " (default: the baseline, and the contracts as they are)",
    )
    add_output(verb)
    verb.set_defaults(run=_changelog)


def add_output(verb: argparse.ArgumentParser) -> None:
    """Adds where the document goes."""
    verb.add_argument(
        "--output",
        metavar="FILE",
        type=Path,
        help="write it to FILE instead of standard output",
    )


def _changelog(arguments: argparse.Namespace) -> int:
    from counterfoil.documents import tell_changelog

    return tell_changelog(tuple(arguments.versions), arguments.start, arguments.output)
