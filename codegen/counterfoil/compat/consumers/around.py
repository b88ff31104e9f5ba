"""Whom a change outside schemas hits: who calls what is gone, or reads what no longer comes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from counterfoil.compat.change import Change
from counterfoil.compat.consumers.hit import Audience, Hit, Reliance, has_status, told
from counterfoil.compat.operations.speaking import METHOD_UNKNOWN, PATH_UNKNOWN, Speaker
from counterfoil.compat.operations.templates import shape
from counterfoil.engine.conform import Breach
from counterfoil.engine.expectations.asked import call_of
from counterfoil.model import Operation, Verdict

_Concerns = Callable[[Change, Breach], bool]


def _is_about_parameter(change: Change, breach: Breach) -> bool:
    return breach.where.rpartition(" ")[2].strip("`") in change.subject.split()


_REFUSALS: Mapping[str, _Concerns | None] = {
    "operation-": lambda _, breach: breach.rule in (PATH_UNKNOWN, METHOD_UNKNOWN),
    # Which scopes a credential has no request shows.
    "security-scope-": None,
    "security-": lambda _, breach: breach.rule == "credentials-missing",
    "request-parameter-": _is_about_parameter,
    "request-required-parameter-": _is_about_parameter,
    "request-body-": lambda _, breach: breach.rule.startswith("request-body"),
    "request-media-type-": lambda _, breach: breach.rule == "request-media-type-undocumented",
}
"""What a change makes a provider object to, by how its rule begins."""


def _names(title: str, operation: Operation) -> bool:
    """Whether a title ends in this method and path, whatever the parameters are called."""
    *_, method, path = title.split(" ")
    return (method, shape(path)) == (operation.method, shape(operation.path))


@dataclass(frozen=True, slots=True)
class Around:
    """Replays what consumers ask, written by the baseline and heard by the candidate."""

    audience: Audience
    baseline: Speaker
    candidate: Speaker
    _heard: dict[int, tuple[Breach, ...]] = field(default_factory=dict)

    def hit(self, change: Change) -> Hit | None:
        """Whom a change outside schemas breaks, and who uses the operation all the same.

        None where what consumers ask and read says nothing of it.
        """
        breaks = self._question(change)
        if breaks is None or not self.audience.reliances:
            return None
        users = (each for each in self.audience.reliances if self._uses(each, change))
        return told((each.consumer, breaks(each, change)) for each in users)

    def _question(self, change: Change) -> Callable[[Reliance, Change], bool] | None:
        answered = change.rule.startswith("response-")
        if change.verdict is Verdict.PROVED_BREAK:
            return self._misses if answered else self._is_refused
        if change.verdict is Verdict.UNKNOWN and change.rule.endswith(("-removed", "-withdrawn")):
            return self._misses if answered else self._sends
        return None

    def _uses(self, reliance: Reliance, change: Change) -> bool:
        operation = reliance.operation
        if operation is None:
            return False
        return not change.operations or any(_names(title, operation) for title in change.operations)

    def _sends(self, reliance: Reliance, change: Change) -> bool:
        """Whether it sends what is not heard any more."""
        ask = reliance.interaction.ask
        if ask is None:
            return False
        if change.rule.startswith(("request-parameter-", "request-required-parameter-")):
            return any(
                name in change.subject.split()
                for given in ask.parameters.values()
                for name in given
            )
        if change.rule.startswith(("request-body-", "request-required-body-")):
            return ask.has_body
        return True

    def _misses(self, reliance: Reliance, change: Change) -> bool:
        """Whether it reads what an answer no longer has."""
        status, _, named = change.subject.partition(" ")
        if change.rule == "response-success-status-added":
            return str(reliance.interaction.status)[0] in "123"
        if reliance.operation is None or not has_status(reliance, status, reliance.operation):
            return False
        use = reliance.interaction.use
        if change.rule.startswith("response-header-"):
            return named.lower() in (each.lower() for each in use.headers)
        if change.rule.startswith(("response-media-type-", "response-body-")):
            return bool(use.reads)
        return True

    def _is_refused(self, reliance: Reliance, change: Change) -> bool:
        concerns = next(
            (each for begin, each in _REFUSALS.items() if change.rule.startswith(begin)), None
        )
        if concerns is None:
            # Nothing that one of its requests could show.
            return True
        return any(concerns(change, each) for each in self._objections(reliance))

    def _objections(self, reliance: Reliance) -> tuple[Breach, ...]:
        """What the candidate alone objects to in its request."""
        key = id(reliance)
        if key not in self._heard:
            self._heard[key] = tuple(self._new(reliance))
        return self._heard[key]

    def _new(self, reliance: Reliance) -> Iterator[Breach]:
        ask, operation = reliance.interaction.ask, reliance.operation
        if ask is None or operation is None:
            return
        request = self.baseline.request(operation, call_of(ask))
        if request is None:
            return
        known = {(each.rule, each.where) for each in self.baseline.routed(request).breaches}
        for each in self.candidate.routed(request).breaches:
            if (each.rule, each.where) not in known:
                yield each
