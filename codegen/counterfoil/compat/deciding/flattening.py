"""Takes apart both sides of a question, as far as that is no matter of choice."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from counterfoil.compat.deciding.formulas import (
    ALWAYS,
    NEVER,
    All,
    Any,
    Between,
    Formula,
    Kind,
    Known,
    Not,
    Row,
    Said,
    Shape,
)
from counterfoil.compat.deciding.opening import Opening


def flat(
    opening: Opening, kind: Kind, left: Iterable[Formula], right: Iterable[Formula]
) -> tuple[tuple[Formula, ...], tuple[Formula, ...]] | None:
    """What is given and what is asked for, each part on its own; None where that is a proof.

    What is given is opened, and known from then on. What is asked for stays closed where it is several things
    at once. What does not hold of the one side holds of the other.
    """
    work = _Flattening(opening, kind, list(left), list(right))
    while work.left or work.right:
        if not (work.asked() if work.right else work.given()):
            return None
    return tuple(work.facts), tuple(work.goals)


@dataclass
class _Flattening:
    opening: Opening
    kind: Kind
    left: list[Formula]
    right: list[Formula]
    facts: dict[Formula, None] = field(default_factory=dict)
    goals: dict[Formula, None] = field(default_factory=dict)
    _seen: set[Formula] = field(default_factory=set)

    def given(self) -> bool:
        """Takes apart what is given; False where no value has it."""
        each = self.left.pop()
        if each == NEVER:
            return False
        if each in self.facts:
            return True
        match each:
            case All(inside):
                self.left += inside
            case Not(part):
                self.right.append(part)
            case Any((only,)):
                self.left.append(only)
            case Between(key, _, upper):
                self._known(key, upper)
            case Said(colour):
                self._known(colour, self.opening.opened(each, self.kind))
            case _:
                self.facts[each] = None
        return True

    def _known(self, key: object, inside: Formula) -> None:
        if Known(key) not in self.facts:
            self.facts[Known(key)] = None
            self.left.append(inside)

    def asked(self) -> bool:
        """Takes apart what is asked for; False where every value has it."""
        goal = self.right.pop()
        if goal == ALWAYS:
            return False
        if goal in self._seen:
            return True
        self._seen.add(goal)
        match goal:
            case Any(inside):
                self.right += inside
            case All((only,)):
                self.right.append(only)
            case Not(part):
                self.left.append(part)
            case Between(key, lower):
                self.goals[Known(key)] = None
                self.right.append(lower)
            case Said():
                self._closed(goal)
            case Shape() | Row():
                self._laid_out(goal)
            case _:
                self.goals[goal] = None
        return True

    def _closed(self, goal: Said) -> None:
        opened = self.opening.opened(goal, self.kind)
        if isinstance(opened, All) and len(opened.parts) > 1:
            self.goals[goal] = None
        else:
            self.right.append(opened)

    def _laid_out(self, goal: Shape | Row) -> None:
        parts = _shapes(goal) if isinstance(goal, Shape) else _rows(goal)
        if len(parts) == 1:
            self.goals[parts[0]] = None
        else:
            self.right.append(All(parts))


def _shapes(shape: Shape) -> tuple[Formula, ...]:
    """A shape for each property that it says something of, for each pattern, and for the rest."""
    named = (Shape(named=(each,)) for each in shape.named if each[1] != ALWAYS)
    patterned = (Shape(patterned=(each,)) for each in shape.patterned if each[1] != ALWAYS)
    told: list[Formula] = [*named, *patterned]
    if shape.rest != ALWAYS:
        told.append(
            Shape(
                tuple((name, ALWAYS) for name, _ in shape.named),
                tuple((pattern, ALWAYS) for pattern, _ in shape.patterned),
                shape.rest,
            )
        )
    return tuple(told)


def _rows(row: Row) -> tuple[Formula, ...]:
    """A row for each item that it says something of, and for the rest."""
    told: list[Formula] = [
        Row((ALWAYS,) * index + (each,)) for index, each in enumerate(row.first) if each != ALWAYS
    ]
    if row.rest != ALWAYS:
        told.append(Row((ALWAYS,) * len(row.first), row.rest))
    return tuple(told)
