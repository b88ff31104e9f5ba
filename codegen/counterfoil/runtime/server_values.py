"""Values judged exactly: by their type, and by the keywords that types cannot say."""

from typing import Any

from pydantic import ValidationError

from . import exact
from .server_operations import Check
from .server_refusals import Violation, violated


def judge(type_: Any, check: Check | None, value: Any, location: str, name: str = "") -> Any:
    """The typed form of a JSON value; `Refused` with every violation where it breaks the contract."""
    try:
        typed = exact.read(type_, value)
    except ValidationError as problem:
        raise violated(_violations(problem, location, name)) from problem
    broken = check(value) if check else []
    if broken:
        raise violated([Violation(location, name, v.pointer, v.message) for v in broken])
    return typed


def to_wire(type_: Any, value: Any) -> Any:
    """The JSON form of a value, whatever it is: reading it back tells whether it is right."""
    return exact.adapter(type_).dump_python(
        value, mode="json", by_alias=True, exclude_unset=True, warnings=False
    )


def conforms(type_: Any, check: Check | None, value: Any) -> bool:
    """Whether a JSON value keeps the contract."""
    try:
        exact.read(type_, value)
    except ValidationError:
        return False
    return not (check and check(value))


def _violations(problem: ValidationError, location: str, name: str) -> list[Violation]:
    errors = problem.errors(include_url=False, include_context=False, include_input=False)
    return [Violation(location, name, pointer(error["loc"]), error["msg"]) for error in errors]


def pointer(path: tuple[int | str, ...]) -> str:
    """A JSON Pointer (RFC 6901).

    >>> pointer(("items", 0, "a/b"))
    '/items/0/a~1b'
    """
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in path)
