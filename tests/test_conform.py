"""Exchanges are judged by their contract: what is wrong, in a sentence, at the author's line.

Each folder of tests/cases/conform holds a contract, exchanges, and what is expected of them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from counterfoil.engine.conform import Breach, Terms, finding_of
from counterfoil.engine.contracts import load_file
from counterfoil.engine.rules import rules
from counterfoil.engine.wire import Match, Routes, base_path
from counterfoil.model import Bundle, Exchange, Headers, Reply, Request

CASES = Path(__file__).parent / "cases" / "conform"
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())


@dataclass(frozen=True, slots=True)
class Told:
    """An exchange of a case, and what it shows."""

    title: str
    exchange: Exchange


def exchanges(folder: Path) -> Iterator[Told]:
    """The exchanges of a case; each is a title behind `###`, a request and a reply."""
    text = (folder / "exchanges.http").read_text("utf-8")
    for block in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = block.partition("\n")
        asked, answered = re.split(r"^HTTP/1\.1 ", rest, flags=re.MULTILINE)
        method, target, headers, body = message(asked)
        status, _, reply_headers, reply_body = message(answered)
        request = Request(method, target, headers, body)
        yield Told(title, Exchange(request, Reply(int(status), reply_headers, reply_body)))


def message(text: str) -> tuple[str, str, Headers, bytes]:
    """The two words of a first line, the headers and the body."""
    head, _, body = text.partition("\n\n")
    first, *lines = head.strip().split("\n")
    word, _, other = first.partition(" ")
    headers = tuple((name, value) for name, _, value in (line.partition(": ") for line in lines))
    form = any("multipart" in value for _, value in headers)
    written = body.strip("\n").replace("\n", "\r\n" if form else "\n")
    return word, other, headers, written.encode()


def bundle_of(folder: Path) -> Bundle:
    path = next(folder.glob("*.yaml"))
    return load_file(path, folder).bundles[0]


def judged(bundle: Bundle, terms: Terms, exchange: Exchange) -> Iterator[tuple[Match, Breach]]:
    request = exchange.request
    match = Routes(bundle.api, base_path(bundle.api)).match(request.method, request.target)
    assert isinstance(match, Match)
    for breach in terms.request(match.operation, request, match.path_values).breaches:
        yield match, breach
    for breach in terms.reply(match.operation, request, exchange.reply):
        yield match, breach


def told(bundle: Bundle, folder: Path) -> Iterator[str]:
    terms = Terms(bundle)
    for each in exchanges(folder):
        yield f"### {each.title}"
        for match, breach in judged(bundle, terms, each.exchange):
            finding = finding_of(bundle, match.operation, breach, each.exchange)
            at = finding.at
            yield f"{at.path}:{at.line}:{at.column}: {finding.severity}: {finding.rule}"
            yield f"    {finding.message}"
            yield f"    {breach.where}{breach.pointer} | {finding.subject} | {at.pointer}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_exchanges_are_judged(folder: Path, expect: Callable[[Path, str], None]) -> None:
    expect(folder / "expected.txt", "\n".join(told(bundle_of(folder), folder)) + "\n")
