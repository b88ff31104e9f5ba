"""Breaches as findings, with the exchange that shows them."""

from counterfoil.engine.conform.breach import Breach
from counterfoil.engine.conform.secrets import secrets_of
from counterfoil.engine.conform.witness import witness
from counterfoil.model import Bundle, Exchange, Finding, Operation

_LONGEST = 80
_IN_REPLY = ("response-", "write-only-", "undocumented-body")


def finding_of(bundle: Bundle, operation: Operation, breach: Breach, exchange: Exchange) -> Finding:
    """A breach as a finding, whose witness is the exchange, without secrets.

    Its fingerprint is that of the root cause: the rule and the line of the contract, whichever
    operation met it.
    """
    # Whoever only judges, such as a stub, need not wait for the entry points of all plugins.
    from counterfoil.engine.rules import rules

    title = f"{bundle.api.contract.title} {operation.title}"
    return Finding(
        rule=breach.rule,
        message=f"{title}{_status(breach, exchange)}: {breach.message}",
        at=breach.place.at,
        severity=rules()[breach.rule].severity,
        subject=_subject(breach),
        witness=witness(exchange, secrets_of(bundle.api)),
        operations=(title,),
    )


def _status(breach: Breach, exchange: Exchange) -> str:
    """The answer's status, where the sentence is about something else in the answer."""
    return f" {exchange.reply.status}" if breach.rule.startswith(_IN_REPLY) else ""


def _subject(breach: Breach) -> str:
    """What tells a breach from others of the same rule at the same line."""
    if breach.keyword:
        return f"{breach.keyword} {breach.member}".strip()
    told = str(breach.value) if isinstance(breach.value, str | int) else ""
    # The parameters of a media type may differ from answer to answer.
    return f"{breach.where} {told.partition(';')[0][:_LONGEST]}".strip()
