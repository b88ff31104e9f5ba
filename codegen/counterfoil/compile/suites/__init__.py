"""Consumer suites: for each consumer of a contract a module of pytest tests, and the contract beside."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from counterfoil.compile.text import docstring
from counterfoil.compile.tidy import tidy
from counterfoil.compile.types import Types
from counterfoil.engine.suites import CONTRACTS, FOLDER, copied, suite_folder, suite_path
from counterfoil.model import Artifact, Bundle, Expectations, Kind, Record

if TYPE_CHECKING:
    from counterfoil.compile.suites.types import Vocabulary

_EMITTER = "suites"


def emit_suites(
    bundle: Bundle, types: Types, models: Sequence[str], package: str
) -> Iterator[Artifact]:
    """The suite of every consumer of a contract; `models` are the texts of the client's models."""
    if not bundle.expectations:
        return
    # Few contracts have any, and what writes suites takes a while to import.
    from counterfoil.compile.suites.types import vocabulary

    known = vocabulary(models)
    for path, said in _by_path(bundle).items():
        sources = (*bundle.sources, *(each.source for each in said))
        yield Artifact(
            path,
            tidy(_suite(bundle, said, types, known, package)),
            _EMITTER,
            tuple(each.path for each in sources),
        )


def emit_around(contracts: Sequence[Record], text: Callable[[str], str]) -> Iterator[Artifact]:
    """What suites need beside them: packages that tell equal names apart, and what stubs play.

    With the files of the contracts, byte for byte, suites run without any configuration; `text` is what
    is in a file, by its path.
    """
    used = [contract for contract in contracts if contract.consumers]
    consumers = {each for contract in used for each in contract.consumers}
    about = {suite_folder(each): f"What {each} relies on." for each in sorted(consumers)}
    if about:
        about[FOLDER] = "What consumers rely on, as tests."
    for folder, said in about.items():
        yield Artifact(f"{folder}/__init__.py", f"{docstring(said, 0)}\n", _EMITTER)
    copies = {
        copy: path
        for contract in used
        for path, copy in zip(contract.inputs, copied(contract.id, contract.inputs), strict=True)
    }
    for copy, path in copies.items():
        yield Artifact(f"{CONTRACTS}/{copy}", text(path), _EMITTER, (path,))


def _by_path(bundle: Bundle) -> dict[str, list[Expectations]]:
    """The files of each consumer, by the path of its suite."""
    found: dict[str, list[Expectations]] = {}
    for each in bundle.expectations:
        found.setdefault(suite_path(each.consumer, bundle.contract), []).append(each)
    return found


def _suite(
    bundle: Bundle,
    expectations: Sequence[Expectations],
    types: Types,
    known: "Vocabulary",
    package: str,
) -> str:
    document, *_ = copied(bundle.contract.id, [each.path for each in bundle.sources])
    if bundle.contract.kind is Kind.JSON_SCHEMA:
        from counterfoil.compile.suites.messages import message_suite

        return message_suite(bundle.api, expectations, known, package, document, types)
    from counterfoil.compile.client.limits import left_out
    from counterfoil.compile.client.methods import methods
    from counterfoil.compile.suites.http import http_suite

    operations = [each for each in bundle.api.operations if left_out(each, bundle.api) is None]
    found = methods(operations, bundle.api, types)
    return http_suite(bundle.api, expectations, known, package, document, found)
