"""What refers to each other is the same exactly where nothing tells it apart, however deep."""

import time
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from counterfoil.compat.classes import Told, classes

NAMES = "abcdefgh"
GRAPHS = st.dictionaries(
    st.sampled_from(NAMES),
    st.tuples(st.sampled_from([b"", b"!"]), st.lists(st.sampled_from(NAMES), max_size=3)),
    min_size=1,
)


def partition(of: Mapping[str, int]) -> set[frozenset[str]]:
    return {frozenset(n for n, number in of.items() if number == each) for each in of.values()}


def told_apart(told: Mapping[str, Told]) -> dict[str, int]:
    """The same, by its definition: divided round by round, everything each time."""
    of = dict.fromkeys(told, 0)
    while True:
        seen: dict[tuple[object, ...], int] = {}
        again = {
            name: seen.setdefault((own, *(of[each] for each in targets)), len(seen))
            for name, (own, targets) in told.items()
        }
        if partition(again) == partition(of):
            return again
        of = again


@given(GRAPHS)
def test_two_are_in_one_class_exactly_where_nothing_tells_them_apart(
    graph: dict[str, tuple[bytes, list[str]]],
) -> None:
    whole: dict[str, Told] = {
        name: (own, [each for each in targets if each in graph])
        for name, (own, targets) in graph.items()
    }
    assert partition(classes(whole)) == partition(told_apart(whole))


def chain(length: int, last: bytes) -> dict[str, Told]:
    links: dict[str, Told] = {f"{n}{last!r}": (b"", [f"{n + 1}{last!r}"]) for n in range(length)}
    return links | {f"{length}{last!r}": (last, [])}


def test_two_chains_that_differ_at_their_ends_share_nothing() -> None:
    of = classes(chain(500, b"x") | chain(500, b"y"))
    assert len(set(of.values())) == 1002


def test_a_chain_as_long_as_a_library_takes_no_longer_than_reading_it() -> None:
    before = time.process_time()
    of = classes(chain(20_000, b"x") | chain(20_000, b"y"))
    assert len(set(of.values())) == 40_002
    assert time.process_time() - before < 3


def test_a_cycle_is_what_it_is_unrolled() -> None:
    cycle: dict[str, Told] = {f"c{n}": (b"", [f"c{(n + 1) % 7}"]) for n in range(7)}
    assert set(classes(cycle | {"one": (b"", ["one"])}).values()) == {0}
