"""A service runs as its own process while it is examined, and nothing of it is left afterwards."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT, Monorepo
from counterfoil.engine.services import Service
from counterfoil.model import CannotRun
from counterfoil.verify.running.environment import Home, Surroundings, filled, variables
from counterfoil.verify.running.family import Command, launched
from counterfoil.verify.running.logs import last_lines
from counterfoil.verify.running.provider import running
from counterfoil.verify.running.stubs import stubbed

Make = Callable[..., Monorepo]
PINGS = """\
import http.server, os, sys

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        known = self.path in ("/health", "/pings")
        kind = "application/json" if known else "application/problem+json"
        self.send_response(200 if known else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

print("listening with", os.environ.get("API_KEY"), flush=True)
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
TABLE = """\
[tool.counterfoil.service]
start = "python pings.py {port}"
ready = "/health"
provides = ["pings/v1"]
"""
MARKED = "while_it_is_examined"
FOREVER = f"import time; {MARKED} = 1; time.sleep(600)"


@pytest.fixture
def shop(monorepo: Make) -> Monorepo:
    """A monorepo with a service that keeps its one contract."""
    made = monorepo()
    made.write({"services/shop/pyproject.toml": TABLE, "services/shop/pings.py": PINGS})
    return made


def service(folder: Path, start: str, **more: object) -> Service:
    (folder / "services/shop").mkdir(parents=True, exist_ok=True)
    found = Service("shop", folder / "services/shop", start=(sys.executable, "-c", start))
    return replace(found, **more)  # type: ignore[arg-type] # as given by the test


def home(folder: Path) -> Home:
    return Home(folder, folder / "generated")


def alive(number: int) -> bool:
    """Whether a process is there, and not only its entry until somebody asks how it ended."""
    with suppress(OSError):
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def gone(number: int) -> bool:
    """Waits for the end of a process that nobody here can wait for."""
    for _ in range(1000):
        if not alive(number):
            return True
        time.sleep(0.02)
    return False


def test_service_runs_while_it_is_examined(shop: Monorepo) -> None:
    ran = shop.run("verify", "shop")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (shop.root / ".counterfoil/logs/shop.log").read_text().startswith("listening with None")
    assert (shop.root / ".counterfoil/.gitignore").read_text() == "*\n"


def test_service_has_its_port_its_folder_and_its_variables(tmp_path: Path) -> None:
    said = "import os; print(os.getcwd(), os.environ['PORT'], os.environ['DATABASE_URL'])"
    listens = (
        "import socket, time; bound = socket.create_server(('127.0.0.1', {port})); time.sleep(600)"
    )
    made = service(
        tmp_path, f"{said}; {listens}", env={"DATABASE_URL": "sqlite:///{scratch}/{port}.db"}
    )
    with running(made, {}, home(tmp_path)) as found:
        scratch, port = found.here.scratch, found.here.port
        assert scratch.is_dir()
    where = tmp_path / "services/shop"
    assert found.log.read_text() in (f"{where} {port} sqlite:///{scratch}/{port}.db\n", "")
    assert not scratch.exists()


def test_neighbours_are_found_by_their_variables(tmp_path: Path) -> None:
    urls = {
        "inventory/v1": "http://127.0.0.1:1/v1",
        "orders/v1": "http://127.0.0.1:2/v1",
        "orders/v2": "http://127.0.0.1:3/v2",
    }
    made = service(tmp_path, "", env={"STOCK": "{inventory/v1}/stock"})
    found = variables(made, home(tmp_path), Surroundings(4, tmp_path, urls))
    assert {name: found.get(name) for name in ("PORT", "STOCK", "INVENTORY_URL", "ORDERS_URL")} == {
        "PORT": "4",
        "STOCK": "http://127.0.0.1:1/v1/stock",
        "INVENTORY_URL": "http://127.0.0.1:1/v1",
        "ORDERS_URL": None,
    }
    assert found["ORDERS_V1_URL"] == "http://127.0.0.1:2/v1"
    assert found["ORDERS_V2_URL"] == "http://127.0.0.1:3/v2"


def test_own_environment_comes_first(tmp_path: Path) -> None:
    made = service(tmp_path, "")
    here = Surroundings(4, tmp_path)
    assert "/generated" in variables(made, home(tmp_path), here)["PYTHONPATH"]
    for place in (".nox/services-shop", "services/shop/.venv"):
        (tmp_path / place / "bin").mkdir(parents=True)
        found = variables(made, home(tmp_path), here)
        assert found["PATH"].split(os.pathsep)[0] == str(tmp_path / place / "bin")
        assert found["VIRTUAL_ENV"] == str(tmp_path / place)
        assert "PYTHONPATH" not in found


def test_placeholder_that_stands_for_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"`start` has the placeholder \{payments/v1\}") as refused:
        filled("{payments/v1}", service(tmp_path, ""), Surroundings(1, tmp_path), "start")
    assert refused.value.fix == "Name payments/v1 under `consumes`."


