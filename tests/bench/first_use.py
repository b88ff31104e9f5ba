"""What a program waits for before its first call: CPU seconds of one import, in a process of its own.

`python first_use.py PACKAGE WHAT [ANSWER]` takes a generated package of a contract, and prints the
seconds above those of pydantic and httpx2, which every client needs.
"""

import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pydantic


class _Warm(pydantic.BaseModel):
    """pydantic loads most of itself with the first model."""

    at: int = 0


def client(package: str) -> None:
    """Nothing but the class that calls."""
    assert importlib.import_module(f"{package}.client").Client


def operation(package: str, answer: bytes) -> None:
    """A client, and one operation called, whose answer is read into models."""

    def answered(request: httpx2.Request) -> httpx2.Response:
        headers = {"content-type": "application/json"}
        return httpx2.Response(200, content=answer, headers=headers, request=request)

    made = importlib.import_module(f"{package}.client").Client
    with made("https://api.example.com", transport=httpx2.MockTransport(answered)) as calling:
        repository = calling.repos_get("octocat", "Hello-World")
    assert repository.owner.id is not None


def classes(package: str) -> None:
    """Every class of the models, each asked for by its name."""
    models = importlib.import_module(f"{package}.client.models")
    for name in dir(models):
        getattr(models, name)


def monolith(package: str) -> None:
    """The same classes in one module."""
    importlib.import_module(f"{package}.client._monolith")


def main(package: str, what: str, *answer: str) -> None:
    """Prints the seconds."""
    content = [Path(each).read_bytes() for each in answer]
    started = time.process_time()
    _WAYS[what](package, *content)
    print(time.process_time() - started)


_WAYS: dict[str, Callable[..., None]] = {
    "client": client,
    "operation": operation,
    "classes": classes,
    "monolith": monolith,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
