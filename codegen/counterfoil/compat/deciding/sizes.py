"""How many characters, items or properties are sent that are not taken."""

from collections.abc import Collection

from counterfoil.compat.deciding.formulas import Formula, Sized


def sizes(left: Collection[Formula], right: Collection[Formula]) -> tuple[int, int | None]:
    """The least and the most of what all of one side allow, and no bound of the other side does.

    A bound of the other side is one of the two: what is not at least 3 is at most 2.
    """
    least, most = 0, None
    for each in left:
        if isinstance(each, Sized):
            least, most = max(least, each.least), lower(most, each.most)
    for each in right:
        if isinstance(each, Sized) and each.most is None:
            most = lower(most, each.least - 1)
        elif isinstance(each, Sized) and each.most is not None and each.least == 0:
            least = max(least, each.most + 1)
    return least, most


def lower(one: int | None, other: int | None) -> int | None:
    """The lower of two bounds, None being none."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)
