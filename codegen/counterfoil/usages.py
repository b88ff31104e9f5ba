"""What `counterfoil usage` and `counterfoil impact` do: read the monorepo, and say who uses what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from counterfoil import console
from counterfoil.engine.config import find_root, load_config
from counterfoil.engine.contracts import contract_ids, load_named
from counterfoil.engine.garbage import all_of_it_stays
from counterfoil.engine.services import Service, check_contracts, read_services
from counterfoil.engine.words import nearest
from counterfoil.model import CannotRun, Config
from counterfoil.readable import readable

Render = TypeVar("Render")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where the monorepo is, and what the answer should look like."""

    start: Path
    format: str
    output: Path | None
    everything: bool = False


def tell_usage(contracts: Collection[str], wanted: Wanted) -> int:
    """Says who uses what of these contracts, or of all; the exit code."""
    from counterfoil.usage.graph import graph
    from counterfoil.usage.render import dot, html, json, mermaid, text
    from counterfoil.usage.table import usage

    for_people = text.render_all if wanted.everything else text.render
    forms = {
        "text": for_people,
        "json": json.render,
        "html": html.render,
        "mermaid": mermaid.render,
        "dot": dot.render,
    }
    render = _form(wanted.format, forms)
    deliver = console.text_delivery(wanted.output)
    config = load_config(find_root(wanted.start))
    known = contract_ids(config)
    bundles = readable(load_named(config, _named(contracts, known) or known))
    services = _services(config, known)
    with all_of_it_stays():
        found = tuple(usage(each, services) for each in bundles)
        drawn = graph(bundles, services)
        deliver(render(found, drawn), lambda: for_people(found, drawn))
    return 0


def tell_impact(place: str, wanted: Wanted) -> int:
    """Says who breaks if a place goes; the exit code."""
    from counterfoil.usage.impact import impact
    from counterfoil.usage.pointed import pointed
    from counterfoil.usage.render import impact_json, impact_text
    from counterfoil.usage.table import usage

    forms = {"text": impact_text.render, "json": impact_json.render}
    render = _form(wanted.format, forms)
    deliver = console.text_delivery(wanted.output)
    config = load_config(find_root(wanted.start))
    known = contract_ids(config)
    # A file that one contract shares with others is known by what refers to it: all are read.
    bundles = readable(load_named(config, known))
    services = _services(config, known)
    with all_of_it_stays():
        there = pointed(_from_root(place, wanted.start, config.root), bundles)
        path = there.place.source.path
        made_of_it = [each for each in bundles if path in (s.path for s in each.sources)]
        found = impact(there, [usage(each, services) for each in made_of_it])
        deliver(render(found), lambda: impact_text.render(found))
    return 0


def _from_root(place: str, start: Path, root: Path) -> str:
    """The same with a path as the monorepo has it, where a file is named from where one stands."""
    name, mark, pointer = place.partition("#")
    file = (start / name).resolve()
    if not name or not file.is_file() or not file.is_relative_to(root.resolve()):
        return place
    return f"{file.relative_to(root.resolve()).as_posix()}{mark}{pointer}"


def _form(name: str, forms: Mapping[str, Render]) -> Render:
    if name in forms:
        return forms[name]
    near = nearest(name, forms)
    raise CannotRun(
        f"there is no format `{name}`",
        f"here there are {', '.join(forms)}",
        f"did you mean --format {near}?" if near else "use --format text",
    )


def _named(contracts: Collection[str], known: Collection[str]) -> tuple[str, ...]:
    for each in contracts:
        if each not in known:
            near = nearest(each, known, 0.4)
            raise CannotRun(
                f"there is no contract `{each}`",
                f"the contracts are {', '.join(sorted(known))}",
                f"did you mean `{near}`?" if near else "name one of them",
            )
    return tuple(contracts)


def _services(config: Config, known: Collection[str]) -> tuple[Service, ...]:
    """Every service: none may rely on a contract that a slip of the pen keeps apart from it."""
    services = read_services(config.root)
    for each in services:
        check_contracts(each, known)
    return services
