"""A store hands out what was put or nothing, whatever becomes of it, and never stops a run."""

import errno
import json
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import fsspec
import pytest
from fsspec.registry import known_implementations
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.engine.store import Store, key_of, open_store
from counterfoil.engine.store.addresses import masked, scheme, told
from counterfoil.engine.store.folder import Folder
from counterfoil.engine.store.frames import framed, opened
from counterfoil.engine.store.remote import Remote
from counterfoil.model import Caching, CannotRun, Config

KEY, OTHER = key_of("test", number=1), key_of("test", number=2)
CONTENT = b"what was made, and took long " * 40
KEYS = st.binary(min_size=32, max_size=32).map(bytes.hex)
PAYLOADS = st.binary(max_size=600) | st.binary(max_size=8).map(lambda each: each * 200)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)
PARTS = st.dictionaries(st.text(max_size=4), JSON, max_size=3)


def entries(root: Path) -> list[Path]:
    """Every entry in the cache of a monorepo."""
    return sorted(each for each in (root / ".counterfoil/cache").rglob("*") if each.is_file())


def at(root: Path, url: str = "", **variables: str) -> Store:
    """The store of a monorepo, as its settings and the environment have it."""
    root.mkdir(exist_ok=True)
    config = Config(root, "p", "p", cache=Caching(url=url))
    return open_store(config, {f"COUNTERFOIL_{name}": each for name, each in variables.items()})


def notes(store: Store) -> list[tuple[str, str]]:
    assert all(each.severity.value == "note" for each in store.findings)
    return [(each.rule, each.message) for each in store.findings]


# --- entries ---


@given(KEYS, st.lists(PAYLOADS, max_size=4))
def test_entry_is_read_as_it_was_written(key: str, pieces: list[bytes]) -> None:
    assert opened(key, framed(key, pieces)) == b"".join(pieces)


@given(KEYS, PAYLOADS, st.data())
def test_entry_with_flipped_bits_is_nothing_or_what_was_written(
    key: str, payload: bytes, data: st.DataObject
) -> None:
    raw = bytearray(framed(key, [payload]))
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=4)):
        raw[place] ^= data.draw(st.integers(1, 255))
    assert opened(key, bytes(raw)) in (None, payload)


@given(KEYS, PAYLOADS, st.data())
def test_entry_that_was_cut_off_or_continued_is_nothing(
    key: str, payload: bytes, data: st.DataObject
) -> None:
    raw = framed(key, [payload])
    assert opened(key, raw[: data.draw(st.integers(0, len(raw) - 1))]) is None
    assert opened(key, raw + data.draw(st.binary(min_size=1, max_size=9))) is None


@given(st.binary(max_size=300))
def test_foreign_bytes_are_nothing(raw: bytes) -> None:
    assert opened(KEY, raw) is None


@given(PAYLOADS, KEYS, KEYS)
def test_entry_of_another_key_is_nothing(payload: bytes, key: str, other: str) -> None:
    raw = framed(key, [payload])
    swapped = raw[:9] + bytes.fromhex(other) + raw[41:]
    assert opened(other, raw) in ((payload,) if key == other else (None,))
    assert opened(other, swapped) in ((payload,) if key == other else (None,))


def test_entry_that_unpacks_into_more_than_it_says_is_not_unpacked() -> None:
    raw = framed(KEY, [bytes(10_000_000)])
    short = raw[:73] + (5).to_bytes(8) + raw[81:]
    assert len(raw) < 100_000
    assert opened(KEY, raw) == bytes(10_000_000)
    assert opened(KEY, short) is None


@settings(max_examples=50)
@given(PARTS, PARTS)
def test_keys_are_equal_where_what_decides_them_is(
    one: Mapping[str, object], other: Mapping[str, object]
) -> None:
    alike = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (key_of("k", parts=one) == key_of("k", parts=other)) is alike
    assert key_of("k", parts=one) != key_of("l", parts=one)


