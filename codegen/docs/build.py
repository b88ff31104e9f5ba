"""Builds the site: the README, every verb and its options, every key, and a page for each rule.

Nothing here is written twice: the pages come from the parser, the fields and the docstrings.
"""

import html
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from markdown_it import MarkdownIt

from counterfoil.cli import VERBS
from counterfoil.engine import services
from counterfoil.engine.config import Key, cache_keys, compat_keys, keys
from counterfoil.engine.rules import Rule, rules

ROOT = Path(__file__).parent.parent.parent
MARKDOWN = MarkdownIt("commonmark").enable("table")
STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 system-ui, sans-serif }
pre, code { font-family: ui-monospace, monospace; font-size: .92em; background: #8881 }
pre { padding: .8rem; overflow-x: auto } pre code { background: none }
table { border-collapse: collapse } td, th { padding: .25rem .7rem .25rem 0; text-align: left }
nav a { margin-right: 1rem }
"""


def main(site: Path) -> None:
    """Writes the site into a folder."""
    made = dict(pages())
    for path, text in made.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    print(f"{len(made)} pages, beginning with {site / 'index.html'}")


def pages() -> Iterator[tuple[str, str]]:
    """Every page, by its path."""
    yield "index.html", page("counterfoil", (ROOT / "README.md").read_text("utf-8"))
    yield "cli.html", page("Command line", command_line())
    yield "configuration.html", page("Configuration", configuration())
    yield "rules.html", page("Rules", rule_list())
    for rule in rules().values():
        yield f"rules/{rule.id}.html", page(rule.id, rule_page(rule), up="../")


def page(title: str, markdown: str, up: str = "") -> str:
    """A whole HTML page."""
    links = {
        "index": "Tour",
        "cli": "Command line",
        "configuration": "Configuration",
        "rules": "Rules",
    }
    menu = "".join(f'<a href="{up}{name}.html">{label}</a>' for name, label in links.items())
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style>\n"
        f"<nav>{menu}</nav>\n{MARKDOWN.render(markdown)}</html>\n"
    )


def command_line() -> str:
    """The help of the whole, then of each verb."""
    helps = "".join(
        f"```text\n{help_of(*verb)}```\n\n" for verb in ((), *((each,) for each in VERBS))
    )
    return f"# Command line\n\n{helps}"


def help_of(*verb: str) -> str:
    """What a user sees who asks for help."""
    command = [sys.executable, "-m", "counterfoil", *verb, "--help"]
    wide = {**os.environ, "COLUMNS": "96"}
    return subprocess.run(command, env=wide, capture_output=True, text=True, check=True).stdout


def configuration() -> str:
    """Tables of the keys of a monorepo, of comparing its contracts, of caches, and of a service in it."""
    service = key_table("[tool.counterfoil.service]", services.keys())
    compat = key_table("[tool.counterfoil.compat]", compat_keys())
    cache = key_table("[tool.counterfoil.cache]", cache_keys())
    whole = key_table("[tool.counterfoil]", keys())
    return f"{whole}\n{compat}\n{cache}\n{service}\n{services.PLACEHOLDERS}\n"


def key_table(name: str, listed: Iterable[Key]) -> str:
    """What each key of a table says."""
    rows = "".join(f"| `{key.name}` | {key.doc} | {key.default} |\n" for key in listed)
    return f"# {name}\n\n| key | what it says | default |\n|---|---|---|\n{rows}"


TOPICS = {
    "": "Contracts, providers and their users",
    "WIRE": "Changes of what travels",
    "SOURCE": "Changes of what is compiled",
    "SEMANTIC": "Changes of what is meant, or promised for later",
}
"""Category of a rule → the heading that it stands below."""


def rule_list() -> str:
    """A table of rules for each topic; what can change in requests, answers and messages is one row."""
    listed: dict[str, dict[str, list[Rule]]] = {category: {} for category in TOPICS}
    for rule in rules().values():
        fact = rule.id.removeprefix(f"{rule.direction}-")
        listed[rule.category].setdefault(fact, []).append(rule)
    tables = "".join(rule_table(TOPICS[each], facts) for each, facts in listed.items())
    return f"# Rules\n{tables}"


def rule_table(heading: str, facts: Mapping[str, Sequence[Rule]]) -> str:
    """The rules of one topic, by the fact that they tell."""
    rows = "".join(rule_row(fact, facts[fact]) for fact in sorted(facts))
    return f"\n## {heading}\n\n| rule | severity | what it finds |\n|---|---|---|\n{rows}"


def rule_row(fact: str, told: Sequence[Rule]) -> str:
    """One fact, with a link to each of its rules."""
    first = told[0]
    if not first.direction:
        return f"| [{first.id}](rules/{first.id}.html) | {first.severity} | {first.summary} |\n"
    links = ", ".join(f"[{each.direction}](rules/{each.id}.html)" for each in told)
    # Behind the colon stands what is the same wherever it travels.
    summary = first.summary.partition(": ")[2]
    return f"| …-{fact}: {links} | {first.severity} | {summary[:1].upper()}{summary[1:]} |\n"


def rule_page(rule: Rule) -> str:
    """The manual page of one rule."""
    return f"# {rule.id}\n\n*{rule.traits}*\n\n{rule.manual}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
