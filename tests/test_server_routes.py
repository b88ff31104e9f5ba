"""Paths, methods, credentials, and the applications that a generated server mounts into."""

from pathlib import Path
from types import ModuleType

import pytest
from fastapi import APIRouter, FastAPI
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from server_packages import import_server
from server_workshop import Ask, Workshop, asking, authenticate, body_of, workshop_app


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return import_server(Path(tmp_path_factory.mktemp("routes")))


@pytest.fixture
def ask(server: ModuleType) -> Ask:
    return asking(workshop_app(server, Workshop(server)))


@pytest.mark.parametrize(
    ("method", "path", "text"),
    [
        ("GET", "/items/newest", "newest"),
        ("GET", "/items/oldest", '{"name":"oldest"}'),
        ("GET", "/items/%6Eewest", "newest"),
        ("GET", "/items/a.json", "file of a"),
        ("GET", "/items/a.b.json", "file of a.b"),
        ("POST", "/items/a:cancel", "cancelled a"),
        ("POST", "/items/a%3Acancel", "cancelled a"),
        ("POST", "/items/a:b:cancel", "cancelled a:b"),
        ("GET", "/items/a%2Fb", '{"name":"a/b"}'),
        ("GET", "/items/a+b%20c", '{"name":"a+b c"}'),
        ("GET", "/items/caf%C3%A9", '{"name":"café"}'),
        ("GET", "/items/%252F", '{"name":"%2F"}'),
        ("GET", "/items/a,b;c=d", '{"name":"a,b;c=d"}'),
    ],
)
def test_a_path_finds_its_operation(ask: Ask, method: str, path: str, text: str) -> None:
    response = ask(method, path)
    assert (response.status_code, response.text) == (200, text)


@pytest.mark.parametrize("path", ["/", "/itemss", "/items/a/b", "/items/", "/items/a%2Fb/"])
def test_an_unknown_path_is_not_found(server: ModuleType, path: str) -> None:
    app = workshop_app(server, Workshop(server))
    app.router.redirect_slashes = False
    assert asking(app)("GET", path).status_code == 404


def test_a_path_parameter_that_is_not_text_is_refused(ask: Ask) -> None:
    assert ask("GET", "/items/%FF").status_code == 400


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/items", "GET, HEAD, POST"),
        ("POST", "/items/a", "DELETE, GET, HEAD"),
        ("DELETE", "/items/newest", "GET, HEAD"),
        ("GET", "/items/a:cancel", "POST"),
        ("OPTIONS", "/items", "GET, HEAD, POST"),
    ],
)
def test_a_method_that_a_path_lacks_is_not_allowed(
    ask: Ask, method: str, path: str, allow: str
) -> None:
    response = ask(method, path)
    assert (response.status_code, response.headers["allow"]) == (405, allow)
    assert response.headers["content-type"] == "application/problem+json"


def test_a_route_of_the_service_may_add_a_method(server: ModuleType) -> None:
    async def purge(request: object) -> PlainTextResponse:
        return PlainTextResponse("purged")

    routes = server.routes(Workshop(server), authenticate=authenticate)
    app = Starlette(routes=[*routes, Route("/items", purge, methods=["PURGE"])])
    assert asking(app)("PURGE", "/items").text == "purged"
    assert asking(app)("PUT", "/items").status_code == 405


def _mounted(server: ModuleType) -> dict[str, Starlette]:
    def routes() -> list[object]:
        return server.routes(Workshop(server), authenticate=authenticate)  # type: ignore[no-any-return]

    included = FastAPI()
    included.include_router(APIRouter(routes=routes()), prefix="/v1")  # type: ignore[arg-type]
    mounted = FastAPI()
    mounted.mount("/v1", Starlette(routes=routes()))  # type: ignore[arg-type]
    return {
        "Starlette Mount": Starlette(routes=[Mount("/v1", routes=routes())]),  # type: ignore[arg-type]
        "FastAPI mount": mounted,
        "FastAPI include_router": included,
    }


@pytest.mark.parametrize("how", ["Starlette Mount", "FastAPI mount", "FastAPI include_router"])
def test_it_mounts_below_a_prefix(server: ModuleType, how: str) -> None:
    ask = asking(_mounted(server)[how])
    assert ask("GET", "/v1/items/a%2Fb").text == '{"name":"a/b"}'
    assert ask("GET", "/v1/items/newest").text == "newest"
    assert ask("PUT", "/v1/items").status_code == 405
    assert ask("GET", "/items/a").status_code == 404
    assert ask("GET", "/v1/nothing").status_code == 404


def test_it_stands_beside_the_paths_of_a_fastapi_application(server: ModuleType) -> None:
    app = FastAPI(routes=server.routes(Workshop(server), authenticate=authenticate))

    @app.get("/health")
    def health() -> str:
        return "well"

    ask = asking(app)
    assert ask("GET", "/items/a").text == '{"name":"a"}'
    assert ask("GET", "/health").text == '"well"'
    assert "/health" in body_of(ask("GET", "/openapi.json"))["paths"]


BEARER = {"authorization": "Bearer t"}


@pytest.mark.parametrize(
    ("path", "options", "text"),
    [
        ("/account?api_key=k", {"headers": BEARER}, "account of machine"),
        ("/account", {"auth": ("ada", "secret")}, "account of ada"),
        ("/greeting", {"auth": ("ada", "secret")}, "hello ada"),
        ("/greeting", {}, "hello None"),
        ("/greeting", {"auth": ("ada", "wrong")}, "hello None"),
    ],
)
def test_whoever_presents_one_alternative_is_admitted(
    ask: Ask, path: str, options: dict[str, object], text: str
) -> None:
    assert ask("GET", path, **options).text == text


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/account", {}),
        ("/account?api_key=k", {}),
        ("/account", BEARER),
        ("/account?api_key=k", {"authorization": "Basic t"}),
        ("/account?api_key=other", BEARER),
        ("/account?api_key=k&api_key=k", BEARER),
        ("/account", {"authorization": "Basic !!!"}),
    ],
)
def test_whoever_presents_none_is_not_admitted(
    ask: Ask, path: str, headers: dict[str, str]
) -> None:
    response = ask("GET", path, headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith('ApiKey realm="')
    assert 'Basic realm="' in response.headers["www-authenticate"]
    assert set(body_of(response)) == {"code", "errors", "message"}


def test_credentials_that_do_not_suffice_are_forbidden(server: ModuleType) -> None:
    async def limited(request: object, credentials: object) -> None:
        raise server.Forbidden("read only")

    ask = asking(workshop_app(server, Workshop(server), authenticate=limited))
    response = ask("GET", "/account", auth=("ada", "secret"))
    assert (response.status_code, body_of(response)["detail"]) == (403, "read only")


def test_a_secured_contract_is_not_mounted_without_authentication(server: ModuleType) -> None:
    with pytest.raises(TypeError, match="authenticate"):
        server.routes(Workshop(server))
    with pytest.raises(TypeError, match=r"secures 2 operations \(account, greet\)"):
        server.routes(Workshop(server), authenticate=None)


def test_handlers_that_lack_a_method_are_not_mounted(server: ModuleType) -> None:
    with pytest.raises(TypeError, match="lack list_items, add_item"):
        server.routes(object(), authenticate=authenticate)