# --- the folder of this machine ---


def test_what_was_put_is_there_for_the_next_run(tmp_path: Path) -> None:
    with at(tmp_path) as store:
        assert store.get(KEY) is None
        store.put(KEY, CONTENT)
        assert store.get(KEY) == CONTENT
    with at(tmp_path) as store:
        assert (store.get(KEY), store.get(OTHER)) == (CONTENT, None)
    assert store.facts == {"found": 1, "written": 0, "damaged": 0}
    assert (tmp_path / ".counterfoil/.gitignore").read_text("utf-8") == "*\n"
    assert notes(store) == []


def test_looking_makes_no_folder(tmp_path: Path) -> None:
    with at(tmp_path) as store:
        store.get(KEY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[:-1],
        lambda raw: raw[:30],
        lambda raw: raw[:60] + b"\x00" * 9 + raw[69:],
        lambda raw: b"<html>404</html>",
        lambda raw: framed(OTHER, [CONTENT]),
    ],
    ids=["empty", "cut", "head alone", "overwritten", "foreign", "of another key"],
)
def test_damaged_entry_is_ignored_told_and_overwritten(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    with at(tmp_path) as store:
        store.put(KEY, CONTENT)
    (entry,) = entries(tmp_path)
    entry.write_bytes(damage(entry.read_bytes()))
    with at(tmp_path) as store:
        assert (store.get(KEY), store.get(KEY)) == (None, None)
        assert notes(store) == [("cache-damaged", "1 damaged entry of the cache ignored")]
        store.put(KEY, CONTENT)
    after = at(tmp_path)
    assert after.get(KEY) == CONTENT
    assert notes(after) == []


def test_swapped_entries_are_both_ignored(tmp_path: Path) -> None:
    with at(tmp_path) as store:
        store.put(KEY, CONTENT)
        store.put(OTHER, CONTENT[::-1])
    one, other = entries(tmp_path)
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)
    assert (store.get(KEY), store.get(OTHER)) == (None, None)
    assert store.facts["damaged"] == 2


# --- bounded in size, without a clock ---


def bounded(path: Path, size: int) -> Folder:
    return Folder(path, size, partial(path.mkdir, parents=True, exist_ok=True))


def size_of(path: Path) -> int:
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=80), st.integers(0, 2**31))
def test_what_was_written_longest_ago_goes_first(sizes: list[int], seconds: int) -> None:
    limit = 1600
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cache"
        for number, size in enumerate(sizes):
            bounded(path, limit).write(f"{number:064x}", bytes(size))
            for each in path.rglob("*"):
                # Whatever the clock says, it was said of all of them, and may run backwards.
                os.utime(each, (seconds, max(0, seconds - number)))
        kept = [bool([*bounded(path, limit).read(f"{each:064x}")]) for each in range(len(sizes))]
        assert kept == sorted(kept)
        assert kept[-1]
        assert size_of(path) <= limit + max(sizes)
        assert sum(sizes) > limit * 3 // 4 - max(sizes) or all(kept)


def test_writing_anew_makes_an_entry_young(tmp_path: Path) -> None:
    folder = bounded(tmp_path / "cache", 1600)
    for number in range(60):
        folder.write(f"{number:064x}", bytes(100))
        folder.write(KEY, bytes(100))
    assert next(iter(folder.read(KEY))) == bytes(100)
    assert [*folder.read(f"{0:064x}")] == []
    assert size_of(tmp_path) <= 1700


def test_entry_larger_than_the_size_is_not_kept(tmp_path: Path) -> None:
    bounded(tmp_path / "cache", 1600).write(KEY, bytes(1601))
    assert size_of(tmp_path) == 0


def test_size_that_was_lowered_is_kept_to(tmp_path: Path) -> None:
    for number in range(60):
        bounded(tmp_path / "cache", 16_000).write(f"{number:064x}", bytes(200))
    bounded(tmp_path / "cache", 1600).write(KEY, bytes(200))
    assert size_of(tmp_path) <= 1600
    assert [*bounded(tmp_path / "cache", 1600).read(KEY)] == [bytes(200)]


