"""What changed in who may ask: which credentials a request needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from counterfoil.compat.change import Kind
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.trials import Trials, as_kept
from counterfoil.compat.outcome import Outcome, broken, safe, unknown
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.engine.conform.places import security_of
from counterfoil.engine.written import value_at
from counterfoil.model import (
    Api,
    Json,
    Operation,
    Place,
    Reply,
    Requirement,
    SecurityScheme,
)

_ANYBODY = Requirement({})


@dataclass(frozen=True, slots=True)
class Way:
    """One way to be let in: credentials, by what they are and not by what a contract calls them."""

    requirement: Requirement
    scopes: Mapping[tuple[str, ...], frozenset[str]]
    """What each credential is → the scopes that it needs."""

    @property
    def told(self) -> str:
        """The way as a sentence names it."""
        named = [
            name + (f" ({', '.join(sorted(scopes))})" if scopes else "")
            for name, scopes in self.requirement.schemes.items()
        ]
        return " and ".join(named) or "nothing"

    def lets_in(self, other: "Way") -> bool:
        """Whether who has the credentials of the other way has those of this one."""
        return all(
            credential in other.scopes and scopes <= other.scopes[credential]
            for credential, scopes in self.scopes.items()
        )


def ways(api: Api, operation: Operation) -> tuple[Way, ...]:
    """The ways to be let in; one that needs nothing where no credentials are asked for."""
    return tuple(_way(api, each) for each in operation.security or (_ANYBODY,))


def security(trials: Trials, meeting: Meeting) -> Iterator[Told]:
    """Every change of what credentials an operation asks for."""
    before = ways(trials.baseline.api, meeting.baseline)
    after = ways(trials.candidate.api, meeting.candidate)
    gone = [each for each in before if not any(each.scopes == one.scopes for one in after)]
    new = [each for each in after if not any(each.scopes == one.scopes for one in before)]
    if not gone and not new:
        return
    blank = Told(
        "",
        Kind.SECURITY,
        "",
        _asked_at(meeting.candidate),
        _asked_at(meeting.baseline),
        before=_written(meeting.baseline),
        after=_written(meeting.candidate),
    )
    if _is_open(before) != _is_open(after):
        yield _opened(trials, meeting, blank, (before, after))
        return
    for one, other in _rescoped(gone, new):
        gone.remove(one)
        new.remove(other)
        yield from _scopes(trials, meeting, blank, (before, after), (one, other))
    for each in gone:
        yield _alternative(trials, meeting, blank, (before, after), each, "removed")
    for each in new:
        yield _alternative(trials, meeting, blank, (before, after), each, "added")


Ways = tuple[tuple[Way, ...], tuple[Way, ...]]


def _opened(trials: Trials, meeting: Meeting, blank: Told, both: Ways) -> Told:
    closed = _is_open(both[0])
    wanted = " or ".join(each.told for each in both[closed])
    return replace(
        blank,
        rule=f"security-{'added' if closed else 'removed'}",
        sentence=(
            f"it asks for credentials now: {wanted}; requests without are refused"
            if closed
            else f"it no longer asks for credentials: {wanted}"
        ),
        outcome=partial(_outcome, trials, meeting, both),
        fix="Go on letting everybody in, and ask for credentials in a new major version." * closed,
    )


def _alternative(
    trials: Trials, meeting: Meeting, blank: Told, both: Ways, way: Way, word: str
) -> Told:
    removed = word == "removed"
    return replace(
        blank,
        rule=f"security-alternative-{word}",
        sentence=f"{way.told} {'no longer lets anybody in' if removed else 'lets callers in now'}",
        outcome=partial(_outcome, trials, meeting, both, way),
        subject=way.told,
        fix="Take the former credentials as well until nobody sends them." * removed,
    )


def _scopes(
    trials: Trials, meeting: Meeting, blank: Told, both: Ways, pair: tuple[Way, Way]
) -> Iterator[Told]:
    """One change for each scope: whoever has a token knows which ones it has."""
    for (credential, before), name in zip(
        pair[0].scopes.items(), pair[0].requirement.schemes, strict=False
    ):
        after = pair[1].scopes[credential]
        for scope in sorted(after - before):
            yield replace(
                blank,
                rule="security-scope-added",
                sentence=f"tokens of {name} need the scope `{scope}` now",
                outcome=partial(_outcome, trials, meeting, both),
                subject=f"{name} {scope}",
                fix="Give the scope to every token that is in use before asking for it.",
            )
        for scope in sorted(before - after):
            yield replace(
                blank,
                rule="security-scope-removed",
                sentence=f"tokens of {name} no longer need the scope `{scope}`",
                outcome=partial(_outcome, trials, meeting, both),
                subject=f"{name} {scope}",
            )


def _outcome(trials: Trials, meeting: Meeting, both: Ways, only: Way | None = None) -> Outcome:
    """Whether somebody whom one version lets in is kept out by the other one."""
    ways_of = dict(zip(Version, both, strict=True))
    for sender in trials.senders(meeting.asker):
        for way in ways_of[sender] if only is None else (only,):
            taken = ways_of[sender.other]
            if way not in ways_of[sender] or any(each.lets_in(way) for each in taken):
                continue
            witness = _witness(trials, meeting, sender, way)
            if witness is not None:
                return as_kept(meeting.asker, sender, broken(witness))
            return unknown(
                "the credentials look alike; whether one serves for the other is not said"
            )
    return safe("whoever was let in still is")


def _witness(trials: Trials, meeting: Meeting, sender: Version, way: Way) -> Json:
    """A request with the credentials of one version, which the other one refuses."""
    says, hears = trials.speaker(sender), trials.speaker(sender.other)
    operation, other = meeting.of(sender), meeting.of(sender.other)
    for call in says.calls(operation):
        request = says.request(replace(operation, security=()), call)
        if request is None:
            continue
        request = says.with_credentials(request, way.requirement)
        if says.objections(meeting, operation, request):
            continue
        refused = hears.objections(meeting, other, request)
        if any(each.rule == "credentials-missing" for each in refused):
            return says.witness(request, Reply(401))
        if short := _short_of(hears.api, other, way):
            # A token does not show its scopes; what is known is what the contract says of them.
            scopes = {name: list(each) for name, each in way.requirement.schemes.items()}
            return says.witness(request, Reply(403)) | {"scopes": scopes, "missing": short}
    return None


def _short_of(api: Api, operation: Operation, way: Way) -> list[str]:
    """The scopes that are missing where the credentials as such would do."""
    for each in ways(api, operation):
        if each.scopes.keys() <= way.scopes.keys():
            return sorted(
                scope for key, scopes in each.scopes.items() for scope in scopes - way.scopes[key]
            )
    return []


def _rescoped(gone: Sequence[Way], new: Sequence[Way]) -> list[tuple[Way, Way]]:
    """Ways that differ in their scopes alone."""
    found: list[tuple[Way, Way]] = []
    for one in gone:
        other = next((each for each in new if each.scopes.keys() == one.scopes.keys()), None)
        if other is not None and all(other is not each for _, each in found):
            found.append((one, other))
    return found


def _way(api: Api, requirement: Requirement) -> Way:
    return Way(
        requirement,
        {
            _credential(api.security_schemes.get(name), name): frozenset(scopes)
            for name, scopes in requirement.schemes.items()
        },
    )


def _credential(scheme: SecurityScheme | None, name: str) -> tuple[str, ...]:
    if scheme is None:
        return ("undeclared", name)
    if scheme.type == "apiKey":
        written = scheme.name.lower() if scheme.location == "header" else scheme.name
        return (scheme.type, scheme.location, written)
    return (scheme.type, scheme.scheme)


def _asked_at(operation: Operation) -> Place:
    """Where credentials are asked for; where nobody does, that is said for the whole contract."""
    found = security_of(operation.place)
    return found if value_at(found) is not None else Place(operation.place.source) / "security"


def _is_open(found: Sequence[Way]) -> bool:
    return any(not each.scopes for each in found)


def _written(operation: Operation) -> Json:
    return [
        {name: list(scopes) for name, scopes in each.schemes.items()} for each in operation.security
    ]
