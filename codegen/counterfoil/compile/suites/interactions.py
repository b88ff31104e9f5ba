"""The tests of a suite: one for each interaction, which calls the client and looks at what is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counterfoil.compile.client.methods import Method
from counterfoil.compile.source import flat
from counterfoil.compile.suites.calls import (
    STATE,
    Called,
    Said,
    Unsayable,
    arguments,
    content_of,
    method_for,
)
from counterfoil.compile.suites.exchanges import Exchange
from counterfoil.compile.suites.reads import Asserting
from counterfoil.compile.suites.spelling import Speller
from counterfoil.compile.suites.texts import about
from counterfoil.engine.naming import identifier
from counterfoil.model import Api, Given, Interaction


@dataclass(frozen=True, slots=True)
class Test:
    """One test: its statements, or why there are none."""

    name: str
    description: str
    about: str
    """Its docstring, in source."""
    body: tuple[str, ...] = ()
    skipped: str = ""


def skipped(name: str, interaction: Interaction, why: str) -> Test:
    """A test that says why it is none."""
    return Test(name, interaction.description, about(interaction), (), why)


@dataclass(frozen=True, slots=True)
class Writing:
    """Writes the tests of one suite."""

    api: Api
    alias: str
    """What the suite calls the client's package."""
    methods: Sequence[Method]
    speller: Speller
    asserting: Asserting

    def called(self, interaction: Interaction) -> Called:
        """The operation of an interaction as it calls it, in no state. Raises Unsayable."""
        method = method_for(interaction, self.methods)
        said = self._said(replace(interaction, given=()), method)
        operation = method.operation.author_id or method.operation.title
        return Called(operation, identifier(method.name), interaction.description, method, said)

    def test(self, name: str, interaction: Interaction) -> Test:
        """The test of an interaction."""
        try:
            called = self.called(interaction)
            given = _given(called.method, interaction)
            said = self._said(replace(interaction, given=given), called.method)
        except Unsayable as problem:
            return skipped(name, interaction, str(problem))
        exchange = Exchange(
            self.alias,
            self.asserting,
            replace(called, said=said),
            interaction,
            *content_of(called.method, interaction.status),
        )
        lines = (
            *exchange.states(given, used=f"{STATE}.get(" in flat(said.call(""))),
            exchange.arranged(),
            *exchange.told(),
        )
        return Test(name, interaction.description, about(interaction), lines)

    def _said(self, interaction: Interaction, method: Method) -> Said:
        return arguments(interaction, method, self.speller)


def _given(method: Method, interaction: Interaction) -> tuple[Given, ...]:
    """The states that have to hold: those of the contract, and those of the consumer."""
    return tuple(
        {
            each.state: each for each in (*_promised(method, interaction), *interaction.given)
        }.values()
    )


def _promised(method: Method, interaction: Interaction) -> Iterator[Given]:
    yield from method.operation.given
    for each in method.operation.responses:
        if each.status == str(interaction.status):
            yield from each.given
