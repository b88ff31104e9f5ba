"""The arguments of `counterfoil migrate`."""

import argparse

from counterfoil.arguments.changelog import add_output

DOES = "write a guide from one version of a contract to another one, with payloads and client code"
_EPILOG = """\
examples:
  counterfoil migrate orders v1 v2
  counterfoil migrate events/order-placed v1 v2 --output order-placed.md

exit codes: 0 written, 2 could not run"""


def add(verb: argparse.ArgumentParser) -> None:
    """Adds them."""
    verb.formatter_class = argparse.RawDescriptionHelpFormatter
    verb.epilog = _EPILOG
    verb.add_argument("contract", metavar="CONTRACT", help="the contract, such as orders")
    verb.add_argument("base", metavar="BASE", help="the version that is left, such as v1")
    verb.add_argument("candidate", metavar="CANDIDATE", help="the version to move to, such as v2")
    add_output(verb)
    verb.set_defaults(run=_migrate)


def _migrate(arguments: argparse.Namespace) -> int:
    from counterfoil.documents import tell_migration

    return tell_migration(
        arguments.contract,
        arguments.base,
        arguments.candidate,
        arguments.start,
        arguments.output,
    )
