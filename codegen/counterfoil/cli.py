"""The command line. Pillars are imported by the verb that needs them, so that --help is quick."""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from counterfoil import __version__, console
from counterfoil.arguments import (
    changelog,
    compat,
    generate,
    migrate,
    parts,
    record,
    stub,
    usage,
    verify,
)
from counterfoil.engine.words import nearest
from counterfoil.model import CannotRun, Config, Report

if TYPE_CHECKING:
    from counterfoil.runs import Run

_REPORTING = {
    "lint": "look at every contract with every rule",
    "generate": "compile the contracts into the generated folder",
    "drift": "compare the generated folder with the contracts, and write nothing",
    "compat": compat.DOES,
    "verify": "lint, drift, compatibility, every service and journey in one report, as CI wants it; or some alone",
    "record": record.DOES,
    "merge": parts.MERGE,
}
VERBS = (
    *_REPORTING,
    "plan",
    "changelog",
    "migrate",
    "stub",
    "usage",
    "impact",
    "explain",
    "init",
)
_MISTYPED = re.compile(r"invalid choice: '([^']*)'|unrecognized arguments: (--?\w+)")
_EPILOG = "exit codes: 0 clean, 1 findings of severity error, 2 could not run"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one verb; the exit code is 0 clean, 1 findings, 2 could not run, 130 interrupted."""
    console.carry_any_text()
    try:
        arguments = parser().parse_args(argv)
        return int(arguments.run(arguments))
    except CannotRun as problem:
        return console.refuse(problem)
    except OSError as problem:
        return console.refuse(console.unusable(problem))
    except KeyboardInterrupt:
        return console.interrupted()
    except Exception:
        return console.crashed()


def parser() -> argparse.ArgumentParser:
    """The whole command line, as the documentation prints it."""
    whole = _Parser(
        prog="counterfoil",
        description="Versioned contracts compiled into code, and proved in CI.",
        epilog=_EPILOG,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=f"counterfoil {__version__}")
    _add_start(whole, default=Path())
    verbs = whole.add_subparsers(title="verbs", metavar="VERB", required=True)
    for name, does in _REPORTING.items():
        verb = _add_verb(verbs, name, does)
        if name == "compat":
            compat.add(verb)
        if name in ("generate", "drift"):
            generate.add(verb)
        if name == "generate":
            generate.add_own(verb)
        if name == "verify":
            verify.add(verb)
        if name == "merge":
            parts.add_merge(verb)
        if name == "record":
            record.add(verb)
        _add_report(verb, name)
    parts.add_plan(_add_verb(verbs, "plan", parts.PLAN))
    changelog.add(_add_verb(verbs, "changelog", changelog.DOES))
    migrate.add(_add_verb(verbs, "migrate", migrate.DOES))
    stub.add(_add_verb(verbs, "stub", stub.DOES))
    usage.add_usage(_add_verb(verbs, "usage", usage.USAGE))
    usage.add_impact(_add_verb(verbs, "impact", usage.IMPACT))
    explain = _add_verb(verbs, "explain", "print the manual page of a rule, or the list of rules")
    explain.add_argument("rule", nargs="?", metavar="RULE", help="such as operation-id-missing")
    explain.set_defaults(run=_explain)
    init = _add_verb(verbs, "init", "write the smallest working set-up, and overwrite nothing")
    init.set_defaults(run=_init)
    return whole


class _Parser(argparse.ArgumentParser):
    """Names the nearest verb or option when one is mistyped; argparse does so from Python 3.14 on."""

    def error(self, message: str) -> NoReturn:
        mistyped = _MISTYPED.search(message)
        typed = mistyped.group(mistyped.lastindex or 0) if mistyped else ""
        near = nearest(typed, (*VERBS, *_options(self)))
        fix = f"did you mean `{near}`?" if near else f"see `{self.prog} --help`"
        self.exit(console.refuse(CannotRun(message, fix=fix)))


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every option of a parser, and of the verbs below it."""
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from _options(each)


def _add_verb(
    verbs: "argparse._SubParsersAction[_Parser]", name: str, does: str
) -> argparse.ArgumentParser:
    sentence = f"{does[0].upper()}{does[1:]}."
    verb = verbs.add_parser(
        name, help=does, description=sentence, epilog=_EPILOG, allow_abbrev=False
    )
    # Without a default of its own: it would hide a -C that stands before the verb.
    _add_start(verb, default=argparse.SUPPRESS)
    return verb


def _add_start(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "-C",
        "--root",
        dest="start",
        metavar="DIR",
        type=Path,
        default=default,
        help="run as if started in DIR; the monorepo is the nearest one from there upwards",
    )


def _add_report(verb: argparse.ArgumentParser, name: str) -> None:
    verb.add_argument(
        "--format",
        metavar="FORMAT",
        default="text",
        help="text, json, junit, sarif, github, html, markdown, or a renderer that is installed beside them",
    )
    verb.add_argument(
        "--output",
        metavar="FILE",
        type=Path,
        help="write the report to FILE, and the text for a person to standard output",
    )
    verb.set_defaults(run=lambda arguments: _report(name, arguments))


def _report(verb: str, arguments: argparse.Namespace) -> int:
    from counterfoil.engine.report import exit_code, refusal

    if generate.is_watch(arguments):
        return generate.watch(lambda: _begun(verb, arguments), arguments)
    deliver = console.delivery(arguments.format, arguments.output)
    try:
        made = _run(verb, arguments)
    except CannotRun as problem:
        deliver(refusal(problem))
        return 2
    deliver(made)
    return exit_code(made)


def _begun(verb: str, arguments: argparse.Namespace) -> "Run":
    from datetime import UTC, datetime

    from counterfoil.engine.machine import cores
    from counterfoil.progress import steps_on_terminal
    from counterfoil.runs import Run

    config, today = _config(verb, arguments), datetime.now(UTC).date()
    # Whoever is not told how many processes may compile takes as many as the machine has room for.
    jobs = getattr(arguments, "jobs", None) or cores()
    return Run(config, today, steps_on_terminal(), jobs, generate.variables(arguments))


def _run(verb: str, arguments: argparse.Namespace) -> Report:
    from counterfoil import generation, verbs

    run = _begun(verb, arguments)
    match verb:
        case "lint":
            return verbs.lint(run)
        case "generate":
            return parts.generate(run, arguments)
        case "drift":
            return generation.drift(run)
        case "compat":
            return compat.report(run, arguments)
        case "record":
            return record.report(run, arguments)
        case "merge":
            return parts.merge(run, arguments)
        case _:
            return verify.report(run, arguments)


def _config(verb: str, arguments: argparse.Namespace) -> Config:
    from counterfoil.engine.config import find_root, load_config

    own = {"compat": compat.config, "verify": verify.config, "merge": parts.config_of_merge}
    if verb in own and (config := own[verb](arguments)) is not None:
        return config
    return load_config(find_root(arguments.start))


def _explain(arguments: argparse.Namespace) -> int:
    from counterfoil.engine.rules import manual, rules

    if arguments.rule is not None:
        text = manual(arguments.rule).rstrip()
        console.say(f"{arguments.rule}\n\n{rules()[arguments.rule].traits}\n\n{text}\n")
        return 0
    known = rules().values()
    width = max(len(each.id) for each in known)
    for each in known:
        console.say(f"{each.id:{width}}  {each.severity:7}  {each.summary}\n")
    return 0


def _init(arguments: argparse.Namespace) -> int:
    from counterfoil.scaffold import init

    for line in init(arguments.start):
        console.say(f"{line}\n")
    return 0