def test_size_of_nothing_keeps_nothing(tmp_path: Path) -> None:
    store = open_store(Config(tmp_path, "p", "p", cache=Caching(size=0)), {})
    store.put(KEY, CONTENT)
    assert store.get(KEY) is None
    assert (list(tmp_path.iterdir()), notes(store)) == ([], [])


MANY = """
import sys
from hashlib import shake_256
from pathlib import Path
from counterfoil.engine.store import key_of, open_store
from counterfoil.model import Caching, Config

def content(number):
    # What does not shrink: so that sixty of them are more than a megabyte, and some have to go.
    return shake_256(str(number).encode()).digest(20_000)

store = open_store(Config(Path(sys.argv[1]), "p", "p", cache=Caching(size=1)), {})
for number in range(int(sys.argv[2]), int(sys.argv[2]) + 100):
    number %= 60
    found = store.get(key_of("many", number=number))
    assert found in (None, content(number)), number
    store.put(key_of("many", number=number), content(number))
assert store.findings == (), store.findings
"""


def test_many_processes_write_at_once(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", MANY, tmp_path, str(start)])
        for start in (0, 20, 40)
    ]
    assert [each.wait(120) for each in writers] == [0] * 3
    assert entries(tmp_path)
    assert all(opened(each.name, each.read_bytes()) for each in entries(tmp_path))


# --- what cannot be used is done without ---


def test_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / ".counterfoil").write_text("not a folder", "utf-8")
    store = at(tmp_path)
    store.put(KEY, CONTENT)
    assert store.get(KEY) is None
    assert (tmp_path / ".counterfoil").read_text("utf-8") == "not a folder"
    said = "the cache .counterfoil/cache cannot be written: Not a directory"
    assert notes(store) == [("cache-unusable", said)]


def test_entry_that_cannot_be_read(tmp_path: Path) -> None:
    with at(tmp_path) as store:
        store.put(KEY, CONTENT)
    (entry,) = entries(tmp_path)
    entry.unlink()
    entry.mkdir()
    store = at(tmp_path)
    store.put(OTHER, CONTENT)
    assert (store.get(KEY), store.get(OTHER)) == (None, CONTENT)
    assert [rule for rule, _ in notes(store)] == ["cache-unusable"]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="there is no folder nobody may write")
def test_folder_that_nobody_may_write(tmp_path: Path) -> None:
    (tmp_path / ".counterfoil").symlink_to("/proc/self/task")
    store = at(tmp_path)
    store.put(KEY, CONTENT)
    store.put(OTHER, CONTENT)
    assert store.get(KEY) is None
    (note,) = notes(store)
    assert note[0] == "cache-unusable"
    assert "cannot be written" in note[1]


