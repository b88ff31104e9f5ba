"""What changed in the security schemes of a contract, apart from the operations that ask for them."""

from collections.abc import Iterator

from counterfoil.compat.change import Kind, Party
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.outcome import safe, unknown
from counterfoil.compat.told import Told
from counterfoil.engine.written import value_at
from counterfoil.model import Place, SecurityScheme

_HOME = ("components", "securitySchemes")
_ASKED = "the operations that ask for it say whom that breaks"


def schemes(trials: Trials) -> Iterator[Told]:
    """A change for each scheme that came, went, or is something else."""
    before, after = trials.baseline.api, trials.candidate.api
    for name in sorted({*before.security_schemes, *after.security_schemes}):
        match before.security_schemes.get(name), after.security_schemes.get(name):
            case None, SecurityScheme() as new:
                yield Told(
                    "security-scheme-added",
                    Kind.SECURITY,
                    f"the security scheme `{name}` is new",
                    new.place,
                    outcome=safe(_ASKED),
                    after=_told(new),
                    subject=name,
                )
            case SecurityScheme() as gone, None:
                yield Told(
                    "security-scheme-removed",
                    Kind.SECURITY,
                    f"the security scheme `{name}` is gone",
                    after.place / _HOME[0] / _HOME[1] / name,
                    gone.place,
                    safe(_ASKED),
                    before=_told(gone),
                    subject=name,
                )
            case SecurityScheme() as one, SecurityScheme() as other:
                yield from _changed(trials, one, other)


def _changed(trials: Trials, one: SecurityScheme, other: SecurityScheme) -> Iterator[Told]:
    if _told(one) != _told(other):
        yield Told(
            "security-scheme-changed",
            Kind.SECURITY,
            f"the security scheme `{one.id}` was {_words(one)} and is {_words(other)} now",
            other.place,
            one.place,
            safe(_ASKED),
            before=_told(one),
            after=_told(other),
            subject=one.id,
        )
    if one.token_urls != other.token_urls:
        yield Told(
            "security-scheme-token-url-changed",
            Kind.SECURITY,
            f"tokens of `{one.id}` are had elsewhere now",
            other.place,
            one.place,
            (
                unknown("whether the former URL still gives tokens, no contract says")
                if trials.senders(Party.CONSUMER)
                else safe("nobody has to get on with the other version")
            ),
            before=dict(one.token_urls),
            after=dict(other.token_urls),
            subject=one.id,
            fix="Let the former URL go on giving tokens, or redirect it.",
        )
    yield from _scopes(one, other)


def _scopes(one: SecurityScheme, other: SecurityScheme) -> Iterator[Told]:
    before, after = _declared(one.place), _declared(other.place)
    for scope in sorted(before.symmetric_difference(after)):
        new = scope in after
        yield Told(
            f"security-scheme-scope-{'added' if new else 'removed'}",
            Kind.SECURITY,
            f"`{one.id}` {'knows' if new else 'no longer knows'} the scope `{scope}`",
            other.place,
            one.place,
            safe(_ASKED),
            before=None if new else scope,
            after=scope if new else None,
            subject=f"{one.id} {scope}",
        )


def _declared(place: Place) -> frozenset[str]:
    """The scopes of every flow, in OpenAPI 3 and in Swagger 2.0."""
    written = value_at(place)
    flows = written.get("flows") if isinstance(written, dict) else None
    given = [written, *(flows.values() if isinstance(flows, dict) else ())]
    scopes = [each.get("scopes") for each in given if isinstance(each, dict)]
    return frozenset(str(name) for each in scopes if isinstance(each, dict) for name in each)


def _told(scheme: SecurityScheme) -> dict[str, str]:
    told = {
        "type": scheme.type,
        "scheme": scheme.scheme,
        "in": scheme.location,
        "name": scheme.name,
    }
    return {key: value for key, value in told.items() if value}


def _words(scheme: SecurityScheme) -> str:
    if scheme.type == "apiKey":
        return f"the {scheme.location} `{scheme.name}`"
    return " ".join(filter(None, (scheme.type, scheme.scheme)))
