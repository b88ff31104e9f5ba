"""Asks every operation without parameters once. Stands in until there is more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from counterfoil.engine.wire import base_path
from counterfoil.model import Bundle, Finding, Json, Reply, Request
from counterfoil.verify.lost import Lost
from counterfoil.verify.settings import Settings


@dataclass(frozen=True, slots=True)
class Examined:
    findings: tuple[Finding, ...]
    facts: Mapping[str, Json]


def examine(
    bundle: Bundle, send: Callable[[Request], Reply | Lost], settings: Settings
) -> Examined:
    base = base_path(bundle.api) if settings.base is None else settings.base
    asked = 0
    for each in bundle.api.operations:
        if each.method == "GET" and "{" not in each.path:
            print(send(Request("GET", base + each.path, settings.headers)))
            asked += 1
    return Examined((), {"requests": asked})
