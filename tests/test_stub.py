"""A stub answers as its contract says: examples first, own refusals, and what was created.

Each folder of tests/cases/stub holds a contract, requests, and the replies that are expected.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counterfoil.engine.contracts import load_file
from counterfoil.model import Bundle, Headers, Reply, Request, values_of
from counterfoil.stub.app import Stub
from counterfoil.stub.settings import Settings

CASES = Path(__file__).parent / "cases" / "stub"
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
SETTINGS = Settings(seed=1, credentials={"key": "sesame"})


def bundle_of(folder: Path) -> Bundle:
    return load_file(folder / "openapi.yaml", folder).bundles[0]


def requests_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Title and text of each request of a case."""
    text = (folder / "requests.http").read_text("utf-8")
    for block in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = block.partition("\n")
        yield title, rest


def request_of(text: str) -> Request:
    head, _, body = text.strip().partition("\n\n")
    first, *lines = head.split("\n")
    method, target = first.split(" ")
    headers = tuple((name, value) for name, _, value in (line.partition(": ") for line in lines))
    return Request(method, target, headers, body.encode())


def told(stub: Stub, folder: Path) -> Iterator[str]:
    """Each reply as text, and what is wrong with it behind `!`."""
    location = ""
    for title, text in requests_of(folder):
        request = request_of(text.replace("{{location}}", location))
        answered, _ = stub.answer(request)
        reply = answered.reply
        location = next(iter(values_of(reply.headers, "location")), location)
        location = re.sub("^https?://[^/]+", "", location)
        yield f"### {title}\n{written(reply)}"
        operation = answered.received.operation
        if operation is not None:
            for breach in stub.providers[0].terms.reply(operation, request, reply):
                yield f"! {breach.message}\n"
        yield "\n"


def written(reply: Reply) -> str:
    lines = [f"HTTP/1.1 {reply.status}", *(f"{name}: {value}" for name, value in reply.headers)]
    return "\n".join([*lines, "", *body_of(reply.headers, reply.body), ""])


def body_of(headers: Headers, body: bytes) -> list[str]:
    if not body:
        return []
    if "json" in "".join(values_of(headers, "content-type")) and not body.startswith(
        b'{"id":1,"text'
    ):
        return [json.dumps(json.loads(body), ensure_ascii=False, indent=1)]
    try:
        return [body.decode()]
    except UnicodeDecodeError:
        return [f"({len(body)} bytes)"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_requests_are_answered(folder: Path, expect: Callable[[Path, str], None]) -> None:
    stub = Stub([bundle_of(folder)], SETTINGS)
    expect(folder / "expected.http", "".join(told(stub, folder)))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_reset_stub_answers_the_same_again(folder: Path) -> None:
    stub = Stub([bundle_of(folder)], SETTINGS)
    first = list(told(stub, folder))
    stub.reset()
    assert list(told(stub, folder)) == first
