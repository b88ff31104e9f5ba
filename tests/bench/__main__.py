"""`python -m tests.bench [DOCUMENT …] [--check]`: see `nox -s bench`."""

import argparse
import os
import sys
from collections.abc import Sequence

from ..corpus import CORPUS, DOCUMENTS, Document
from .runs import Row, run
from .table import heading, line

MOST_RATIO = 3.0
RATIO_OF = "github-rest"
MOST_PEAK = 1500.0


def main() -> int:
    """Measures, prints as it goes, and says by its exit code whether limits hold."""
    options = _parser().parse_args()
    if not CORPUS.is_dir():
        reason = f"nothing was measured: {CORPUS} is missing (COUNTERFOIL_SHARED names its parent)"
        print(reason, file=sys.stderr)
        return 2 if os.environ.get("CI") or options.check else 0
    print(heading(), flush=True)
    rows = []
    for document in _chosen(options.documents):
        rows.append(run(document))
        print(line(rows[-1]), flush=True)
    broken = [*_failed(rows), *(_over_limits(rows) if options.check else [])]
    print(*broken, sep="\n", end="\n" if broken else "", file=sys.stderr)
    return 1 if broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=sys.modules[__package__].__doc__)
    parser.add_argument(
        "documents", nargs="*", metavar="DOCUMENT", help="folders of the corpus; all without any"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=f"fail where {RATIO_OF} costs more than {MOST_RATIO} times the models alone, "
        f"or any document takes more than {MOST_PEAK:.0f} MB",
    )
    return parser


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
