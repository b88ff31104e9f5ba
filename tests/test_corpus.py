"""Every public contract at once: compiled, imported, type-checked, formatted."""

import json
import subprocess
import sys
from pathlib import Path

import black
import pytest
from black.mode import TargetVersion

from conftest import Monorepo
from corpus import DOCUMENTS, make_monorepo

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

LARGE = ("digitalocean", "github_rest", "kubernetes", "openai")
"""Packages that black takes minutes for: of these it is asked about one module in twenty."""

CHECKED = ("petstore30", "train_travel", "spotify")

IMPORT_ALL = """
import importlib, pathlib, sys
root = pathlib.Path(sys.argv[1])
sys.path.insert(0, sys.argv[1])
for path in sorted(root.rglob("*.py")):
    name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
    module = importlib.import_module(name)
    for each in getattr(module, "__all__", ()):
        getattr(module, each)
    print(name)
print([name for name in sys.modules if name.partition(".")[0] == "counterfoil"])
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    root = tmp_path_factory.mktemp("corpus")
    make_monorepo(root, *DOCUMENTS)
    made = Monorepo(root).run("generate", "--format", "json")
    assert made.returncode == 0, made.stdout + made.stderr
    (root / "report.json").write_text(made.stdout, "utf-8")
    return root / "generated"


def test_at_most_one_operation_in_a_hundred_is_left_out(generated: Path) -> None:
    report = json.loads((generated.parent / "report.json").read_text("utf-8"))
    left_out = [each for each in report["findings"] if each["rule"] == "operation-left-out"]
    assert report["facts"]["contracts"] == len(DOCUMENTS)
    assert report["facts"]["operations"] > 3000
    assert len(left_out) == report["facts"]["operations_left_out"]
    assert len(left_out) <= report["facts"]["operations"] / 100


def test_every_module_imports_without_the_toolkit(generated: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", IMPORT_ALL, str(generated)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    *names, toolkit = run.stdout.splitlines()
    modules = [path for path in generated.rglob("*.py") if "__pycache__" not in path.parts]
    assert len(names) == len(modules) > 200
    assert toolkit == "[]"


@pytest.mark.parametrize("checker", ["mypy", "basedpyright"])
def test_both_type_checkers_find_nothing(checker: str, generated: Path) -> None:
    settings = '\n[tool.pyright]\ntypeCheckingMode = "standard"\n'
    pyproject = generated.parent / "pyproject.toml"
    table = pyproject.read_text("utf-8").partition("\n[tool.pyright]")[0]
    pyproject.write_text(table + settings, "utf-8")
    packages = [str(Path("generated", "corpus_contracts", name)) for name in CHECKED]
    strict = ["--strict"] if checker == "mypy" else ["--pythonpath", sys.executable]
    run = subprocess.run(
        [sys.executable, "-m", checker, *strict, *packages],
        cwd=generated.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-2000:]


def test_mypy_is_strict_with_a_large_package(generated: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "corpus_contracts/kubernetes"]
    run = subprocess.run(command, cwd=generated, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-2000:]


def test_modules_are_as_black_writes_them(generated: Path) -> None:
    mode = black.Mode(target_versions={TargetVersion.PY311})
    packages = generated / "corpus_contracts"
    seen = 0
    for index, path in enumerate(sorted(packages.rglob("*.py"))):
        package = path.relative_to(packages).parts[0]
        if package == "_runtime" or (package in LARGE and index % 20):
            continue
        text = path.read_text("utf-8")
        assert black.format_str(text, mode=mode) == text, path
        seen += 1
    assert seen > 100
