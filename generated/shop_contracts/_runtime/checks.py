"""The checks of one contract's models, for what Python types cannot say."""

from collections.abc import Mapping
from threading import RLock
from typing import Any

from pydantic_core import PydanticCustomError

from .rules import Schema, Violation
from .schema import Check, Compiled, guarded


class Checks:
    """The checks of one contract, each compiled when it is first used.

    >>> checks = Checks({}, {"Code": {"pattern": "^A"}})
    >>> checks.check("Code", "A1")
    """

    def __init__(self, definitions: Mapping[str, Schema], residues: Mapping[str, Schema]) -> None:
        self._compiled = Compiled(definitions)
        self._residues = residues
        self._checks: dict[str, Check] = {}
        self._lock = RLock()

    def check(self, name: str, value: Any) -> None:
        """Raises one pydantic error that tells every violation of component `name` in `value`.

        The error's context has them one by one: `violations`, as pointer and message.
        """
        violations = self._of(name)(value)
        if violations:
            problems = "; ".join(_sentence(each) for each in violations)
            context = {
                "problems": problems,
                "violations": [(each.pointer, each.message) for each in violations],
            }
            raise PydanticCustomError("contract", "{problems}", context)

    def _of(self, name: str) -> Check:
        found = self._checks.get(name)
        if found is None:
            with self._lock:
                found = guarded(self._compiled.rule(self._residues[name]))
                self._checks[name] = found
        return found


def _sentence(violation: Violation) -> str:
    where = f"{violation.pointer}: " if violation.pointer else ""
    return where + violation.message
