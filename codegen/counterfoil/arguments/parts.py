"""The arguments of `counterfoil plan` and `counterfoil merge`, and those by which other verbs look at a part."""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil.arguments.typed import positive
from counterfoil.engine.durations import STANDARD
from counterfoil.engine.shards import MOST
from counterfoil.model import CannotRun, Config, Report

if TYPE_CHECKING:
    from counterfoil.plans import Asked
    from counterfoil.runs import Run

PLAN = "say which parts of a verification each shard of a CI matrix runs"
MERGE = "merge the JSON reports of all shards into the report of the whole"
_SHARD = re.compile(r"([0-9]+)/([0-9]+)")
_PLAN_EPILOG = """\
examples:
  counterfoil plan --shards 4                                      every shard, and what falls to it
  counterfoil plan --shards 4 --index 2                            one of them
  counterfoil plan --shards 4 --format json --output plan.json     for `counterfoil verify --plan`

exit codes: 0 said, 2 could not run"""


def add_affected(verb: "argparse.ArgumentParser | argparse._ArgumentGroup") -> None:
    """Adds `--affected-by`."""
    verb.add_argument(
        "--affected-by",
        metavar="git:REF",
        default="",
        help="look only at what can be reached by a change since HEAD left REF, what is not committed"
        " among it; the report says what was left out",
    )


def add_shard(group: argparse._ArgumentGroup) -> None:
    """Adds those by which a verification looks at one shard."""
    group.add_argument(
        "--shard",
        type=shard,
        metavar="I/N",
        help="run one shard of N alone, counted from 1; `counterfoil merge` makes a whole of the reports",
    )
    group.add_argument(
        "--plan",
        type=Path,
        metavar="FILE",
        help="how shards are cut, as `counterfoil plan --format json` writes it"
        " (default: cut by the durations)",
    )
    _add_durations(group)


def _add_durations(group: "argparse.ArgumentParser | argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--durations",
        type=Path,
        metavar="FILE",
        help=f"how long the parts took (default: {STANDARD}, which verify and merge write)",
    )


def asked(arguments: argparse.Namespace) -> "Asked":
    """Which part they ask for."""
    from counterfoil.plans import Asked

    return Asked(
        arguments.affected_by,
        arguments.shard,
        arguments.plan,
        arguments.durations,
        arguments.output,
    )


def check(arguments: argparse.Namespace) -> None:
    """Refuses what makes no sense together. Raises CannotRun."""
    named = arguments.services or arguments.journeys or arguments.url
    for option in ("affected_by", "shard"):
        if named and getattr(arguments, option):
            written = option.replace("_", "-")
            raise CannotRun(
                f"--{written} chooses among everything, and something is named already",
                fix=f"leave --{written} out, or name nothing",
            )
    for option in ("plan", "durations"):
        if getattr(arguments, option) and not arguments.shard:
            raise CannotRun(
                f"--{option} says how shards are cut, and no shard is asked for",
                fix="add --shard I/N",
            )
    if arguments.plan and arguments.durations:
        raise CannotRun(
            "a plan is cut already, and needs no --durations", fix="give one of the two"
        )


def add_plan(verb: argparse.ArgumentParser) -> None:
    """Adds those of `plan`."""
    verb.formatter_class = argparse.RawDescriptionHelpFormatter
    verb.epilog = _PLAN_EPILOG
    verb.add_argument(
        "--shards", type=_shards, metavar="N", required=True, help="into how many shards to cut"
    )
    verb.add_argument(
        "--index", type=positive, metavar="I", help="say it of this shard alone, counted from 1"
    )
    add_affected(verb)
    _add_durations(verb)
    verb.add_argument("--format", metavar="FORMAT", default="text", help="text or json")
    verb.add_argument(
        "--output",
        metavar="FILE",
        type=Path,
        help="write it to FILE, and the text for a person to standard output",
    )
    verb.set_defaults(run=_plan)


def add_merge(verb: argparse.ArgumentParser) -> None:
    """Adds those of `merge`."""
    verb.add_argument(
        "reports",
        nargs="+",
        type=Path,
        metavar="REPORT",
        help="a file that `counterfoil verify --shard I/N --format json --output FILE` has written",
    )


def config_of_merge(arguments: argparse.Namespace) -> Config | None:
    """The configuration where reports are merged outside of any monorepo."""
    from counterfoil.engine.config import root_above

    if root_above(arguments.start) is not None:
        return None
    return Config(arguments.start.resolve(), package="contracts", distribution="contracts")


def generate(run: "Run", arguments: argparse.Namespace) -> Report:
    """Generates what is asked for."""
    from counterfoil import generation

    if not arguments.affected_by:
        return generation.generate(run)
    from counterfoil.reach import reached

    own = () if arguments.output is None else (arguments.output,)
    with run.steps("changes", f"looking up {arguments.affected_by}"):
        since = reached(arguments.affected_by, run.config, own)
    return generation.generate(run, since.contracts, since.facts_of_contracts())


def merge(run: "Run", arguments: argparse.Namespace) -> Report:
    """What the shards have found, as one."""
    from counterfoil import plans

    return plans.merge(run, arguments.reports)


def _plan(arguments: argparse.Namespace) -> int:
    from counterfoil.plans import Asked, Wanted, tell_plan

    of, index = arguments.shards, arguments.index
    if index is not None and index > of:
        raise CannotRun(f"there is no shard {index} of {of}", fix=f"count from 1 to {of}")
    chosen = Asked(arguments.affected_by, durations=arguments.durations, output=arguments.output)
    return tell_plan(Wanted(arguments.start, of, index, arguments.format, arguments.output, chosen))


def shard(text: str) -> tuple[int, int]:
    """One of how many.

    >>> shard("2/4")
    (2, 4)
    """
    found = _SHARD.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no shard: write it as 2/4")
    index, of = int(found[1]), _shards(found[2])
    if not 1 <= index <= of:
        raise argparse.ArgumentTypeError(f"there is no shard {index} of {of}: count from 1 to {of}")
    return index, of


def _shards(text: str) -> int:
    if len(text) > len(str(MOST)) or positive(text) > MOST:
        raise argparse.ArgumentTypeError(f"{text!r} are more shards than the {MOST:,} there may be")
    return positive(text)
