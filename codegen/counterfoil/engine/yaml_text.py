"""YAML text under the 1.2 core schema (YAML 1.2.2, section 10.3), with positions.

Events are consumed with an explicit stack, so that no document can exhaust the interpreter's. Keys
are always strings, as JSON has them: `200:` in a list of responses is "200", and `on:` is "on".
The merge key `<<` is understood, since real documents use it.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from counterfoil.engine.json_text import DEEPEST
from counterfoil.model import Json, escape, unescape

LARGEST = 1_000_000
"""Values that aliases may expand to, unless the text itself is as long."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_TAG = "tag:yaml.org,2002:"

Marks = dict[str, tuple[int, int, "Marks | None"]]
"""Key or index → line, column, and the marks of what is inside."""


class NotYaml(ValueError):
    """The text is not YAML as contracts use it; carries line and column from 1, and a rule id."""

    def __init__(
        self, problem: str, line: int, column: int, rule: str = "malformed-document"
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.column = column
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Repeated:
    """A key that its mapping has already."""

    key: str
    pointer: str
    line: int
    column: int


@dataclass(slots=True)
class YamlPositions:
    """Finds JSON Pointers in the marks that reading left."""

    marks: Marks

    def locate(self, pointer: str) -> tuple[int, int]:
        """Line and column of the key or list item that `pointer` names."""
        line, column, inside = 1, 1, self.marks
        for token in pointer.split("/")[1:]:
            found = inside.get(unescape(token))
            if found is None:
                break
            line, column = found[:2]
            inside = found[2] or {}
        return line, column


@dataclass(slots=True)
class _Frame:
    """A container being read."""

    value: Json
    marks: Marks
    pointer: str
    anchor: str | None
    weight: int = 1
    key: str | None = None
    merging: bool = False
    """Whether the key is `<<`, unquoted."""
    shown: tuple[int, int] = (1, 1)
    merges: list[Json] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Turns parser events into one value, its marks, and the keys that came twice."""

    anchors: dict[str, tuple[Json, Marks | None, int]] = field(default_factory=dict)
    frames: list[_Frame] = field(default_factory=list)
    repeated: list[Repeated] = field(default_factory=list)
    events: int = 0
    result: tuple[Json, Marks] = (None, {})

    def take(self, event: yaml.Event) -> None:
        self.events += 1
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close(event)
            case yaml.AliasEvent():
                self._alias(event)
            case _:
                pass

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        frame = self.frames[-1] if self.frames else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            frame.merging = event.value == "<<" and event.implicit[0]
            frame.key = event.value
            frame.shown = _mark(event)
            return
        value = _resolve(event)
        if event.anchor:
            self.anchors[event.anchor] = (value, None, 1)
        self._place(value, None, 1, event)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if len(self.frames) >= DEEPEST:
            problem = f"this is more than {DEEPEST} containers deep"
            raise NotYaml(problem, *_mark(event), rule="document-too-deep")
        parent = self.frames[-1] if self.frames else None
        pointer = ""
        if parent is not None:
            if isinstance(parent.value, dict) and parent.key is None:
                raise NotYaml("a key must be a scalar, not a mapping or list", *_mark(event))
            token = parent.key if isinstance(parent.value, dict) else str(len(parent.value))
            pointer = f"{parent.pointer}/{escape(token or '')}"
        value: Json = {} if isinstance(event, yaml.MappingStartEvent) else []
        if event.tag not in (None, "!", f"{_TAG}{'map' if value == {} else 'seq'}"):
            raise NotYaml(f"the tag `{event.tag}` has no meaning in a contract", *_mark(event))
        self.frames.append(_Frame(value, {}, pointer, event.anchor))

    def _close(self, event: yaml.Event) -> None:
        frame = self.frames.pop()
        for merged in frame.merges:
            for key, value in merged.items():
                frame.value.setdefault(key, value)
        if frame.anchor:
            self.anchors[frame.anchor] = (frame.value, frame.marks, frame.weight)
        self._place(frame.value, frame.marks, frame.weight, event)

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self.anchors:
            inside = any(frame.anchor == event.anchor for frame in self.frames)
            problem = "contains itself" if inside else "is not defined above"
            raise NotYaml(f"the anchor `&{event.anchor}` {problem}", *_mark(event))
        value, marks, weight = self.anchors[event.anchor]
        frame = self.frames[-1] if self.frames else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            frame.key, frame.shown = str(value), _mark(event)
            return
        self._place(value, marks, weight, event)

    def _place(self, value: Json, marks: Marks | None, weight: int, event: yaml.Event) -> None:
        if not self.frames:
            self.result = (value, marks or {})
            return
        frame = self.frames[-1]
        frame.weight += weight
        if frame.weight > max(LARGEST, 10 * self.events):
            problem = f"aliases expand to more than {LARGEST:,} values"
            raise NotYaml(problem, *_mark(event), rule="alias-bomb")
        if isinstance(frame.value, list):
            line, column = _mark(event) if marks is None else _first(marks, event)
            frame.marks[str(len(frame.value))] = (line, column, marks)
            frame.value.append(value)
            return
        self._member(frame, value, marks)

    def _member(self, frame: _Frame, value: Json, marks: Marks | None) -> None:
        key, frame.key = frame.key or "", None
        if frame.merging:
            frame.merging = False
            merged = value if isinstance(value, list) else [value]
            if not all(isinstance(each, dict) for each in merged):
                raise NotYaml("`<<` merges a mapping or a list of mappings", *frame.shown)
            frame.merges.extend(merged)
            return
        if key in frame.value:
            pointer = f"{frame.pointer}/{escape(key)}"
            self.repeated.append(Repeated(key, pointer, *frame.shown))
        frame.value[key] = value
        frame.marks[key] = (*frame.shown, marks)


def parse(text: str) -> tuple[Json, Marks, list[Repeated]]:
    """The value of a YAML text, its marks, and the keys that came twice. Raises NotYaml."""
    reader = _Reader()
    documents = 0
    try:
        for event in _events(text):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise NotYaml(
                        "a contract is one YAML document; here a second begins", *_mark(event)
                    )
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise NotYaml(error.problem or str(error), *where) from None
    except yaml.YAMLError as error:
        raise NotYaml(str(error).splitlines()[0], 1, 1) from None
    return *reader.result, reader.repeated


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=getattr(yaml, "CLoader", yaml.Loader))


def _mark(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _first(marks: Marks, event: yaml.Event) -> tuple[int, int]:
    """Where a container starts: at its first member, for its own event closes it."""
    for line, column, _ in marks.values():
        return line, column
    return _mark(event)


def _resolve(event: yaml.ScalarEvent) -> Json:
    text, tag = event.value, event.tag
    if tag in (None, "!") or (event.implicit[0] and tag is None):
        return _plain(text, event) if event.implicit[0] and tag is None else text
    short = tag.removeprefix(_TAG)
    if short == "str":
        return text
    value = _plain(text, event)
    wanted = {"int": int, "float": (int, float), "bool": bool, "null": type(None)}.get(short)
    if wanted is None:
        raise NotYaml(f"the tag `{tag}` has no meaning in a contract", *_mark(event))
    if not isinstance(value, wanted):  # type: ignore[arg-type]  # a tuple of types is one
        raise NotYaml(f"`{text}` is tagged {short} and is not one", *_mark(event))
    return value


def _plain(text: str, event: yaml.ScalarEvent) -> Json:
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        base = 8 if text.startswith("0o") else 16 if text.startswith("0x") else 10
        return _whole(text, base, event)
    if _FLOAT.fullmatch(text):
        return _finite(text, event)
    if re.fullmatch(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", text):
        raise NotYaml(f"`{text}` is no JSON value; quote it if it is a text", *_mark(event))
    return text


def _finite(text: str, event: yaml.ScalarEvent) -> float:
    value = float(text)
    if math.isinf(value):
        raise NotYaml("this number is beyond what a double can hold", *_mark(event))
    return value


def _whole(text: str, base: int, event: yaml.ScalarEvent) -> int:
    try:
        return int(text, base)
    except ValueError:
        raise NotYaml("this number has too many digits", *_mark(event)) from None