FULL = """
import resource, signal, sys
from pathlib import Path
from counterfoil.engine.store import open_store, key_of
from counterfoil.model import Config

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(Config(Path(sys.argv[1]), "p", "p"), {})
store.put(key_of("before"), bytes(range(256)) * 4)
resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))
store.put(key_of("too large"), b"".join(bytes.fromhex(key_of("x", n=n)) for n in range(99)))
store.put(key_of("after"), b"small")
print([(each.rule, each.message) for each in store.findings])
print(store.get(key_of("before")) is not None, store.get(key_of("too large")), store.facts)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="files have no largest size there")
def test_disk_that_takes_no_more_leaves_no_half_file(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL, tmp_path], capture_output=True, text=True, check=True
    )
    said, found = ran.stdout.splitlines()
    why = os.strerror(errno.EFBIG)
    assert said == str(
        [("cache-unusable", f"the cache .counterfoil/cache cannot be written: {why}")]
    )
    assert found == "True None {'found': 1, 'written': 1, 'damaged': 0}"
    assert [each.name for each in entries(tmp_path)] == [key_of("before")]


# --- shared ---


@pytest.fixture
def memory() -> Iterator[str]:
    """The address of an empty place in the memory of this process."""
    name = uuid.uuid4().hex
    yield f"memory://{name}/cache"
    files = fsspec.filesystem("memory")
    if files.exists(f"/{name}"):
        files.rm(f"/{name}", recursive=True)


@pytest.mark.parametrize("kind", ["memory", "folder", "relative folder", "file"])
def test_what_one_machine_put_another_has(tmp_path: Path, memory: str, kind: str) -> None:
    shared = tmp_path / "shared"
    url = {
        "memory": memory,
        "folder": str(shared),
        "relative folder": "../shared",
        "file": shared.as_uri(),
    }[kind]
    with at(tmp_path / "one", url, CACHE_WRITE="1") as store:
        store.put(KEY, CONTENT)
        assert store.get(OTHER) is None
    with at(tmp_path / "other", url) as store:
        store.ask((KEY, OTHER))
        assert (store.get(KEY), store.get(OTHER)) == (CONTENT, None)
        assert notes(store) == []
    # From then on it is here.
    assert at(tmp_path / "other").get(KEY) == CONTENT
    assert shared.exists() is (kind != "memory")
    assert not list(shared.rglob("*.part"))


def test_who_may_not_write_only_reads(tmp_path: Path) -> None:
    url = str(tmp_path / "shared")
    with at(tmp_path / "fork", url) as store:
        store.put(KEY, CONTENT)
    with at(tmp_path / "fork", url, CACHE_WRITE="0") as store:
        store.put(OTHER, CONTENT)
    assert not (tmp_path / "shared").exists()
    written = Config(tmp_path, "p", "p", cache=Caching(url=url, write=True))
    with open_store(written, {"COUNTERFOIL_CACHE_WRITE": "false"}) as store:
        store.put(KEY, CONTENT)
    assert not (tmp_path / "shared").exists()
    with open_store(written, {}) as store:
        store.put(KEY, CONTENT)
    assert (tmp_path / "shared").exists()


def test_damaged_entry_of_others_is_ignored_and_written_over(tmp_path: Path) -> None:
    url = str(tmp_path / "shared")
    with at(tmp_path / "one", url, CACHE_WRITE="1") as store:
        store.put(KEY, CONTENT)
    (entry,) = (each for each in (tmp_path / "shared").rglob("*") if each.is_file())
    assert entry.relative_to(tmp_path / "shared").as_posix() == f"{KEY[:2]}/{KEY}"
    entry.write_bytes(entry.read_bytes()[:-1])
    with at(tmp_path / "other", url, CACHE_WRITE="1") as store:
        assert store.get(KEY) is None
        assert [rule for rule, _ in notes(store)] == ["cache-damaged"]
        assert entries(tmp_path / "other") == []
        store.put(KEY, CONTENT)
    assert at(tmp_path / "third", url).get(KEY) == CONTENT


def test_address_of_the_environment_comes_first(tmp_path: Path) -> None:
    with at(tmp_path / "one", str(tmp_path / "a"), CACHE=str(tmp_path / "b"), CACHE_WRITE="1") as s:
        s.put(KEY, CONTENT)
    assert (tmp_path / "b").exists()
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("off", ["off", "OFF", " off "])
def test_caches_are_switched_off_by_the_environment(tmp_path: Path, off: str) -> None:
    with at(tmp_path, str(tmp_path / "shared"), CACHE=off, CACHE_WRITE="1") as store:
        store.put(KEY, CONTENT)
        assert store.get(KEY) is None
    assert list(tmp_path.iterdir()) == []


def test_wrong_address_or_variable_cannot_run(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="COUNTERFOIL_CACHE_WRITE is 'perhaps'"):
        at(tmp_path, CACHE_WRITE="perhaps")
    with pytest.raises(CannotRun, match="cannot be written"):
        at(tmp_path, "https://cache.example.com", CACHE_WRITE="1")
    with pytest.raises(CannotRun) as refused:
        at(tmp_path, "nosuch://ann:s3cret@example.com/cache?token=t0ken")
    assert "nosuch://…@example.com/cache?…" in str(refused.value)
    assert "Protocol not known: nosuch" in str(refused.value)
    assert not {"s3cret", "t0ken", "ann"} & set(str(refused.value).replace("@", " ").split())


def test_missing_library_is_named_with_its_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = {"class": "no_such_files.Files", "err": "Install no_such_files"}
    monkeypatch.setitem(known_implementations, "nosuch", missing)
    with pytest.raises(CannotRun) as refused:
        at(tmp_path, "nosuch://bucket/cache")
    assert refused.value.why == "the package no_such_files is not installed"
    assert refused.value.fix == "pip install no_such_files"


# --- over HTTP ---


class Answers:
    """What a server over HTTP has, how it answers, and what it was asked."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.status = 200
        self.asked: list[tuple[str, str]] = []
        self.hold = threading.Event()
        self.hold.set()


