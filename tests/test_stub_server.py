"""`counterfoil stub` as people start and stop it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from conftest import MINIMAL, ROOT, Monorepo
from stub_process import connected, environment, stub_process

KEY = {"X-API-Key": "development"}

Make = Callable[..., Monorepo]


def test_each_contract_has_a_port_of_its_own(monorepo: Make) -> None:
    at = two_contracts(monorepo).root
    with stub_process("--port", "0", "--port", "0", contracts=2, at=at) as running:
        assert list(running.urls) == ["pings/v1", "pongs/v2"]
        assert len({port_of(url) for url in running.urls.values()}) == 2
        assert httpx2.get(f"{running.urls['pings/v1']}/pings").status_code == 200
        assert httpx2.get(f"{running.urls['pongs/v2']}/pings").status_code == 200


def test_contracts_of_different_paths_share_a_port(monorepo: Make) -> None:
    at = two_contracts(monorepo).root
    with stub_process("--port", "0", contracts=2, at=at) as running:
        assert len({port_of(url) for url in running.urls.values()}) == 1
        assert running.urls["pongs/v2"].endswith("/api/v2")
        for url in running.urls.values():
            assert httpx2.get(f"{url}/pings").status_code == 200


def test_contracts_of_one_path_cannot_share_a_port() -> None:
    refused = stub("orders/v2", "inventory/v1", "payments/v1", "--port", "0")
    assert refused.returncode == 2
    assert "cannot share a port" in refused.stderr
    assert "both are served at /v1" in refused.stderr


def test_a_document_is_played_by_its_path(monorepo: Make) -> None:
    made = monorepo()
    with stub_process("contracts/pings/v1/openapi.yaml", "--port", "0", at=made.root) as running:
        assert list(running.urls) == ["pings/v1"]


def test_a_document_needs_no_monorepo(tmp_path: Path) -> None:
    (tmp_path / "pings.yaml").write_text(MINIMAL, "utf-8")
    with stub_process("pings.yaml", "--port", "0", at=tmp_path) as running:
        assert httpx2.get(f"{running.urls['pings/v1']}/pings").status_code == 200


def test_messages_are_no_contracts_to_play() -> None:
    refused = stub("events/order-placed/v1", "--port", "0")
    assert refused.returncode == 2
    assert "it describes a message, and a stub answers requests" in refused.stderr


def test_people_read_where_it_is_played(monorepo: Make) -> None:
    process = started("--port", "0", "--control-port", "0", at=monorepo().root)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(3)]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    said = "".join(lines) + out
    assert re.fullmatch(
        r"pings/v1  http://127\.0\.0\.1:\d+\n"
        r"control   http://127\.0\.0\.1:\d+\n"
        r"Ctrl-C stops them\n",
        said,
    )
    assert (process.returncode, err) == (0, "")


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_though_clients_hang_on(monorepo: Make, by: signal.Signals) -> None:
    argv = ("--port", "0", "--fault", "hang")
    with stub_process(*argv, at=monorepo().root) as running:
        url = running.urls["pings/v1"]
        with connected(url) as waiting, connected(url) as slow:
            waiting.sendall(b"GET /pings HTTP/1.1\r\nHost: a\r\n\r\n")
            slow.sendall(b"GET /pi")
            assert running.stop(by) == (0, "", "")


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = stub("payments/v1", "--port", str(port))
    assert refused.returncode == 2
    assert f"port {port} of 127.0.0.1 cannot be had" in refused.stderr
    assert "name another port" in refused.stderr


def test_an_address_of_another_machine_is_said() -> None:
    refused = stub("payments/v1", "--host", "192.0.2.1")
    assert refused.returncode == 2
    assert "192.0.2.1" in refused.stderr


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("order/v2",), "did you mean `orders/v2`?"),
        (("nothing.yaml",), "cannot read nothing.yaml"),
        (("orders/v2", "--fault", "fire"), "`fire` is none of the faults"),
        (("orders/v2", "--fault", "placeOder: reset"), "did you mean `placeOrder`?"),
        (("orders/v2", "--credential", "apikey=a"), "there are apiKey"),
        (("orders/v2", "--credential", "apiKey"), "write SCHEME=VALUE"),
        (("orders/v2", "--port", "70000"), "one is from 0 to 65535"),
        (("orders/v2", "--port", "0", "--port", "0"), "2 ports are too many or too few for 1"),
        (("orders/v2", "--record", "/nowhere/at/all"), "nothing can be recorded"),
        (("orders/v2", "--fautl", "reset"), "did you mean `--fault`?"),
    ],
)
def test_what_cannot_be_done_is_said(argv: tuple[str, ...], said: str) -> None:
    refused = stub(*argv)
    assert refused.returncode == 2
    assert said in " ".join(refused.stderr.split())
    assert "Traceback" not in refused.stderr


def test_a_contract_with_errors_is_not_played_and_they_are_shown(monorepo: Make) -> None:
    broken = MINIMAL.replace("#/components/schemas/Ping", "#/components/schemas/Pong")
    made = monorepo({"contracts/pings/v1/openapi.yaml": broken})
    refused = stub("pings/v1", at=made.root)
    assert refused.returncode == 2
    assert "unresolved-reference" in refused.stderr
    assert "contracts/pings/v1/openapi.yaml:13" in refused.stderr


def test_without_its_extra_it_says_what_to_install(monorepo: Make) -> None:
    code = "import sys; sys.modules['httptools'] = None; from counterfoil.cli import main; sys.exit(main())"
    refused = subprocess.run(
        [sys.executable, "-c", code, "stub"],
        cwd=monorepo().root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert refused.returncode == 2
    assert "pip install 'counterfoil[stub]'" in refused.stderr


def test_faults_of_the_command_line_befall() -> None:
    argv = ("orders/v2", "--port", "0", "--fault", "listOrders: status 503, 2 times")
    with stub_process(*argv) as running:
        statuses = [
            httpx2.get(f"{running.urls['orders/v2']}/orders", headers=KEY).status_code
            for _ in range(3)
        ]
    assert statuses == [503, 503, 200]


def test_only_the_credential_that_is_named_passes() -> None:
    with stub_process("orders/v2", "--port", "0", "--credential", "apiKey=secret=1") as running:
        url = f"{running.urls['orders/v2']}/orders"
        assert httpx2.get(url, headers={"X-API-Key": "secret=1"}).status_code == 200
        assert httpx2.get(url, headers={"X-API-Key": "another"}).status_code == 401


def test_it_records_exchanges_without_credentials(tmp_path: Path) -> None:
    file = tmp_path / "exchanges.jsonl"
    with stub_process("orders/v2", "--port", "0", "--record", str(file)) as running:
        url = running.urls["orders/v2"]
        headers = {**KEY, "Authorization": "Bearer not-to-be-told"}
        httpx2.get(f"{url}/orders?limit=2", headers=headers)
        httpx2.get(f"{url}/nothing")
        assert running.stop()[0] == 0
    first, second = map(json.loads, file.read_text("utf-8").splitlines())
    assert (first["contract"], first["operation"]) == ("orders/v2", "listOrders")
    assert first["request"]["target"] == "/v2/orders?limit=2"
    assert first["reply"]["status"] == 200
    assert first["reply"]["body"]["items"]
    assert second["reply"]["status"] == 404
    assert "development" not in file.read_text("utf-8")
    assert "not-to-be-told" not in file.read_text("utf-8")


def test_it_follows_changes_of_the_contracts_files(monorepo: Make) -> None:
    made = monorepo()
    with stub_process("--port", "0", "--reload", at=made.root) as running:
        url = running.urls["pings/v1"]
        assert httpx2.get(f"{url}/pongs").status_code == 404
        changed = MINIMAL.replace("/pings:", "/pongs:").replace("getPing", "getPong")
        made.write({"contracts/pings/v1/openapi.yaml": changed})
        assert eventually(lambda: httpx2.get(f"{url}/pongs").status_code == 200)
        made.write({"contracts/pings/v1/openapi.yaml": "openapi: [3"})
        assert running.process.stderr is not None
        while "played as before" not in running.process.stderr.readline():
            pass
        assert httpx2.get(f"{url}/pongs").status_code == 200


def test_the_same_seed_gives_the_same_bytes() -> None:
    def bodies(seed: str) -> list[bytes]:
        with stub_process("inventory/v1", "--port", "0", "--seed", seed) as running:
            wish = {"Prefer": "dynamic=true"}
            url = f"{running.urls['inventory/v1']}/products"
            return [httpx2.get(url, headers=wish).content for _ in range(3)]

    assert bodies("7") == bodies("7")


def stub(*argv: str, at: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    """A stub that is not expected to start."""
    return subprocess.run(
        [sys.executable, "-m", "counterfoil", "stub", *argv],
        cwd=at,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def started(*argv: str, at: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "counterfoil", "stub", *argv],
        cwd=at,
        env={**os.environ, **environment()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def two_contracts(monorepo: Make) -> Monorepo:
    elsewhere = MINIMAL.replace("https://pings.example.com", "https://pings.example.com/api/v2")
    return monorepo(
        {
            "contracts/pings/v1/openapi.yaml": MINIMAL,
            "contracts/pongs/v2/openapi.yaml": elsewhere.replace("1.0.0", "2.0.0"),
        }
    )


def port_of(url: str) -> int:
    return httpx2.URL(url).port or 0


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False
