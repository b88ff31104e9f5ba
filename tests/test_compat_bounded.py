"""What takes too long, or too much memory, or ends its process, ends within the caps."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterfoil.compat.deciding.bounded import Bounded, Exceeded
from counterfoil.compat.terms import Caps

_CAPS = Caps(seconds=0.5, megabytes=64)


def _do(what: str, amount: int) -> object:
    match what:
        case "count":
            return amount + 1
        case "sleep":
            time.sleep(amount)
        case "allocate":
            return len(bytes(amount << 20))
        case "nest":
            return _do("nest", amount + 1)
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "leave":
            os._exit(amount)
        case "raise":
            raise KeyError(amount)
        case "pid":
            return os.getpid()
    return None


@pytest.fixture
def bounded() -> Iterator[Bounded[[str, int], object]]:
    with Bounded(_do, _CAPS) as made:
        yield made


def _why(found: object) -> str:
    assert isinstance(found, Exceeded)
    return found.why


def test_results_come_back_from_one_worker_that_is_not_this_process(
    bounded: Bounded[[str, int], object],
) -> None:
    assert [bounded("count", number) for number in range(3)] == [1, 2, 3]
    assert bounded("pid", 0) == bounded("pid", 0) != os.getpid()


def test_what_takes_too_long_is_ended_and_the_next_call_is_answered(
    bounded: Bounded[[str, int], object],
) -> None:
    first = bounded("pid", 0)
    begun = time.monotonic()
    assert _why(bounded("sleep", 60)) == "it takes longer than 0.5 s"
    assert time.monotonic() - begun < 10
    assert bounded("pid", 0) != first


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs a cap on address space")
def test_what_takes_too_much_memory_is_ended_and_the_next_call_is_answered(
    bounded: Bounded[[str, int], object],
) -> None:
    assert bounded("allocate", 8) == 8 << 20
    assert _why(bounded("allocate", 512)) == "it takes more than 64 MB"
    assert bounded("count", 1) == 2


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_worker_that_crashes_takes_nothing_with_it(
    bounded: Bounded[[str, int], object],
) -> None:
    assert _why(bounded("die", 0)) == "its process was ended by SIGKILL"
    assert _why(bounded("leave", 3)) == "its process ended with exit code 3"
    assert bounded("count", 1) == 2


def test_what_nests_without_end_is_no_crash(bounded: Bounded[[str, int], object]) -> None:
    assert _why(bounded("nest", 0)) == "it nests too deep"
    assert bounded("count", 1) == 2


def test_what_the_function_raises_is_raised(bounded: Bounded[[str, int], object]) -> None:
    with pytest.raises(KeyError, match="7"):
        bounded("raise", 7)
    assert bounded("count", 1) == 2


def test_nothing_is_started_before_it_is_asked() -> None:
    made = Bounded(_do, _CAPS)
    made.close()
    assert made("count", 1) == 2
    made.close()


def test_a_closed_worker_is_gone() -> None:
    made = Bounded(_do, _CAPS)
    found = made("pid", 0)
    made.close()
    assert isinstance(found, int)
    with pytest.raises(ProcessLookupError):
        os.kill(found, 0)


def test_what_a_function_keeps_it_keeps_in_its_worker() -> None:
    kept: list[str] = []

    def keep(word: str) -> int:
        kept.append(word)
        return len(kept)

    with Bounded(keep, _CAPS) as made:
        assert [made("a"), made("b")] == [1, 2]
    assert kept == []


def test_a_call_costs_little(bounded: Bounded[[str, int], object]) -> None:
    bounded("count", 0)
    begun = time.perf_counter()
    for number in range(500):
        bounded("count", number)
    assert time.perf_counter() - begun < 2.5  # five milliseconds each, on a busy machine
