"""What a recording makes of a file of expectations: which interactions stay, change, come and go."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from counterfoil.model import Api, Interaction, Place, Use
from counterfoil.record.asked import Reading
from counterfoil.record.found import Found
from counterfoil.record.keys import key_of
from counterfoil.record.patterns import smallest


@dataclass(frozen=True, slots=True)
class Merged:
    """The recorded interactions that a file is to have, in its order, then the new ones."""

    recorded: tuple[Interaction, ...]
    stale: tuple[Interaction, ...] = ()
    """Those in the file that no test shows any more."""


def merged(
    standing: Sequence[Interaction],
    found: Sequence[Found],
    reading: Reading,
    api: Api,
    place: Place,
) -> Merged:
    """The interactions of a recording of all tests: what they show is all that there is to read."""
    return _Merging(standing, found, reading, api, place).whole()


def added(
    standing: Sequence[Interaction],
    found: Sequence[Found],
    reading: Reading,
    api: Api,
    place: Place,
) -> Merged:
    """The interactions of a recording of some tests: what others have shown stays."""
    return _Merging(standing, found, reading, api, place).partial()


@dataclass(frozen=True, slots=True)
class _Merging:
    standing: Sequence[Interaction]
    found: Sequence[Found]
    reading: Reading
    api: Api
    place: Place

    def whole(self) -> Merged:
        pairs = [(each, self._renewed(each)) for each in self._recorded()]
        kept = (renewed or standing for standing, renewed in pairs)
        stale = (standing for standing, renewed in pairs if renewed is None)
        return Merged((*kept, *self._new()), tuple(stale))

    def partial(self) -> Merged:
        kept = []
        for each in self._recorded():
            renewed = self._renewed(each)
            kept.append(replace(renewed, use=_united(each.use, renewed.use)) if renewed else each)
        return Merged((*kept, *self._new()))

    def _recorded(self) -> list[Interaction]:
        return [each for each in self.standing if each.recorded]

    def _renewed(self, standing: Interaction) -> Interaction | None:
        """An interaction of the file as tests show it now; None where none does."""
        key = key_of(standing, self.api)
        first = next((e for e in self._recorded() if key_of(e, self.api) == key), None)
        found = next((each for each in self.found if each.key == key), None)
        # A second one of the same key would say the same twice.
        if found is None or first is not standing:
            return None
        ask = found.ask
        if standing.ask is not None and self.reading.fits(standing.ask):
            # Ids and dates differ from run to run, and one example is as good as another.
            ask = standing.ask
        given = found.given or standing.given
        return replace(standing, use=found.use, ask=ask, given=given)

    def _new(self) -> Iterator[Interaction]:
        """What the file does not have yet."""
        known = {key_of(each, self.api) for each in self._recorded()}
        taken = {each.description for each in self.standing}
        by_hand = [each for each in self.standing if not each.recorded]
        for each in self.found:
            if each.key in known or self._is_said(each, by_hand):
                continue
            description = _free(each, taken)
            taken.add(description)
            yield Interaction(
                description, self.place, each.use, each.ask, each.status, each.given, recorded=True
            )

    def _is_said(self, found: Found, by_hand: Collection[Interaction]) -> bool:
        """Whether somebody has written down all of it by hand."""
        return any(
            key_of(each, self.api) == found.key
            and _united(each.use, found.use) == _united(each.use, Use())
            for each in by_hand
        )


def _united(one: Use, other: Use) -> Use:
    """What both rely on together."""
    members = dict(one.members)
    for pattern, each in other.members.items():
        members[pattern] = tuple(dict.fromkeys((*members.get(pattern, ()), *each)))
    return Use(
        smallest((*one.reads, *other.reads)),
        {pattern: members[pattern] for pattern in sorted(members)},
        dict(sorted({**one.formats, **other.formats}.items())),
        tuple(sorted({*one.headers, *other.headers}, key=str.lower)),
    )


def _free(found: Found, taken: Collection[str]) -> str:
    """A description that nothing else in the file has."""
    base, number = found.title, 2
    if base in taken and found.ask is not None:
        base = f"{base}, {found.ask.operation}"
    description = base
    while description in taken:
        description = f"{base} #{number}"
        number += 1
    return description
