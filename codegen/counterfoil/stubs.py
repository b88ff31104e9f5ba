"""What `counterfoil stub` does: finds contracts, plays them, says where, and stops when told."""

import asyncio
import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from counterfoil import console
from counterfoil.model import Bundle, CannotRun, Report
from counterfoil.runs import needs

if TYPE_CHECKING:
    from counterfoil.stub.programmable import Programmable
    from counterfoil.stub.programming.journal import Journal
    from counterfoil.stub.selecting import Selected
    from counterfoil.stub.serving.server import Listener, Server

FIRST_PORT = 4010
_SELDOM = 50_000  # objects that are made before any of them is looked at as garbage
_LOOKS = 0.5  # seconds between two looks at the files of the contracts


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about a stub."""

    names: tuple[str, ...] = ()
    start: Path = Path()
    host: str = "127.0.0.1"
    ports: tuple[int, ...] = ()
    control_port: int | None = None
    seed: int = 0
    faults: tuple[str, ...] = ()
    credentials: Mapping[str, str] = field(default_factory=dict)
    only_known: bool = False
    record: Path | None = None
    follow: bool = False
    announce: Literal["text", "json"] = "text"


def play(options: Options) -> int:
    """Plays contracts until the process is told to stop; the exit code."""
    from counterfoil.stub.selecting import select

    with _all_of_it_stays():
        selected = select(options.names, options.start)
    if not selected.readable:
        return _unreadable(selected)
    with needs("stub"):
        from counterfoil.stub.serving.server import Server, run

        groups = _groups(selected.bundles, options)
        made = _programmable(groups, options)
        server = Server()
        listeners = _listeners(made, groups, options, server)
        files = selected.files
        beside = [_following(made, groups, options, files)] if options.follow else []
        run(server, listeners, lambda: _announce(made, options, listeners), *beside)
    return 0


@contextmanager
def _all_of_it_stays() -> Iterator[None]:
    """Looks for no garbage in what is made meanwhile, nor ever again: a fifth of a long start."""
    gc.disable()
    try:
        yield
        gc.freeze()
        # What a request leaves behind goes by itself; cycles are rare, and looking for them is not.
        gc.set_threshold(_SELDOM, *gc.get_threshold()[1:])
    finally:
        gc.enable()


def _unreadable(selected: "Selected") -> int:
    from counterfoil.engine.render.text import render

    console.complain(render(Report(selected.obstacles, {"contracts": len(selected.bundles)})))
    return 2


def _groups(bundles: Sequence[Bundle], options: Options) -> list[list[Bundle]]:
    """The contracts that share a port, in the order of the ports."""
    if not bundles:
        raise CannotRun("there is no contract to play", fix="name one that has operations")
    match len(options.ports):
        case 1:
            _check_apart(bundles, options)
            return [list(bundles)]
        case number if number in (0, len(bundles)):
            return [[each] for each in bundles]
        case number:
            raise CannotRun(
                f"{number} ports are too many or too few for {len(bundles)} contracts",
                "--port is given once, for all of them, or once for each",
            )


def _check_apart(bundles: Sequence[Bundle], options: Options) -> None:
    from counterfoil.engine.wire.routes import base_path

    at: dict[str, Bundle] = {}
    for each in bundles:
        first = at.setdefault(base_path(each.api), each)
        if first is not each:
            raise CannotRun(
                f"{first.contract.title} and {each.contract.title} cannot share a port",
                f"both are served at {base_path(each.api) or '/'}, as their first servers say",
                f"leave --port {options.ports[0]} out, or give --port once for each contract",
            )


def _programmable(groups: Sequence[Sequence[Bundle]], options: Options) -> "Programmable":
    from counterfoil.stub.faults.fault_words import plan
    from counterfoil.stub.programmable import Programmable
    from counterfoil.stub.settings import Settings

    bundles = [bundle for group in groups for bundle in group]
    _check_schemes(bundles, options.credentials)
    settings = Settings(options.seed, options.credentials, only_known=options.only_known)
    journal = _journal(bundles, options)
    return Programmable(groups, settings, map(plan, options.faults), journal)


def _journal(bundles: Sequence[Bundle], options: Options) -> "Journal | None":
    """A journal where somebody can read it."""
    from counterfoil.stub.programming.journal import Journal

    if options.record is not None:
        from counterfoil.stub.programming.recording import recorder

        return Journal(also=recorder(options.record, bundles))
    return None if options.control_port is None else Journal()


def _check_schemes(bundles: Sequence[Bundle], credentials: Mapping[str, str]) -> None:
    known = {scheme for each in bundles for scheme in each.api.security_schemes}
    for scheme in credentials:
        if scheme not in known:
            raise CannotRun(
                f"no contract has a security scheme {scheme}",
                f"there are {', '.join(sorted(known))}" if known else "there are none",
                "name one of securitySchemes: --credential SCHEME=VALUE",
            )


def _listeners(
    made: "Programmable", groups: Sequence[Sequence[Bundle]], options: Options, server: "Server"
) -> "list[Listener]":
    """The sockets of all contracts, bound, and that of the control endpoint behind them."""
    from counterfoil.engine.wire.routes import base_path
    from counterfoil.stub.programming.control_app import ControlApp
    from counterfoil.stub.serving.doors import Door
    from counterfoil.stub.serving.server import Listener, bind

    ports = options.ports or range(FIRST_PORT, FIRST_PORT + len(groups))
    listeners = [
        Listener(app, bind(options.host, port)) for app, port in zip(made.apps, ports, strict=True)
    ]
    for listener, group in zip(listeners, groups, strict=True):
        door = Door(server, listener)
        for each in group:
            made.control.doors[each.contract.id] = door
            made.control.urls[each.contract.id] = f"{listener.origin}{base_path(each.api)}"
    if options.control_port is not None:
        # Whatever --host says: who may program a stub is on this machine.
        listeners.append(
            Listener(ControlApp(made.control), bind("127.0.0.1", options.control_port))
        )
    return listeners


def _announce(made: "Programmable", options: Options, listeners: "Sequence[Listener]") -> None:
    control = "" if options.control_port is None else listeners[-1].origin
    urls = made.control.urls
    if options.announce == "json":
        import orjson

        for contract, url in urls.items():
            line = {"contract": contract, "url": url, "control": control or None}
            console.say(f"{orjson.dumps(line).decode()}\n")
        return
    width = max(map(len, [*urls, "control"]))
    for contract, url in urls.items():
        console.say(f"{contract:{width}}  {url}\n")
    if control:
        console.say(f"{'control':{width}}  {control}\n")
    if options.host not in ("127.0.0.1", "::1", "localhost"):
        console.say(f"whoever reaches {options.host} reaches these stubs\n")
    console.say("Ctrl-C stops them\n")


async def _following(
    made: "Programmable",
    groups: Sequence[Sequence[Bundle]],
    options: Options,
    files: Sequence[Path],
) -> None:
    """Plays contracts as their files are, from each change on."""
    seen = _stamps(files)
    while True:
        await asyncio.sleep(_LOOKS)
        if (stamps := _stamps(files)) == seen:
            continue
        # In a thread: what is played goes on while a long document is read.
        found = await asyncio.to_thread(_read_again, options)
        if found is None:
            seen = stamps
            continue
        known = {each.contract.id: each for each in found.bundles}
        made.play([[known.get(each.contract.id, each) for each in group] for group in groups])
        # Changes of files that were read before are told by their stamps from before reading.
        before = dict(zip(files, stamps, strict=True))
        files = found.files
        seen = tuple(
            before.get(each, stamp) for each, stamp in zip(files, _stamps(files), strict=True)
        )
        console.say("played as the files are now\n")


def _read_again(options: Options) -> "Selected | None":
    """The contracts as they are now; None, and the reason said, where they cannot be read."""
    from counterfoil.stub.selecting import select

    try:
        found = select(options.names, options.start)
    except CannotRun as problem:
        console.refuse(problem)
    else:
        if found.readable:
            return found
        _unreadable(found)
    console.complain("played as before\n")
    return None


def _stamps(files: Sequence[Path]) -> tuple[float, ...]:
    return tuple(each.stat().st_mtime if each.exists() else 0.0 for each in files)
