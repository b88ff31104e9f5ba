"""The arguments of `counterfoil verify`."""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil.arguments.numbers import seed
from counterfoil.model import CannotRun, Config, Report

if TYPE_CHECKING:
    from counterfoil.verbs import Run

OPTIONS = ("--jobs", "--contract", "--url", "--header", "--seed", "--requests", "--replay")

REQUESTS = 36
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\0]*)")


def add(verb: argparse.ArgumentParser) -> None:
    """Adds them."""
    verb.add_argument(
        "services",
        nargs="*",
        metavar="SERVICE",
        help="examine these services alone; without any: lint, drift and every service",
    )
    verb.add_argument(
        "-j",
        "--jobs",
        type=_positive,
        metavar="N",
        help="services examined at once (default: as many as there are cores)",
    )
    verb.add_argument(
        "--contract", type=Path, metavar="FILE", help="examine what runs at --url, by this contract"
    )
    verb.add_argument(
        "--url", metavar="URL", help="where the contract is served: http://127.0.0.1:8003/v1"
    )
    verb.add_argument(
        "--header",
        dest="headers",
        type=_header,
        action="append",
        default=[],
        metavar="'NAME: VALUE'",
        help="sent with every request, such as a credential; may be given several times",
    )
    verb.add_argument(
        "--seed", type=seed, default=0, metavar="N", help="choose other values (default: 0)"
    )
    verb.add_argument(
        "--requests",
        type=_positive,
        default=REQUESTS,
        metavar="N",
        help=f"how many each operation is asked on average; fewer prove less (default: {REQUESTS})",
    )
    verb.add_argument(
        "--replay",
        type=_fingerprint,
        metavar="FINGERPRINT",
        help="repeat the one case of a finding, by the digits that the report prints under it",
    )


def config(arguments: argparse.Namespace) -> Config | None:
    """The configuration for a provider at a URL, which need not belong to any monorepo."""
    from counterfoil.engine.config import root_above

    if arguments.url is None or root_above(arguments.start) is not None:
        return None
    return Config(arguments.start.resolve(), package="contracts", distribution="contracts")


def report(run: "Run", arguments: argparse.Namespace) -> Report:
    """What `counterfoil verify` with these arguments finds."""
    from counterfoil import providers, verbs
    from counterfoil.fold import cores

    _check(arguments)
    options = providers.Options(
        arguments.seed, tuple(arguments.headers), arguments.replay or "", arguments.requests
    )
    if arguments.url is not None:
        contract = arguments.start / arguments.contract
        return providers.verify_url(run, contract, arguments.url, options)
    jobs = arguments.jobs or cores()
    match arguments.services:
        case []:
            return verbs.verify(run, jobs, _passed_on(arguments))
        case [service]:
            return providers.verify_service(run, service, options)
        case services:
            return verbs.verify_services(run, services, jobs, _passed_on(arguments))


def _passed_on(arguments: argparse.Namespace) -> tuple[str, ...]:
    """The options again, for the process of each service."""
    headers = (f"--header={name}: {value}" for name, value in arguments.headers)
    return (f"--seed={arguments.seed}", f"--requests={arguments.requests}", *headers)


def _check(arguments: argparse.Namespace) -> None:
    if (arguments.contract is None) != (arguments.url is None):
        missing = "--url" if arguments.url is None else "--contract"
        raise CannotRun(
            f"{missing} is missing",
            "--contract names what is promised, and --url who has promised it",
            "give both, or the name of a service",
        )
    if arguments.services and arguments.url is not None:
        raise CannotRun(
            f"{arguments.services[0]} and --url are two providers",
            "a service is started, and what has a URL runs already",
            "name one of the two",
        )
    if arguments.replay and len(arguments.services) != 1 and arguments.url is None:
        raise CannotRun(
            "--replay repeats a case of one provider",
            fix="name its service, or --contract and --url",
        )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return int(text)


def _header(text: str) -> tuple[str, str]:
    found = _HEADER.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no header: write 'NAME: VALUE'")
    return found[1], found[2].strip()


def _fingerprint(text: str) -> str:
    if not _FINGERPRINT.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not the sixteen hex digits of a finding")
    return text
