"""The arguments of `counterfoil verify`."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil.arguments.parts import add_affected, add_shard, asked, check
from counterfoil.arguments.typed import add_jobs, add_seed, credential, positive
from counterfoil.model import CannotRun, Config, Report
from counterfoil.verify.settings import REQUESTS

if TYPE_CHECKING:
    from counterfoil.runs import Run

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\0]*)")


def add(verb: argparse.ArgumentParser) -> None:
    """Adds them."""
    verb.add_argument(
        "services",
        nargs="*",
        metavar="SERVICE",
        help="examine these services alone; without any: lint, drift, compatibility, every service"
        " and journey",
    )
    _add_what(verb)
    _add_part(verb.add_argument_group("a part of everything"))
    _add_somewhere(verb.add_argument_group("a provider that runs already"))
    _add_how(verb.add_argument_group("how it is asked"))


def _add_what(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--journey",
        dest="journeys",
        action="append",
        default=[],
        metavar="NAME",
        help="run this journey alone, over all services that it needs; may be given several times",
    )
    verb.add_argument(
        "--accept",
        action="store_true",
        help="write down which expectations of consumers hold, so that from now on they have to",
    )
    verb.add_argument(
        "--replay",
        type=_fingerprint,
        metavar="FINGERPRINT",
        help="repeat the one case of a finding, by the digits that the report prints under it",
    )
    verb.add_argument(
        "--remembered",
        action="store_true",
        help="take what an earlier run has proved of a service or journey, where every file that can"
        " reach it is as it was then; the report says so",
    )
    add_jobs(verb, "services and journeys examined at once, and processes that compile")


def _add_part(group: argparse._ArgumentGroup) -> None:
    add_affected(group)
    add_shard(group)


def _add_somewhere(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--contract", type=Path, metavar="FILE", help="examine what runs at --url, by this contract"
    )
    group.add_argument(
        "--url", metavar="URL", help="where the contract is served: http://127.0.0.1:8003/v1"
    )


def _add_how(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--header",
        dest="headers",
        type=_header,
        action="append",
        default=[],
        metavar="'NAME: VALUE'",
        help="sent with every request, such as a credential; may be given several times",
    )
    group.add_argument(
        "--stranger",
        dest="strangers",
        type=credential,
        action="append",
        default=[],
        metavar="SCHEME=VALUE",
        help="the credential of a second user, who may not see what the first has made;"
        " may be given several times",
    )
    add_seed(group)
    group.add_argument(
        "--requests",
        type=positive,
        default=REQUESTS,
        metavar="N",
        help=f"how many each operation is asked on average; fewer prove less (default: {REQUESTS})",
    )


def config(arguments: argparse.Namespace) -> Config | None:
    """The configuration for a provider at a URL, which need not belong to any monorepo."""
    from counterfoil.engine.config import root_above

    if arguments.url is None or root_above(arguments.start) is not None:
        return None
    return Config(arguments.start.resolve(), package="contracts", distribution="contracts")


def report(run: "Run", arguments: argparse.Namespace) -> Report:
    """What `counterfoil verify` with these arguments finds."""
    from counterfoil import journeys, plans, providers, verification
    from counterfoil.engine.machine import cores

    _check(arguments)
    options = providers.Options(
        seed=arguments.seed,
        headers=tuple(arguments.headers),
        strangers=dict(arguments.strangers),
        replay=arguments.replay or "",
        requests=arguments.requests,
        accept=arguments.accept,
    )
    if arguments.url is not None:
        contract = arguments.start / arguments.contract
        return providers.verify_url(run, contract, arguments.url, options)
    if arguments.remembered:
        run = replace(run, config=replace(run.config, cache=replace(run.config.cache, verify=True)))
    jobs = arguments.jobs or cores()
    match arguments.journeys:
        case [journey]:
            return journeys.verify_journey(run, journey)
        case [_, *_]:
            return journeys.verify_journeys(run, arguments.journeys, jobs)
    match arguments.services:
        case []:
            return plans.verify_asked(run, jobs, _passed_on(arguments), asked(arguments))
        case [service]:
            return providers.verify_service(run, service, options)
        case services:
            return verification.verify_services(run, services, jobs, _passed_on(arguments))


def services_needed(config: Config, argv: Sequence[str]) -> frozenset[str] | None:
    """The services that `counterfoil verify` starts with such arguments; None where it may be any.

    None start where it refuses the arguments: it says why itself.
    """
    from counterfoil.plans import services_needed as needed

    parser = argparse.ArgumentParser(exit_on_error=False, add_help=False, allow_abbrev=False)
    add(parser)
    # What every verb has: its values are no names of services.
    for each in ("--format", "--root", "-C"):
        parser.add_argument(each)
    parser.add_argument("--output", type=Path)
    try:
        given, _ = parser.parse_known_args(argv)
        _check(given)
        if given.journeys:
            return None
        return frozenset(given.services) or needed(config, asked(given))
    except (argparse.ArgumentError, CannotRun):
        return frozenset()


def _passed_on(arguments: argparse.Namespace) -> tuple[str, ...]:
    """The options again, for the process of each service."""
    headers = (f"--header={name}: {value}" for name, value in arguments.headers)
    strangers = (f"--stranger={scheme}={value}" for scheme, value in arguments.strangers)
    numbers = (f"--seed={arguments.seed}", f"--requests={arguments.requests}")
    return (*numbers, *headers, *strangers, *(["--accept"] if arguments.accept else []))


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
    if arguments.journeys and (arguments.services or arguments.url is not None):
        raise CannotRun(
            f"--journey {arguments.journeys[0]} and a provider are examined apart",
            "a journey starts the services that it needs by itself",
            "name journeys alone, or providers alone",
        )
    check(arguments)
    if arguments.replay and arguments.accept:
        raise CannotRun(
            "--accept writes down what a whole examination has shown, and --replay repeats one case",
            fix="give one of the two",
        )
    if arguments.replay and len(arguments.services) != 1 and arguments.url is None:
        raise CannotRun(
            "--replay repeats a case of one provider",
            fix="name its service, or --contract and --url",
        )


def _header(text: str) -> tuple[str, str]:
    found = _HEADER.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no header: write 'NAME: VALUE'")
    return found[1], found[2].strip()


def _fingerprint(text: str) -> str:
    if not _FINGERPRINT.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not the sixteen hex digits of a finding")
    return text