@pytest.fixture
def served() -> Iterator[tuple[str, Answers]]:
    """The authority of a server on this machine, and what it has."""
    answers = Answers()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # named by http.server
            answers.asked.append((self.path, self.headers.get("Authorization", "")))
            answers.hold.wait(30)
            body = answers.files.get(self.path.partition("?")[0])
            status = answers.status if body is not None or answers.status != 200 else 404
            self.send_response(status)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # so named there
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}", answers
    answers.hold.set()
    server.shutdown()
    server.server_close()


def test_entry_is_read_over_http(tmp_path: Path, served: tuple[str, Answers]) -> None:
    authority, answers = served
    answers.files[f"/cache/{KEY[:2]}/{KEY}"] = framed(KEY, [CONTENT])
    with at(tmp_path, f"http://ann:s3cret@{authority}/cache/?sig=a%2Fb") as store:
        assert (store.get(KEY), store.get(OTHER)) == (CONTENT, None)
    assert notes(store) == []
    path, authorization = answers.asked[0]
    assert path == f"/cache/{KEY[:2]}/{KEY}?sig=a%2Fb"
    assert authorization.startswith("Basic ")


@pytest.mark.parametrize("status", [401, 403, 500, 503])
def test_server_that_refuses_is_left_alone(
    tmp_path: Path, served: tuple[str, Answers], status: int
) -> None:
    authority, answers = served
    answers.status = status
    with at(tmp_path, f"http://ann:s3cret@{authority}/cache?sig=t0ken") as store:
        assert [store.get(key_of("k", n=each)) for each in range(20)] == [None] * 20
    assert len(answers.asked) == 1
    ((rule, message),) = notes(store)
    assert (rule, str(status) in message) == ("cache-unusable", True)
    assert not [each for each in ("ann", "s3cret", "t0ken") if each in message]
    store.put(KEY, CONTENT)
    assert store.get(KEY) == CONTENT


def test_server_that_is_not_there_is_left_alone(tmp_path: Path) -> None:
    with at(tmp_path, "http://ann:s3cret@127.0.0.1:9/cache?sig=t0ken") as store:
        assert store.get(KEY) is None
    ((rule, message),) = notes(store)
    assert rule == "cache-unusable"
    assert "the cache http://…@127.0.0.1:9/cache?… was left alone" in message
    assert not [each for each in ("ann", "s3cret", "t0ken") if each in message]


def test_page_that_is_no_entry_is_ignored(tmp_path: Path, served: tuple[str, Answers]) -> None:
    authority, answers = served
    answers.files[f"/{KEY[:2]}/{KEY}"] = b"<html>please log in</html>"
    with at(tmp_path, f"http://{authority}") as store:
        assert store.get(KEY) is None
    assert [rule for rule, _ in notes(store)] == ["cache-damaged"]


