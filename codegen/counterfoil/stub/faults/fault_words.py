"""Reads faults as people write them: `orders/v2 placeOrder: reset, 2 times`."""

import re
from collections.abc import Callable, Mapping

from counterfoil.model import CannotRun
from counterfoil.stub.faults.grammar import GRAMMAR
from counterfoil.stub.faults.kinds import (
    Dribble,
    Empty,
    Fault,
    Garbage,
    Hang,
    Latency,
    MalformedJson,
    Nulls,
    OptionalsAbsent,
    Plan,
    Reset,
    Status,
    Truncate,
    UnknownFields,
    UnknownMembers,
    Violate,
    WrongType,
)

_LONGEST = 600.0  # seconds; a client that waits longer than this waits for ever
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)(ms|s)?-(\d+(?:\.\d+)?)(ms|s)")
_STATUS = re.compile(r"(\d{3})(?: retry-after (\d{1,6}))?")
# An operationId may have a slash, too: `repos/get`.
_CONTRACT = re.compile(r"[^/].*/v[0-9]+[a-z0-9]*")
_TIMES = re.compile(r"(\d{1,9}) times?|once|twice")
_CHANCE = re.compile(r"(\d+(?:\.\d+)?)%")
_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE")
_WAITS_ONE = (429, 503)
_PLAIN: Mapping[str, Fault] = {
    "hang": Hang(),
    "reset": Reset(),
    "empty": Empty(),
    "truncate": Truncate(),
    "garbage": Garbage(),
    "malformed-json": MalformedJson(),
    "wrong-type": WrongType(),
    "violate": Violate(),
    "unknown-fields": UnknownFields(),
    "unknown-members": UnknownMembers(),
    "optionals-absent": OptionalsAbsent(),
    "nulls": Nulls(),
}


def plan(text: str) -> Plan:
    """The plan that a sentence says. Raises CannotRun where it says none.

    >>> plan("orders/v2 placeOrder: status 503, 2 times")
    Plan(fault=Status(code=503, retry_after=1), contract='orders/v2', operation='placeOrder', times=2, chance=1.0)
    >>> plan("latency 50ms-1s, 25%").fault
    Latency(least=0.05, most=1.0)
    """
    # A path may hold a colon, and what stands behind the target never does.
    target, _, said = text.rpartition(":")
    first, *rest = (each.strip() for each in said.split(","))
    contract, operation = _target(target.split(), text)
    times: int | None = None
    chance = 1.0
    for each in rest:
        if found := _TIMES.fullmatch(each):
            times = {"once": 1, "twice": 2}.get(each) or int(found[1] or 0)
        elif found := _CHANCE.fullmatch(each):
            chance = float(found[1]) / 100
        else:
            raise _unclear(text, f"`{each}` is neither `N times` nor `N%`")
    if times == 0 or not 0 < chance <= 1:
        raise _unclear(text, "it would never happen, or more often than always")
    return Plan(_fault(first, text), contract, operation, times, chance)


def _target(words: list[str], text: str) -> tuple[str, str]:
    contract = ""
    if words and _CONTRACT.fullmatch(words[0]):
        contract = words.pop(0)
    if len(words) == 2 and words[0].upper() in _METHODS:
        return contract, f"{words[0].upper()} {words[1]}"
    if len(words) > 1:
        raise _unclear(text, f"`{' '.join(words)}` is no operation")
    operation = words[0] if words else ""
    return contract, "" if operation == "*" else operation


def _fault(said: str, text: str) -> Fault:
    word, _, argument = said.partition(" ")
    if word in _PLAIN and not argument:
        return _PLAIN[word]
    read = _WITH_ARGUMENT.get(word)
    found = read(argument.strip()) if read else None
    if found is None:
        raise _unclear(text, f"`{said}` is none of the faults" if said else "it names no fault")
    return found


def _latency(said: str) -> Fault | None:
    if found := _RANGE.fullmatch(said):
        unit = found[4]
        least, most = _seconds(found[1], found[2] or unit), _seconds(found[3], unit)
        return Latency(least, most) if least <= most <= _LONGEST else None
    seconds = _duration(said)
    return None if seconds is None else Latency(seconds, seconds)


def _dribble(said: str) -> Fault | None:
    seconds = _duration(said)
    return None if seconds is None else Dribble(seconds)


def _status(said: str) -> Fault | None:
    found = _STATUS.fullmatch(said)
    if found is None or int(found[1]) < 200:
        return None
    code = int(found[1])
    wait = int(found[2]) if found[2] else (1 if code in _WAITS_ONE else None)
    return Status(code, wait)


_WITH_ARGUMENT: Mapping[str, Callable[[str], Fault | None]] = {
    "latency": _latency,
    "dribble": _dribble,
    "status": _status,
}


def _duration(said: str) -> float | None:
    found = _DURATION.fullmatch(said)
    seconds = _seconds(found[1], found[2]) if found else _LONGEST + 1
    return seconds if seconds <= _LONGEST else None


def _seconds(number: str, unit: str) -> float:
    return float(number) / (1000 if unit == "ms" else 1)


def _unclear(text: str, why: str) -> CannotRun:
    return CannotRun(f"no fault can be read from `{text}`", why, f"write it so:\n{GRAMMAR}")
