"""The command line, as its own process: exit codes, messages, formats, and what it leaves alone."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import MINIMAL, ROOT, Monorepo
from counterfoil.cli import VERBS

Make = Callable[..., Monorepo]
UNREADABLE = {"contracts/pings/v1/openapi.yaml": "openapi: 3.1.0\ninfo: [\n"}


def test_help_is_quick() -> None:
    def once() -> float:
        # Processor time: the claim is about the command, not about what else the machine is doing.
        before = os.times()
        subprocess.run(
            [sys.executable, "-m", "counterfoil", "--help"], check=True, capture_output=True
        )
        after = os.times()
        return sum(after[2:4]) - sum(before[2:4])

    assert min(once() for _ in range(5)) <= 0.25


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_and_option_has_help(monorepo: Make, verb: str) -> None:
    helped = monorepo().run(verb, "--help")
    assert helped.returncode == 0
    assert "-C DIR" in helped.stdout


@pytest.mark.parametrize("verb", ["lint", "generate", "verify"])
def test_clean_monorepo_exits_0_and_says_what_it_proved(monorepo: Make, verb: str) -> None:
    made = monorepo()
    made.run("generate")
    ran = made.run(verb)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "1 contract (1 operation, " in ran.stdout


def test_verify_says_what_it_does_not_cover(monorepo: Make) -> None:
    made = monorepo()
    made.run("generate")
    facts = json.loads(made.run("verify", "--format", "json").stdout)["facts"]
    (missing,) = facts["not_covered"]
    assert missing.startswith("compatibility: ")
    assert "is in no git repository; run `git init`" in missing


def test_lint_exits_1_on_an_error(monorepo: Make) -> None:
    made = monorepo({"contracts/pings/v1/openapi.yaml": MINIMAL.replace("/pings:", "/pings/{id}:")})
    ran = made.run("lint")
    assert ran.returncode == 1
    assert "contracts/pings/v1/openapi.yaml:8:5: error[path-parameter-undeclared]" in ran.stdout


def test_rule_switched_off_is_silent(monorepo: Make) -> None:
    broken = {"contracts/pings/v1/openapi.yaml": MINIMAL.replace("/pings:", "/pings/{id}:")}
    made = monorepo(broken, '[tool.counterfoil.rules]\npath-parameter-undeclared = "off"\n')
    assert made.run("lint").returncode == 0


def test_nothing_changed_compiles_nothing_and_still_names_what_was_left_out(monorepo: Make) -> None:
    odd = "operationId: getPing\n      parameters: [{name: q, in: query, style: label, schema: {}}]"
    made = monorepo(
        {"contracts/pings/v1/openapi.yaml": MINIMAL.replace("operationId: getPing", odd)}
    )
    first, second = (json.loads(made.run("generate", "--format", "json").stdout) for _ in range(2))
    assert (first["facts"]["compiled"], second["facts"]["compiled"]) == (True, False)
    assert first["findings"] == second["findings"]
    (left_out,) = second["findings"]
    assert (left_out["rule"], left_out["at"]["line"]) == ("operation-left-out", 8)


@pytest.mark.parametrize("changed", ["pyproject.toml", "sample_contracts/py.typed"])
def test_edited_file_is_compiled_anew(monorepo: Make, changed: str) -> None:
    made = monorepo()
    made.run("generate")
    before = contents(made.root / "generated")
    (made.root / "generated" / changed).write_text("# edited\n", "utf-8")
    facts = json.loads(made.run("generate", "--format", "json").stdout)["facts"]
    assert (facts["compiled"], facts["replaced"]) == (True, [changed])
    assert contents(made.root / "generated") == before


@pytest.mark.parametrize("verb", ["lint", "generate", "drift", "verify"])
def test_unreadable_contract_exits_1_and_leaves_what_was_generated(
    monorepo: Make, verb: str
) -> None:
    made = monorepo()
    made.run("generate")
    before = contents(made.root / "generated")
    made.write(UNREADABLE)
    ran = made.run(verb)
    assert ran.returncode == 1
    assert "contracts/pings/v1/openapi.yaml:" in ran.stdout
    assert "Traceback" not in ran.stderr
    assert contents(made.root / "generated") == before


@pytest.mark.parametrize("verb", ["lint", "generate", "drift", "verify"])
def test_no_setting_makes_an_unreadable_contract_look_clean(monorepo: Make, verb: str) -> None:
    settings = '[tool.counterfoil.rules]\nmalformed-document = "off"\n'
    ran = monorepo(UNREADABLE, settings).run(verb)
    assert ran.returncode == 1
    assert "error[malformed-document]" in ran.stdout


def test_drift_is_found_and_nothing_is_written(monorepo: Make) -> None:
    made = monorepo()
    ran = made.run("drift")
    assert ran.returncode == 1
    assert "artifact-missing" in ran.stdout
    assert not (made.root / "generated").exists()


def test_no_contracts_is_exit_2(monorepo: Make) -> None:
    ran = monorepo({}).run("lint")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("cannot run: there is no folder contracts/\n")


def test_refusal_in_json_is_on_both_streams(monorepo: Make) -> None:
    ran = monorepo({}).run("lint", "--format", "json")
    assert ran.returncode == 2
    assert json.loads(ran.stdout)["facts"]["cannot_run"]["what"] in ran.stderr


def test_outside_any_monorepo_the_fix_is_init(tmp_path: Path) -> None:
    ran = Monorepo(tmp_path).run("lint")
    assert ran.returncode == 2
    assert "counterfoil init" in ran.stderr


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (["lnit"], "did you mean `lint`?"),
        (["lint", "--fromat", "json"], "did you mean `--format`?"),
        (["lint", "--format", "jsn"], "did you mean --format json?"),
        (["lint", "-C", "elsewhere"], "there is no folder elsewhere"),
        (["lint", "--output", "no/such/report.txt"], "there is no folder no/such"),
        (["explain", "operation-id-mising"], "the nearest is `operation-id-missing`"),
        ([], "VERB"),
    ],
)
def test_mistyped_command_names_the_remedy(monorepo: Make, argv: list[str], hint: str) -> None:
    ran = monorepo().run(*argv)
    assert ran.returncode == 2
    assert hint in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("settings", "hint"),
    [
        ('contract = "x"', "did you mean `contracts`?"),
        ('distribution = "-x"', "`distribution` is '-x', which pip cannot install"),
        ('contracts = "../elsewhere"', "no folder inside the repository"),
        ('generated = "contracts/generated"', "one holds the other"),
        ("coverage = 90", "`coverage` is 90, which is no share"),
        ('coverage = "all"', "`coverage` is 'all', which is no share"),
        ("generated = 1", "`generated` is 1, not text"),
        ('rules = "off"', "`rules` is not a table"),
        (
            '[tool.counterfoil.rules]\nowner-missing = "fatal"',
            "use one of error, warning, note, off",
        ),
        ('[tool.counterfoil.rules]\nowner-mising = "off"', "the nearest is `owner-missing`"),
        ('[[tool.counterfoil.waivers]]\nfingerprint = "1"', "sixteen hex digits"),
        ('[[tool.counterfoil.waivers]]\nfinger = "1"', "did you mean `fingerprint`?"),
        ("package = ", "is not TOML"),
        ("compat = 1", "`compat` is not a table"),
        ("cache = true", "`cache` is not a table"),
        ('[tool.counterfoil.cache]\nurls = "x"', "did you mean `url`?"),
        ("[tool.counterfoil.cache]\nurl = 1", "`cache.url` is 1, not text"),
        ('[tool.counterfoil.cache]\nwrite = "yes"', "`cache.write` is 'yes'"),
        ("[tool.counterfoil.cache]\nsize = -1", "`cache.size` is -1"),
        ('[tool.counterfoil.compat]\nbase = "x"', "did you mean `baseline`?"),
        ("[tool.counterfoil.compat]\nbaseline = 1", "`compat.baseline` is 1, not text"),
        ("[tool.counterfoil.compat]\nmode = 1", "`compat.mode` is 1, not text"),
        ("[tool.counterfoil.compat]\nreleased = []", "`compat.released` is [], not text"),
        ('[tool.counterfoil.compat]\nmodes = "FULL"', "`compat.modes` is no table of texts"),
        ('[tool.counterfoil.compat]\nwithout = "x"', "`compat.without` is 'x', no list of texts"),
        ('[tool.counterfoil.compat]\nunknown = "off"', "use one of error, warning, note"),
        ('[tool.counterfoil.compat]\nnotice = {stable = "90"}', "stable = 90, in days"),
        ("[tool.counterfoil.compat]\nnotice = {stable = -1}", "stable = 90, in days"),
    ],
)
def test_wrong_setting_is_exit_2_with_its_remedy(monorepo: Make, settings: str, hint: str) -> None:
    ran = monorepo(settings=settings).run("lint")
    assert ran.returncode == 2
    assert hint in ran.stderr


def test_waiver_holds_until_its_day(monorepo: Make) -> None:
    broken = {"contracts/pings/v1/openapi.yaml": MINIMAL.replace("/pings:", "/pings/{id}:")}
    made = monorepo(broken)
    found = json.loads(made.run("lint", "--format", "json").stdout)["findings"]
    table = "[[tool.counterfoil.waivers]]\nfingerprint = '{}'\nreason = 'agreed'\nuntil = {}\n"
    (error,) = (each for each in found if each["severity"] == "error")
    for until, code in (("2999-01-01", 0), ("2001-01-01", 1)):
        again = monorepo(broken, table.format(error["fingerprint"], until))
        assert again.run("lint").returncode == code


def test_runs_from_a_subfolder_and_from_elsewhere(monorepo: Make) -> None:
    made = monorepo()
    assert made.run("lint", at="contracts/pings/v1").returncode == 0
    elsewhere = Monorepo(ROOT)
    assert elsewhere.run("-C", str(made.root), "lint").stdout.count("1 contract") == 1
    assert elsewhere.run("lint", "--root", str(made.root / "contracts")).returncode == 0


def test_services_own_table_is_not_taken_for_the_monorepos(monorepo: Make) -> None:
    made = monorepo()
    made.write({"services/shop/pyproject.toml": "[tool.counterfoil.service]\n"})
    assert made.run("lint", at="services/shop").returncode == 0


def test_output_file_gets_the_report_and_the_terminal_the_text(monorepo: Make) -> None:
    made = monorepo()
    ran = made.run("lint", "--format", "sarif", "--output", "a report.sarif")
    assert json.loads((made.root / "a report.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert ran.stdout.startswith("holds  ")


def test_reader_that_goes_away_is_no_crash(monorepo: Make) -> None:
    made = monorepo()
    piped = f"'{sys.executable}' -m counterfoil explain; echo code $? >&2"
    ran = subprocess.run(
        ["bash", "-c", f"( {piped} ) | true"],
        cwd=made.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == "code 0\n"


@pytest.mark.skipif(os.name != "posix", reason="needs a named pipe")
def test_ctrl_c_is_130_and_one_line(monorepo: Make) -> None:
    made = monorepo({"contracts/pings/v1/.keep": ""})
    endless = made.root / "contracts/pings/v1/openapi.yaml"
    os.mkfifo(endless)
    started = subprocess.Popen(
        [sys.executable, "-m", "counterfoil", "generate"],
        cwd=made.root,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests run in the background the signal is ignored, and a child would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    reading = opened_by(started, endless)
    stderr = interrupted(started)
    os.close(reading)
    assert started.returncode == 130
    assert stderr == "counterfoil: interrupted; generated files are as they were\n"


def interrupted(started: subprocess.Popen[str]) -> str:
    """What a process says when Ctrl-C is pressed, which Python does not notice between opening and reading."""
    for _ in range(6):
        started.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return started.communicate(timeout=10)[1]
    raise AssertionError("it goes on")


def test_explain_prints_the_manual_and_lists_all(monorepo: Make) -> None:
    made = monorepo()
    listed = made.run("explain").stdout
    assert "operation-id-missing" in listed
    page = made.run("explain", "operation-id-missing").stdout
    assert page.startswith("operation-id-missing\n\n")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def opened_by(process: subprocess.Popen[str], pipe: Path) -> int:
    """The writing end of a pipe, as soon as the process reads from it."""
    while process.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.02)
    raise AssertionError(process.communicate()[1])


# init


@pytest.mark.parametrize("name", ["shop", "Ünder the sea! 2", "2024", "class", "...", "日本"])
def test_init_in_an_empty_folder_gives_a_monorepo_that_lints_clean(
    tmp_path: Path, name: str
) -> None:
    made = Monorepo(tmp_path / name)
    made.root.mkdir()
    begun = made.run("init")
    assert begun.returncode == 0
    assert begun.stdout.count("wrote ") == 3
    assert "nox -s generate verify_contracts" in begun.stdout
    linted = json.loads(made.run("lint", "--format", "json").stdout)
    assert linted["findings"] == []


def test_init_overwrites_nothing_and_can_be_repeated(tmp_path: Path) -> None:
    made = Monorepo(tmp_path)
    pyproject = '[project]\nname = "corner-shop"\r\nversion = "1"'
    made.write({"noxfile.py": "# mine\n", "contracts/mine.txt": "mine"})
    (tmp_path / "pyproject.toml").write_bytes(pyproject.encode())
    assert made.run("init").returncode == 0
    after = contents(tmp_path)
    assert after["pyproject.toml"].startswith(pyproject.encode())
    assert b'package = "corner_shop_contracts"' in after["pyproject.toml"]
    assert after["noxfile.py"] == b"# mine\n"
    assert set(after) == {"pyproject.toml", "noxfile.py", "contracts/mine.txt"}
    again = made.run("init")
    assert again.stdout.count("left alone") == 3
    assert contents(tmp_path) == after


@pytest.mark.parametrize(
    ("pyproject", "hint"),
    [
        ("[project\n", "is not TOML"),
        ("tool = {black = {}}\n", "cannot be appended"),
        ("[tool]\ncounterfoil = 1\n", "is not a table"),
        ("[tool.counterfoil.service]\n", "is that of a service"),
    ],
)
def test_init_refuses_what_it_would_break(tmp_path: Path, pyproject: str, hint: str) -> None:
    made = Monorepo(tmp_path)
    made.write({"pyproject.toml": pyproject})
    ran = made.run("init")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert hint in ran.stderr
    assert contents(tmp_path) == {"pyproject.toml": pyproject.encode()}


@pytest.mark.skipif(os.name != "posix", reason="needs permissions as POSIX has them")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_init_in_a_read_only_folder_is_exit_2(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    ran = Monorepo(tmp_path).run("init")
    assert ran.returncode == 2
    assert "Permission denied" in ran.stderr