def test_service_that_exits_is_told_with_the_end_of_its_log(shop: Monorepo) -> None:
    crash = "import os; print('key', os.environ['API_KEY']); raise SystemExit('no database')"
    shop.write({"services/shop/pings.py": crash})
    shop.write({"services/shop/pyproject.toml": f'{TABLE}env = {{API_KEY = "hush-hush"}}\n'})
    ran = shop.run("verify", "shop")
    assert ran.returncode == 2
    assert "shop exited with 1 before it was ready" in ran.stderr
    assert "no database" in ran.stderr
    assert "key ***" in ran.stderr
    assert "hush-hush" not in ran.stderr


def test_service_whose_port_is_taken_is_told(shop: Monorepo, tmp_path: Path) -> None:

    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        start = TABLE.replace("{port}", str(taken))
        shop.write({"services/shop/pyproject.toml": start})
        ran = shop.run("verify", "shop")
    assert ran.returncode == 2
    assert "Address already in use" in ran.stderr


def test_service_that_listens_elsewhere_is_never_ready(tmp_path: Path) -> None:
    with (
        pytest.raises(CannotRun, match="shop was not ready") as refused,
        running(service(tmp_path, FOREVER), {}, home(tmp_path), patience=0.3),
    ):
        pass
    assert "it takes no connection" in refused.value.what
    assert "$PORT" in refused.value.fix


@pytest.mark.slow
def test_service_that_is_never_well_is_never_ready(tmp_path: Path) -> None:
    made = service(tmp_path, PINGS.replace("sys.argv[1]", "os.environ['PORT']"), ready="/unwell")
    with (
        pytest.raises(CannotRun, match="GET /unwell answered 404"),
        running(made, {}, home(tmp_path), patience=5.0),
    ):
        pass


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "shop does not say how it is started"),
        ('start = "no-such-command"', "there is no command `no-such-command`"),
        ('start = "./pings.py"', "`./pings.py` cannot be run in shop/"),
        ('provides = ["pongs/v1"]', "`provides` names pongs/v1"),
        ('states = "python \'x"', "`states` cannot be split"),
        ('start = "python {prot}"', "`start` has the placeholder {prot}"),
    ],
)
def test_what_cannot_start_is_said(shop: Monorepo, table: str, said: str) -> None:
    shop.write({"services/shop/pyproject.toml": f"[tool.counterfoil.service]\n{table}\n"})
    ran = shop.run("verify", "shop")
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_contract_that_cannot_be_read_is_told(shop: Monorepo) -> None:
    shop.write({"contracts/pings/v1/openapi.yaml": "openapi: [\n"})
    ran = shop.run("verify", "shop")
    assert ran.returncode == 2
    assert "pings/v1 cannot be read" in ran.stderr
    assert "contracts/pings/v1/openapi.yaml:" in ran.stderr


def test_stubs_say_where_they_listen(tmp_path: Path) -> None:
    lines = "\n".join(
        [
            "Listening…",
            '{"contract": "inventory/v1", "url": "http://127.0.0.1:1/v1"}',
            '{"contract": "payments/v1", "url": "http://127.0.0.1:2/v1", "control": "http://c"}',
        ]
    )
    command = Command(
        (sys.executable, "-c", f"print({lines!r}, flush=True); {FOREVER}"), tmp_path, os.environ
    )
    with stubbed(["inventory/v1", "payments/v1"], command, tmp_path / "log") as stubs:
        assert stubs.urls == {
            "inventory/v1": "http://127.0.0.1:1/v1",
            "payments/v1": "http://127.0.0.1:2/v1",
        }
        assert stubs.control == "http://c"


