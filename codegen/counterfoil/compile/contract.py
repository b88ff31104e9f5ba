"""One contract version: its packages, client and server, and the suites of its consumers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

from counterfoil.compile.memory import Memory, memory_of
from counterfoil.compile.models import draft, finished, rule_findings
from counterfoil.compile.models.answers import Answers
from counterfoil.compile.models.skeletons import skeletons
from counterfoil.compile.models.writing import MOST
from counterfoil.compile.remembered import Made
from counterfoil.compile.sides import CLIENT, SERVER, Written, write_side
from counterfoil.compile.suites import emit_suites
from counterfoil.compile.workers import ALONE, Workers, packed, unpacked
from counterfoil.engine.garbage import all_of_it_stays
from counterfoil.model import Bundle, Finding

Keep = Callable[[Memory], None]


def compile_bundle(
    bundle: Bundle,
    package: str,
    workers: Workers = ALONE,
    keep: Keep | None = None,
    known: Answers | None = None,
) -> Made:
    """What a contract version compiles into.

    Its memory is given to `keep`, where it is worth one. `known` is what the engine has answered before;
    what it answers now is added. The server of a large contract is written by a worker, if there is one.
    """
    drafted = draft(bundle.api)
    elsewhere = None
    if workers.jobs > 1 and len(bundle.api.components) > MOST:
        elsewhere = workers.submit(_server_of, packed(bundle), package)
    awaited = workers.skeletons(drafted.bodies, Answers() if known is None else known)
    models = cache(lambda: finished(drafted, awaited()))
    client = write_side(CLIENT, bundle, drafted, models, package)
    texts = [each.content for each in client.models]
    suites = emit_suites(bundle, models().client_types, texts, package)
    server = (
        write_side(SERVER, bundle, drafted, models, package) if elsewhere is None else elsewhere()
    )
    if keep is not None:
        uses = {"client": client.uses, "server": server.uses}
        memory = memory_of(bundle, models(), uses, client.asked | server.asked)
        if memory is not None:
            keep(memory)
    inputs = tuple(source.path for source in bundle.sources)
    written = (*client.around, *server.around, *client.models, *server.models)
    made = [replace(each, inputs=inputs) for each in written]
    findings = (
        *models().findings,
        *rule_findings(models()),
        *client.findings,
        *server.findings,
    )
    return [*made, *suites], list(_once(findings))


def _server_of(packed_bundle: bytes, package: str) -> Written:
    """The server of a contract, in a process of its own."""
    with all_of_it_stays():
        bundle = cast(Bundle, unpacked(packed_bundle))
        drafted = draft(bundle.api)
        models = cache(lambda: finished(drafted, skeletons(drafted.bodies)))
        return write_side(SERVER, bundle, drafted, models, package)


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Client and server may leave the same operation out; it is one finding."""
    yield from {each.fingerprint: each for each in findings}.values()
