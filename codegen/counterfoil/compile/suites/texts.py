"""The words of a suite: names of tests, and docstrings."""

import re
from collections.abc import Iterable, Sequence

from counterfoil.compile.text import docstring
from counterfoil.engine.naming import unique, words
from counterfoil.model import Api, Expectations, Interaction

_LONGEST = 70
_TEST = re.compile(r"^def (test_\w+)\(", re.MULTILINE)


def test_names(descriptions: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """A test's name for each description.

    >>> test_names(["The order", "the order!", "→"])
    ['test_the_order', 'test_the_order_2', 'test_interaction']
    """
    return unique([_test_name(each) for each in descriptions], taken)


def tests_in(template: str) -> list[str]:
    """The names of the tests that a template has by itself.

    >>> tests_in("def test_it() -> None:\\n    ...\\n\\ndef {{ test.name }}() -> None:")
    ['test_it']
    """
    return _TEST.findall(template)


def module_text(api: Api, expectations: Sequence[Expectations]) -> str:
    """What the module is about."""
    consumer = expectations[0].consumer
    files = "\n".join(dict.fromkeys(each.source.path for each in expectations))
    return docstring(
        f"What {consumer} relies on in {api.contract.title}.\n\nExpectations: {files}", 0
    )


def about(interaction: Interaction) -> str:
    """What a test is about, and the file in which the consumer says so."""
    return docstring(f"{interaction.description}\n\n{interaction.place.source.path}", 4)


def _test_name(description: str) -> str:
    name, *rest = words(description) or ["interaction"]
    for each in rest:
        if len(name) + len(each) >= _LONGEST:
            break
        name += f"_{each}"
    found = f"test_{name[:_LONGEST]}".lower()
    return found if found.isidentifier() else "test_interaction"