class Holding:
    """A shared place that does not answer until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.written: list[str] = []

    def read(self, key: str) -> bytes | None:
        self.go.wait(30)
        return framed(key, [CONTENT])

    def write(self, key: str, raw: bytes) -> None:
        self.go.wait(30)
        self.written.append(key)


def test_nobody_waits_for_what_does_not_answer() -> None:
    shared = Holding()
    start = time.monotonic()
    with Store(None, Remote(shared, "s3://bucket", patience=0.05), writes=True) as store:
        store.ask(key_of("k", n=each) for each in range(200))
        assert [store.get(key_of("k", n=each)) for each in range(200)] == [None] * 200
        store.put(KEY, CONTENT)
    assert time.monotonic() - start < 20
    assert notes(store) == [
        ("cache-unusable", "the cache s3://bucket was left alone: no answer in 0.05 s")
    ]
    shared.go.set()


def test_writing_that_does_not_end_is_left_alone() -> None:
    shared = Holding()
    with Store(None, Remote(shared, "s3://bucket", patience=0.05), writes=True) as store:
        for each in range(40):
            store.put(key_of("k", n=each), CONTENT)
    assert [rule for rule, _ in notes(store)] == ["cache-unusable"]
    shared.go.set()


def test_everything_is_written_before_a_run_ends() -> None:
    shared = Holding()
    threading.Timer(0.1, shared.go.set).start()
    with Store(None, Remote(shared, "s3://bucket"), writes=True) as store:
        for each in range(40):
            store.put(key_of("k", n=each), CONTENT)
    assert len(shared.written) == 40
    assert notes(store) == []


STUCK = """
import sys, threading
from counterfoil.engine.store import Store, key_of
from counterfoil.engine.store.remote import Remote

class Stuck:
    def read(self, key): threading.Event().wait()
    def write(self, key, raw): threading.Event().wait()

store = Store(None, Remote(Stuck(), "s3://bucket", patience=0.05))
print(store.get(key_of("k")), len(store.findings))
"""


def test_what_never_answers_does_not_keep_the_process() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", STUCK], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout == "None 1\n"


def test_interrupted_run_does_not_wait() -> None:
    shared = Holding()
    start = time.monotonic()
    with (
        pytest.raises(KeyboardInterrupt),
        Store(None, Remote(shared, "s3://bucket", patience=30), writes=True) as store,
    ):
        store.put(KEY, CONTENT)
        raise KeyboardInterrupt
    assert time.monotonic() - start < 20
    shared.go.set()


# --- addresses ---

SECRET = st.text("abcdefghijklmnopqrstuvwxyz0123456789%-_.~!$", min_size=6, max_size=12).filter(
    lambda each: each.isascii() and each not in "example.com/cache"
)


@given(SECRET, SECRET, SECRET)
def test_nothing_secret_of_an_address_is_shown(user: str, password: str, token: str) -> None:
    address = f"https://{user}:{password}@h/c?sig={token}"
    quoted = [
        f"403, message='Forbidden', url='{address}'",
        f"no host {address} ({password}), tried {token}",
        f"<{address}>",
    ]
    for each in (masked(address), *(told(OSError(said), address) for said in quoted)):
        hidden = each.replace("OSError", "").replace("Forbidden", "").replace("message", "")
        assert password not in hidden, each
        assert token not in hidden, each


def test_address_without_secrets_is_shown_as_it_is() -> None:
    for each in ("s3://bucket/cache", "/srv/cache", "https://example.com/cache"):
        assert masked(each) == each
    assert (scheme("gs://a"), scheme("/a/b"), scheme("")) == ("gs", "", "")


def test_store_that_has_ended_leaves_no_thread() -> None:
    before = threading.active_count()
    for _ in range(3):
        shared = Holding()
        shared.go.set()
        with Store(None, Remote(shared, "s3://bucket"), writes=True) as store:
            store.put(KEY, CONTENT)
            assert store.get(OTHER) == CONTENT
    deadline = time.monotonic() + 20
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() == before