def test_stub_that_does_not_start_is_told(tmp_path: Path) -> None:
    command = Command((sys.executable, "-c", "raise SystemExit('no port')"), tmp_path, os.environ)
    with (
        pytest.raises(CannotRun, match="no stub of inventory/v1 can be started") as refused,
        stubbed(["inventory/v1"], command, tmp_path / "log"),
    ):
        pass
    assert refused.value.why == "it exited with 1\nno port"


FAMILY = f"""\
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {FOREVER!r}])
away = subprocess.Popen([sys.executable, "-c", {FOREVER!r}], start_new_session=True)
print(os.getpid(), child.pid, away.pid, flush=True)
time.sleep(600)
"""
STUBBORN = (
    f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); {FOREVER}"
)
linux = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere nobody knows who left the group"
)


def started(process: "subprocess.Popen[bytes]") -> list[int]:
    assert process.stdout is not None
    return [int(word) for word in process.stdout.readline().split()]


@linux
def test_whole_tree_ends_with_the_block(tmp_path: Path) -> None:
    command = Command((sys.executable, "-c", FAMILY), tmp_path, os.environ)
    with launched(command, subprocess.PIPE) as process:
        family = started(process)
        assert len(family) == 3
        assert all(map(alive, family))
    assert [number for number in family if alive(number)] == []


@linux
def test_whole_tree_ends_after_an_exception(tmp_path: Path) -> None:
    command = Command((sys.executable, "-c", FAMILY), tmp_path, os.environ)
    family: list[int] = []
    with pytest.raises(ZeroDivisionError), launched(command, subprocess.PIPE) as process:
        family += started(process)
        raise ZeroDivisionError
    assert [number for number in family if alive(number)] == []


@linux
def test_child_outlives_nobody_whose_parent_has_crashed(tmp_path: Path) -> None:
    crash = FAMILY.replace("time.sleep(600)\n", "os.abort()\n")
    command = Command((sys.executable, "-c", crash), tmp_path, os.environ)
    with launched(command, subprocess.PIPE) as process:
        family = started(process)
        process.wait()
    assert [number for number in family if alive(number)] == []


@linux
def test_process_that_does_not_stop_is_stopped(tmp_path: Path) -> None:
    command = Command((sys.executable, "-c", STUBBORN), tmp_path, os.environ)
    with launched(command, subprocess.PIPE, grace=0.1) as process:
        started(process)
    assert process.returncode == -signal.SIGKILL


def examining(made: Monorepo) -> "subprocess.Popen[bytes]":
    """counterfoil, while it waits for a service that never becomes ready."""
    made.write(
        {
            "services/shop/pings.py": FAMILY.replace(
                "print(", "print(*(each for each in os.environ if each == 'X'), "
            )
        }
    )
    return subprocess.Popen(
        [sys.executable, "-m", "counterfoil", "verify", "shop"],
        cwd=made.root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "codegen")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # Where the tests run in the background the signal is ignored, and a child would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def family_of(made: Monorepo) -> list[int]:
    """The processes of the service, once it has said which they are."""
    log = made.root / ".counterfoil/logs/shop.log"
    for _ in range(1000):
        if log.exists() and (found := log.read_text().split()):
            return [int(each) for each in found]
        time.sleep(0.02)
    raise AssertionError("the service was not started")


@linux
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_whole_tree_ends_when_counterfoil_is_told_to(shop: Monorepo, number: int) -> None:
    with examining(shop) as process:
        family = family_of(shop)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    # CPython ends by SIGINT where the interrupt met an `exec` of text, as dataclasses do while they are
    # imported; both are 130 to a shell.
    assert process.returncode in (130, -signal.SIGINT), said
    assert b"Traceback" not in said
    assert [each for each in family if alive(each)] == []


@linux
def test_service_ends_although_counterfoil_was_killed(shop: Monorepo) -> None:
    with examining(shop) as process:
        leader, child, away = family_of(shop)
        process.kill()
        process.communicate(timeout=60)
    assert gone(leader)
    assert gone(child)
    os.kill(away, signal.SIGKILL)


def test_colours_and_control_characters_are_not_shown(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"\x1b[31mred\x1b[0m\n\n\x1b]0;title\x07 \xff postgres://me:it@db/x\n" * 10)
    shown = last_lines(log)
    assert "\x1b" not in shown
    assert "me:it" not in shown
    assert shown.splitlines()[0] == "red"
    assert len(shown.splitlines()) == 12
