"""Response headers that tell which of them are read."""

from collections.abc import Callable
from functools import cache
from typing import Any

Tell = Callable[[str], None]


def told_headers(headers: Any, tell: Tell) -> Any:
    """The same headers of the transport; each name that is asked for is told in lower case."""
    kind: Callable[..., Any] = type(headers)
    told = _telling(kind)(headers)
    told._tell = tell
    return told


@cache
def _telling(plain: Any) -> Any:
    """A class of headers like that of the transport, which is not imported here."""

    def get_item(self: Any, name: str) -> Any:
        self._tell(name.lower())
        return plain.__getitem__(self, name)

    def get(self: Any, name: str, default: Any = None) -> Any:
        self._tell(name.lower())
        return plain.get(self, name, default)

    def get_list(self: Any, name: str, *arguments: Any, **options: Any) -> Any:
        self._tell(name.lower())
        return plain.get_list(self, name, *arguments, **options)

    def contains(self: Any, name: object) -> bool:
        self._tell(str(name).lower())
        return bool(plain.__contains__(self, name))

    methods = {
        "__getitem__": get_item,
        "get": get,
        "get_list": get_list,
        "__contains__": contains,
    }
    return type("Telling", (plain,), methods)
