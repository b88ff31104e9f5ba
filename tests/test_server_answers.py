"""What a generated server sends, and what it keeps from being sent."""

import logging
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from server_packages import import_server
from server_workshop import Ask, Workshop, asking, body_of, workshop_app

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return import_server(Path(tmp_path_factory.mktemp("answers")))


@pytest.fixture
def handlers(server: ModuleType) -> Workshop:
    return Workshop(server)


@pytest.fixture
def breaches() -> list[Any]:
    return []


@pytest.fixture
def ask(server: ModuleType, handlers: Workshop, breaches: list[Any]) -> Ask:
    return asking(workshop_app(server, handlers, on_breach=breaches.append))


def test_a_reply_carries_its_status_and_declared_headers(ask: Ask) -> None:
    response = ask("POST", "/items", json={"name": "a", "tags": []})
    assert (response.status_code, body_of(response)) == (201, {"name": "a", "tags": []})
    assert response.headers["location"] == "/items/a"
    assert response.headers["x-sizes"] == "1,2"


def test_a_bare_body_is_sent_with_the_success_status(ask: Ask) -> None:
    assert body_of(ask("GET", "/items/a")) == {"name": "a"}
    assert ask("DELETE", "/items/a").status_code == 204


def test_a_documented_error_is_raised(ask: Ask, server: ModuleType, handlers: Workshop) -> None:
    def refuse(module: ModuleType) -> None:
        problem = module.models.Problem(title="None", status=404)
        raise module.errors.NotFoundError(problem, headers={"X-Why": "because"})

    handlers.answer = refuse
    response = ask("GET", "/items/a")
    assert (response.status_code, body_of(response)) == (404, {"title": "None", "status": 404})
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-why"] == "because"


def test_an_error_of_a_range_names_its_status(ask: Ask) -> None:
    response = ask("DELETE", "/items/kept")
    assert (response.status_code, body_of(response)["title"]) == (423, "Kept")


def test_an_error_carries_declared_headers(
    ask: Ask, server: ModuleType, handlers: Workshop
) -> None:
    def refuse(module: ModuleType) -> None:
        raise module.errors.ConflictError(module.models.Problem(title="Twice"), retry_after=3)

    handlers.answer = refuse
    response = ask("POST", "/items", json={"name": "a"})
    assert (response.status_code, response.headers["retry-after"]) == (409, "3")


@pytest.mark.parametrize(
    ("answer", "detail"),
    [
        (lambda server: server.models.Item.model_construct(name=""), "at least 1"),
        (lambda server: {"name": "a", "more": 1}, "more"),
        (lambda server: None, "None"),
        (lambda server: server.Reply(None, status=299), "no status 299"),
        (lambda server: _raise(server.errors.ConflictError(None)), "no status 409"),
        (
            lambda server: server.Reply(server.models.Item(name="a"), media_type="text/html"),
            "text/html",
        ),
        (
            lambda server: server.Reply(server.models.Item(name="a"), headers={"X": "a\r\nB: c"}),
            "header X",
        ),
    ],
)
def test_an_answer_that_breaks_the_contract_is_kept_back(
    ask: Ask,
    handlers: Workshop,
    breaches: list[Any],
    caplog: pytest.LogCaptureFixture,
    answer: Any,
    detail: str,
) -> None:
    handlers.answer = answer
    with caplog.at_level(logging.ERROR):
        response = ask("GET", "/items/a")
    assert response.status_code == 500
    assert body_of(response) == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
    }
    assert detail in caplog.text
    (breach,) = breaches
    assert breach.operation == "get_item"
    assert detail in breach.detail


def _raise(problem: Exception) -> None:
    raise problem


def test_a_reply_without_a_required_header_is_kept_back(ask: Ask, handlers: Workshop) -> None:
    handlers.answer = lambda server: server.Reply(server.models.Item(name="a"), status=201)
    assert ask("POST", "/items", json={"name": "a"}).status_code == 500
    handlers.answer = lambda server: server.Reply(
        server.models.Item(name="a"), status=201, headers={"Location": "/a"}
    )
    assert ask("POST", "/items", json={"name": "a"}).status_code == 201


def test_an_exception_of_a_handler_is_the_applications_own_business(
    ask: Ask, handlers: Workshop
) -> None:
    handlers.answer = lambda server: _raise(LookupError("gone"))
    with pytest.raises(LookupError, match="gone"):
        ask("GET", "/items/a")


def test_events_are_streamed(ask: Ask) -> None:
    response = ask("GET", "/events")
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.text == 'data: {"name":"one"}\n\ndata: {"name":"two\\nlines"}\n\n'


def test_lines_are_streamed(ask: Ask) -> None:
    assert ask("GET", "/lines").text == '{"name":"one"}\n{"name":"two\\nlines"}\n'


def test_a_stream_ends_where_an_item_breaks_the_contract(
    ask: Ask, handlers: Workshop, breaches: list[Any]
) -> None:
    handlers.answer = {"name": ""}
    with pytest.raises(Exception, match="watch answers 200"):
        ask("GET", "/events")
    assert len(breaches) == 1


@pytest.mark.parametrize("answer", [None, {"name": "a"}, "text", b"bytes", 3])
def test_what_is_no_stream_is_kept_back_before_it_begins(
    ask: Ask, handlers: Workshop, breaches: list[Any], answer: Any
) -> None:
    handlers.stream = lambda: answer
    assert ask("GET", "/events").status_code == 500
    assert len(breaches) == 1


def test_a_plain_list_is_streamed(ask: Ask, handlers: Workshop, server: ModuleType) -> None:
    handlers.stream = lambda: [server.models.Item(name="a")]
    assert ask("GET", "/events").text == 'data: {"name":"a"}\n\n'


def test_bytes_are_streamed(ask: Ask) -> None:
    response = ask("GET", "/items/a.json")
    assert response.text == "file of a"
    assert response.headers["content-type"] == "application/octet-stream"


def test_a_deprecated_operation_says_so_to_every_caller(ask: Ask) -> None:
    for path in ("/items/a", "/items/kept", "/items/a?unknown=1"):
        headers = ask("DELETE", path).headers
        assert headers["deprecation"] == "@1772323200"
        assert headers["sunset"] == "Mon, 01 Mar 2027 00:00:00 GMT"
    assert "deprecation" not in ask("GET", "/items/a").headers


def test_head_answers_like_get_without_a_body(ask: Ask) -> None:
    response = ask("HEAD", "/items/a")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-length"] == "12"
    assert ask("HEAD", "/events").content == b""
