"""The monorepo that comes with the toolkit is one that we would show to anybody."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from counterfoil.engine.config import load_config
from counterfoil.engine.contracts import load
from counterfoil.lint import lint

ROOT = Path(__file__).parents[1]
SERVICES = sorted(path.parent.name for path in ROOT.glob("services/*/pyproject.toml"))


def settings(service: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "services" / service / "pyproject.toml").read_text())


def contracts() -> set[str]:
    return {bundle.contract.id for bundle in load(load_config(ROOT)).bundles}
