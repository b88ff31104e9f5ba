"""Statements laid out by rules of our own are those that black writes."""

import subprocess
import sys
from importlib import import_module

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from counterfoil.compile.formatting import formatted
from counterfoil.compile.lines import laid_out
from counterfoil.compile.tidy import tidy

NAMES = st.one_of(
    st.integers(1, 12).map(lambda n: "abcdefghijkl"[:n]),
    st.integers(20, 95).map(lambda n: "Name" * (n // 4)),
)
TEXTS = st.one_of(
    st.integers(0, 30).map(lambda n: f'"{"t" * n}"'),
    st.sampled_from(
        ['"x y"', "'say \"no\"'", '"a, (b"', '"\\n"', 'b"\\x00"', '"é"', '"漢字漢字漢字"']
    ),
    st.integers(60, 90).map(lambda n: f'"{"long " * (n // 5)}"'),
)
PLAIN = NAMES | TEXTS | st.sampled_from(["None", "True", "1", "-1", "2.5", "[]", "{}", "()", "..."])


def joined(members: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(members, min_size=least, max_size=most).map(", ".join)


def types(deeper: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(NAMES, joined(deeper, 1, 3)).map(lambda each: f"{each[0]}[{each[1]}]"),
        st.lists(deeper, min_size=2, max_size=4).map(" | ".join),
        joined(TEXTS, 1, 6).map(lambda each: f"Literal[{each}]"),
    )


def values(deeper: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    named = st.tuples(NAMES, deeper).map("=".join)
    pairs = st.tuples(TEXTS, deeper).map(": ".join)
    members = joined(deeper | named, 0, 4)
    return st.one_of(
        st.tuples(NAMES, members).map(lambda each: f"{each[0]}({each[1]})"),
        st.tuples(NAMES, NAMES, members).map(lambda each: f"{each[0]}.{each[1]}({each[2]})"),
        st.tuples(NAMES, NAMES, deeper).map(lambda each: f"{each[0]}().{each[1]}({each[2]}).end()"),
        st.tuples(NAMES, deeper, deeper).map(lambda each: f"{each[0]}[{each[1]}].x({each[2]})"),
        joined(deeper, 1, 5).map(lambda each: f"[{each}]"),
        joined(deeper, 2, 5).map(lambda each: f"({each})"),
        deeper.map(lambda each: f"({each},)"),
        joined(pairs, 1, 4).map(lambda each: f"{{{each}}}"),
        st.tuples(NAMES, deeper).map(lambda each: f"{each[0]}(*{each[1]}, **rest)"),
    )


TYPES = st.recursive(NAMES | st.sampled_from(["None", "..."]), types, max_leaves=8)
VALUES = st.recursive(PLAIN | TYPES, values, max_leaves=10)
PARAMETERS = st.one_of(
    NAMES,
    st.tuples(NAMES, TYPES).map(": ".join),
    st.tuples(NAMES, TYPES, VALUES).map(lambda each: f"{each[0]}: {each[1]} = {each[2]}"),
    st.tuples(NAMES, PLAIN).map("=".join),
)
SIMPLE = st.one_of(
    st.tuples(NAMES, TYPES).map(": ".join),
    st.tuples(NAMES, TYPES, VALUES).map(lambda each: f"{each[0]}: {each[1]} = {each[2]}"),
    st.tuples(NAMES, VALUES).map(" = ".join),
    st.tuples(NAMES, VALUES).map(lambda each: f"{each[0]}({each[1]})"),
    VALUES.map("return {}".format),
    VALUES.map("return await self.f({})".format),
    st.tuples(VALUES, st.sampled_from(["==", "<=", "in", "not in", "is not", "or", "and"]), VALUES)
    .map(" ".join)
    .map("assert {}".format),
    st.tuples(VALUES, VALUES).map(", ".join).map("assert {}".format),
    st.tuples(NAMES, joined(NAMES, 1, 4)).map(lambda each: f"from .{each[0]} import {each[1]}"),
    st.tuples(NAMES, NAMES).map(lambda each: f"from .{each[0]} import {each[1]} as {each[1]}"),
)
HEADS = st.one_of(
    st.tuples(NAMES, joined(TYPES | st.just("status=200"), 1, 3)).map(
        lambda each: f"class {each[0]}({each[1]}):"
    ),
    st.tuples(st.sampled_from(["def", "async def"]), NAMES, joined(PARAMETERS, 0, 5), TYPES).map(
        lambda each: f"{each[0]} {each[1]}({each[2]}) -> {each[3]}:"
    ),
    st.tuples(NAMES, joined(PARAMETERS, 1, 3)).map(
        lambda each: f"def {each[0]}(self, *, {each[1]}):"
    ),
    st.tuples(VALUES, VALUES).map(lambda each: f"if {each[0]} is not {each[1]}:"),
    st.tuples(NAMES, VALUES).map(lambda each: f"for {each[0]} in {each[1]}:"),
    st.tuples(NAMES, VALUES).map(lambda each: f"with {each[0]}({each[1]}) as {each[0]}:"),
)
DECORATORS = VALUES.map("@decorated.by({})".format)


def by_black(text: str, depth: int) -> str:
    """The same as black writes it below `depth` other statements."""
    margin = "    " * depth
    around = "".join(f"{'    ' * each}if _:\n" for each in range(depth))
    below = f"\n{margin}    pass" if text.endswith(":") else ""
    below = f"\n{margin}def _():\n{margin}    pass" if text.startswith("@") else below
    shown = formatted(f"{around}{margin}{text}{below}\n")
    return shown.removeprefix(around).removesuffix(f"{below}\n").strip("\n")


LONG = '"' + "t" * 60 + '"'


@settings(max_examples=100, deadline=None)
@given(SIMPLE | HEADS | DECORATORS, st.integers(0, 2))
@example(f"def f() -> Literal[{LONG}, 1, 2, 3, 4, 5, 6]:", 0)
@example(f"def f(*, {'x' * 70}: ...) -> None:", 1)
@example(f"assert a == 1, f({LONG}, {LONG})", 1)
def test_a_statement_is_as_black_writes_it(text: str, depth: int) -> None:
    assert laid_out(text, depth) in (None, by_black(text, depth))


@pytest.mark.parametrize(
    "text",
    [
        f"f(lambda: {LONG}, 1, 2, 3, 4)",
        f"f({LONG} if x else 1, 2, 3, 4, 5)",
        f"x = [each for each in {LONG}, 1, 2, 3]",
        f'x = f(f"{{a}}", {LONG}, 1, 2, 3)',
        f"x = f({LONG}, (a), 1, 2, 3, 4, 5)",
        f"x = y = f({LONG}, 1, 2, 3, 4, 5)",
        f"x = f({LONG})  # why it is so",
        f"x = f({LONG} {LONG})",
        f"x = f(a *b, {LONG}, 1, 2, 3, 4)",
        f"x = f( {LONG}, 1)",
        "x = f((",
        "",
    ],
)
def test_of_other_forms_nothing_is_guessed(text: str) -> None:
    assert laid_out(text, 0) is None


@pytest.mark.parametrize("depth", [0, 1, 2])
@pytest.mark.parametrize(
    "statement",
    [
        f"def f(a: int = lambda: {LONG}, b: int = 2) -> None:\n    pass",
        f"@decorated(lambda: {LONG}, 1, 2)\ndef f() -> None:\n    pass",
        f"x = f({LONG}, 1, 2, 3, 4, 5)  # why it is so",
        f"x = {{\n    {LONG}: [\n        f({LONG}, 1, 2, 3),\n    ],\n}}",
        f"def f(\n    a: int,\n    b: A[{LONG}, 1, 2, 3, 4, 5],\n) -> B[\n    int,\n    str,\n]:\n    pass",
        f'x = 1\n"""It says {LONG} (or {LONG}."""',
        f'x = \'say """ once\'\ny = f(\'say """ twice\', {LONG}, 1)',
        'x = f("漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", 1)',
    ],
)
def test_a_module_is_as_black_writes_it(statement: str, depth: int) -> None:
    around = "".join(f"{'    ' * each}class A:\n" for each in range(depth))
    inside = "\n".join(f"{'    ' * depth}{line}" for line in statement.split("\n"))
    module = f"{around}{inside}\n\n"
    assert tidy(module).strip("\n") == formatted(module).strip("\n")


def test_of_a_black_that_nobody_has_compared_with_black_itself_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = f"x: {' | '.join(f'Alternative{n}' for n in range(9))} = None\n"
    known = tidy(text)
    asked: list[str] = []

    def asks(module: str) -> str:
        asked.append(module)
        return formatted(module)

    module = import_module("counterfoil.compile.tidy")
    monkeypatch.setattr(module, "formatted", asks)
    assert tidy(text) == known and asked == []
    monkeypatch.setattr(module, "is_known", lambda: False)
    assert tidy(text) == known and asked == [text]


def test_black_is_imported_for_what_it_is_asked_alone() -> None:
    code = f"""
import sys
from counterfoil.compile.tidy import tidy
tidy('x = f("Größe – hier", {LONG}, 1)')
print("black" in sys.modules)
tidy('x = f(lambda: 1, "Größe – hier", {LONG})')
print("black" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]
