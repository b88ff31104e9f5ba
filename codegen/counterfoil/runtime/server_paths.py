"""Path templates: which operations a request path names (OpenAPI 3.1, section 4.8.8.2).

Matching works on the path as it was sent, segment by segment, so that an encoded slash stays
inside its parameter. At each segment a literal wins over a template, and a template with more
literal text over one with less.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qsl, quote, unquote

EndT = TypeVar("EndT")
_PARAMETER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Choice(Generic[EndT]):
    """An operation at a path; `query` holds entries that a request must have to mean it."""

    operation: EndT
    names: tuple[str, ...]
    """Of the path parameters, in order."""
    query: frozenset[tuple[str, str]]


@dataclass(slots=True)
class End(Generic[EndT]):
    """What one path offers: method → choices, the one that asks for most of the query first."""

    methods: dict[str, list[Choice[EndT]]] = field(default_factory=dict)

    def add(self, method: str, choice: Choice[EndT]) -> None:
        """Offers one more operation."""
        choices = self.methods.setdefault(method, [])
        choices.append(choice)
        choices.sort(key=lambda each: -len(each.query))


@dataclass(slots=True)
class Node(Generic[EndT]):
    """A place in the tree of path segments."""

    literals: "dict[str, Node[EndT]]" = field(default_factory=dict)
    templates: "dict[str, tuple[re.Pattern[str], int, Node[EndT]]]" = field(default_factory=dict)
    end: End[EndT] | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[EndT]):
    """A path that matched, with the raw text of its parameters in order."""

    end: End[EndT]
    values: tuple[str, ...]

    @property
    def allowed(self) -> tuple[str, ...]:
        """Methods that the path answers, sorted, with the HEAD that every GET implies."""
        implied = {"HEAD"} if "GET" in self.end.methods else set[str]()
        return tuple(sorted(implied | self.end.methods.keys()))

    def take(self, method: str, query: bytes) -> tuple[Mapping[str, str], EndT] | None:
        """The raw path parameters and the operation for `method`; a GET also answers HEAD."""
        methods = self.end.methods
        for choice in methods.get(method) or (methods.get("GET", []) if method == "HEAD" else []):
            if not choice.query or choice.query <= _entries(query):
                return dict(zip(choice.names, self.values, strict=True)), choice.operation
        return None


def _entries(query: bytes) -> set[tuple[str, str]]:
    return set(parse_qsl(query.decode("latin-1"), keep_blank_values=True))


def plant(root: Node[EndT], method: str, template: str, operation: EndT) -> None:
    """Adds an operation to the tree; its path may end in a query that tells it from another."""
    path, _, query = template.partition("?")
    node = root
    names: list[str] = []
    for segment in path.split("/")[1:]:
        names += _PARAMETER.findall(segment)
        node = _child(node, segment)
    node.end = node.end or End()
    fixed = frozenset(parse_qsl(query, keep_blank_values=True))
    node.end.add(method, Choice(operation, tuple(names), fixed))


def find(root: Node[EndT], raw_path: str) -> Found[EndT] | None:
    """The best path for a raw, still percent-encoded path."""
    for end, values in _search(root, raw_path.split("/")[1:], ()):
        return Found(end, values)
    return None


def _child(node: Node[EndT], segment: str) -> Node[EndT]:
    if not _PARAMETER.search(segment):
        return node.literals.setdefault(unquote(segment), Node())
    pattern = _pattern(segment)
    if pattern not in node.templates:
        literal_length = len(_PARAMETER.sub("", segment))
        node.templates[pattern] = (re.compile(pattern), literal_length, Node())
        ranked = sorted(node.templates.items(), key=lambda entry: -entry[1][1])
        node.templates = dict(ranked)
    return node.templates[pattern][2]


def _pattern(segment: str) -> str:
    pieces = _PARAMETER.split(segment)
    literals = ["".join(map(_either_way, piece)) for piece in pieces[::2]]
    return "([^/]+)".join(literals)


def _either_way(char: str) -> str:
    # `/jobs/{id}:cancel` is also met as `/jobs/7%3Acancel`: many clients encode every colon.
    encoded = "".join(f"%{byte:02X}" for byte in char.encode())
    return f"(?:{re.escape(char)}|(?i:{encoded}))"


def _search(
    node: Node[EndT], segments: Sequence[str], values: tuple[str, ...]
) -> Iterator[tuple[End[EndT], tuple[str, ...]]]:
    if not segments:
        if node.end is not None:
            yield node.end, values
        return
    first, rest = segments[0], segments[1:]
    if (literal := node.literals.get(unquote(first))) is not None:
        yield from _search(literal, rest, values)
    for pattern, _, child in node.templates.values():
        if match := pattern.fullmatch(first):
            yield from _search(child, rest, (*values, *match.groups()))


def raw_route_path(scope: Mapping[str, Any]) -> str:
    """The path below the mount as it was sent, percent-encoded."""
    path: str = scope["path"]
    mount = _mount(path, scope.get("root_path", ""))
    sent: bytes = scope.get("raw_path") or b""
    raw = sent.decode("latin-1").partition("?")[0]
    if unquote(raw) != path:
        # A middleware rewrote the path, or the server gives no raw form.
        return quote(path[len(mount) :], safe="/:@!$&'()*+,;=~")
    return raw[_mount_length(raw, mount) :]


def _mount(path: str, root_path: str) -> str:
    # Servers disagree on whether the path repeats the root path.
    below = path == root_path or path.startswith(f"{root_path}/")
    return root_path if below else ""


def _mount_length(raw: str, mount: str) -> int:
    length = 0
    while length < len(raw) and unquote(raw[:length]) != mount:
        end = raw.find("/", length + 1)
        length = len(raw) if end < 0 else end
    return length
