"""What datamodel-code-generator has said of names, bounds and enumerations, each asked about once."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from counterfoil.compile.models.fields import FieldSkeleton, Members, Skeleton
from counterfoil.compile.models.generator import generated
from counterfoil.model import Json

_TOGETHER = 40
"""Fields of a class that is made up to ask about each of them."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What the engine is to be asked."""

    names: Collection[str] = ()
    """Names of properties."""
    bounds: Collection[str] = ()
    """What bounds a property, and whether it is required: `bounds_key`."""
    enums: Collection[str] = ()
    """Bodies of enumerations, as JSON."""

    def __bool__(self) -> bool:
        return bool(self.names or self.bounds or self.enums)


@dataclass(frozen=True, slots=True)
class Answers:
    """What it has answered; nothing where it fails."""

    names: dict[str, str] = field(default_factory=dict)
    """Name of a property → name of its field."""
    bounds: dict[str, FieldSkeleton] = field(default_factory=dict)
    enums: dict[str, Members] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.names) + len(self.bounds) + len(self.enums)

    def add(self, other: "Answers") -> None:
        """Learns what another one knows."""
        self.names.update(other.names)
        self.bounds.update(other.bounds)
        self.enums.update(other.enums)


def written(answers: Answers) -> bytes:
    """Answers as JSON."""
    value = {
        "names": answers.names,
        "bounds": {key: [each.bounds, each.default] for key, each in answers.bounds.items()},
        "enums": answers.enums,
    }
    return json.dumps(value, separators=(",", ":")).encode()


def answers_in(data: bytes) -> Answers:
    """The answers in such bytes; none where they are something else."""
    try:
        value = json.loads(data)
        names = {key: _name(each) for key, each in value["names"].items()}
        bounds = {
            key: FieldSkeleton(
                "", "", {_name(name): _number(most) for name, most in each.items()}, default
            )
            for key, (each, default) in value["bounds"].items()
        }
        enums = {
            key: tuple((_name(name), member) for name, member in each)
            for key, each in value["enums"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Answers()
    return Answers(names, bounds, enums)


def _name(value: object) -> str:
    """What becomes part of generated code as it is."""
    if not isinstance(value, str) or not value.isidentifier():
        raise TypeError("a name is no identifier")
    return value


def _number(value: object) -> int | float:
    if not isinstance(value, int | float):
        raise TypeError("a bound is no number")
    return value


def bounds_key(bounds: Json, required: bool) -> str:
    """What bounds a property, as one text."""
    return json.dumps([bounds, required], sort_keys=True)


def ask(questions: Questions) -> Answers:
    """Asks the engine. Raises CannotRun where it cannot even make the simplest class."""
    groups = [*_names_apart(sorted(questions.names))]
    named = _fields([dict.fromkeys(each, "[{}, false]") for each in groups])
    asked = sorted(questions.bounds)
    bounded = _fields(
        [
            {f"a{number}": key for number, key in enumerate(asked[at : at + _TOGETHER])}
            for at in range(0, len(asked), _TOGETHER)
        ]
    )
    enums = generated({key: json.loads(key) for key in questions.enums})
    return Answers(
        {each.wire_name: each.name for _, each in named},
        dict(bounded),
        {key: each.members for key, each in enums.items() if isinstance(each, Skeleton)},
    )


def _names_apart(names: Collection[str]) -> Iterator[list[str]]:
    """The names in groups in which no two could become one."""
    rounds: dict[int, list[str]] = {}
    seen: dict[str, int] = {}
    for name in names:
        if not (name.isascii() and name[:1].isalpha()):
            # It gets letters that it does not have.
            yield [name]
            continue
        letters = "".join(filter(str.isalnum, name)).lower()
        turn = seen.get(letters, 0)
        seen[letters] = turn + 1
        rounds.setdefault(turn, []).append(name)
    for each in rounds.values():
        for at in range(0, len(each), _TOGETHER):
            yield each[at : at + _TOGETHER]


def _fields(groups: Collection[dict[str, str]]) -> Iterator[tuple[str, FieldSkeleton]]:
    """The fields of properties with the bounds of such keys, each with its key; none where the engine fails."""
    made = generated({str(number): _body(group) for number, group in enumerate(groups)})
    for number, group in enumerate(groups):
        skeleton = made[str(number)]
        if isinstance(skeleton, Skeleton):
            yield from ((group[each.wire_name], each) for each in skeleton.fields)
        elif len(group) > 1:
            # One that is refused costs those that were asked together with it nothing.
            yield from _fields([{name: key} for name, key in group.items()])


def _body(group: dict[str, str]) -> Json:
    bounds = {name: json.loads(key) for name, key in group.items()}
    return {
        "type": "object",
        "properties": {name: body for name, (body, _) in bounds.items()},
        "required": [name for name, (_, required) in bounds.items() if required],
    }
