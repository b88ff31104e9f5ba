"""The arguments of `counterfoil stub`."""

import argparse
from pathlib import Path
from typing import TypeAlias

from counterfoil.arguments.typed import add_seed, credential
from counterfoil.stub.faults.grammar import GRAMMAR

_Group: TypeAlias = "argparse._ArgumentGroup"

DOES = "play the providers of contracts, until Ctrl-C"

_EPILOG = """\
how --fault is written:
  {grammar}

examples:
  counterfoil stub orders/v2 --port 8001
  counterfoil stub openapi.yaml --fault 'placeOrder: status 503, 2 times'
  counterfoil stub orders/v2 --fault 'latency 50ms-2s' --fault 'getOrder: reset, 10%'

exit codes: 0 stopped, 2 could not run"""


def add(verb: argparse.ArgumentParser) -> None:
    """Adds them."""
    verb.formatter_class = argparse.RawDescriptionHelpFormatter
    verb.epilog = _EPILOG.format(grammar=GRAMMAR.replace("\n", "\n  "))
    verb.add_argument(
        "contracts",
        nargs="*",
        metavar="CONTRACT",
        help="an id such as orders/v2, or the path of a document (default: all of the monorepo)",
    )
    _add_where(verb.add_argument_group("where it answers"))
    _add_what(verb.add_argument_group("what it answers"))
    _add_around(verb.add_argument_group("what goes on around it"))
    verb.set_defaults(run=_run)


def _add_where(group: _Group) -> None:
    group.add_argument(
        "--port",
        dest="ports",
        type=_port,
        action="append",
        default=[],
        metavar="PORT",
        help="once: all contracts share it; once for each contract, in their order;"
        " left out: each has its own, from 4010 on; 0 takes any that is free",
    )
    group.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to answer at (default: 127.0.0.1, which only this machine reaches)",
    )
    group.add_argument(
        "--announce",
        choices=("text", "json"),
        default="text",
        help="how to say where each contract is played (default: text)",
    )


def _add_what(group: _Group) -> None:
    add_seed(group)
    group.add_argument(
        "--fault",
        dest="faults",
        action="append",
        default=[],
        metavar="FAULT",
        help="what befalls requests, as below; may be given several times",
    )
    group.add_argument(
        "--credential",
        dest="credentials",
        type=credential,
        action="append",
        default=[],
        metavar="SCHEME=VALUE",
        help="the only credential that passes for a security scheme; any does without;"
        " may be given several times",
    )
    group.add_argument(
        "--only-known",
        action="store_true",
        help="answer 404 for what nobody has created or listed; whatever is asked for is there without",
    )


def _add_around(group: _Group) -> None:
    group.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help="append each exchange to FILE as a line of JSON, without credentials",
    )
    group.add_argument(
        "--reload", action="store_true", help="follow changes of the contracts' files"
    )
    group.add_argument(
        "--control-port",
        type=_port,
        metavar="PORT",
        help="take orders there from programs of this machine: rules, faults, what was received",
    )


def _run(arguments: argparse.Namespace) -> int:
    from counterfoil.stubs import Options, play

    return play(
        Options(
            names=tuple(arguments.contracts),
            start=arguments.start,
            host=arguments.host,
            ports=tuple(arguments.ports),
            control_port=arguments.control_port,
            seed=arguments.seed,
            faults=tuple(arguments.faults),
            credentials=dict(arguments.credentials),
            only_known=arguments.only_known,
            record=arguments.record,
            follow=arguments.reload,
            announce=arguments.announce,
        )
    )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: one is from 0 to 65535")
    return int(text)
