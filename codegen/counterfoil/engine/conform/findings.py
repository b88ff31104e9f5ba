"""Breaches as findings, with the exchange that shows them."""

from counterfoil.engine.conform.breach import Breach
from counterfoil.engine.conform.masks import masked
from counterfoil.engine.rules import rules
from counterfoil.model import Api, Bundle, Exchange, Finding, Operation

_IN_REPLY = ("response-", "write-only-", "undocumented-body")


def finding_of(bundle: Bundle, operation: Operation, breach: Breach, exchange: Exchange) -> Finding:
    """A breach as a finding, whose witness is the exchange, without secrets."""
    api = bundle.api
    title = f"{api.contract.title} {operation.title}"
    rule = rules()[breach.rule]
    return Finding(
        rule=breach.rule,
        message=f"{title}{_status(breach, exchange)}: {breach.message}",
        at=breach.place.at,
        severity=rule.severity,
        subject=_subject(api, breach),
        witness=masked(api, exchange),
        operations=(title,),
    )


def _status(breach: Breach, exchange: Exchange) -> str:
    """The answer's status, where the sentence is about something else in the answer."""
    return f" {exchange.reply.status}" if breach.rule.startswith(_IN_REPLY) else ""


def _subject(api: Api, breach: Breach) -> str:
    """What tells this breach from others at the same line, whichever operation met it."""
    match breach.keyword:
        case "":
            return f"{api.contract.id} {breach.where} {breach.value}".strip()
        case "required" | "additionalProperties" | "unevaluatedProperties" | "dependentRequired":
            return f"{api.contract.id} {breach.keyword} {breach.pointer.rpartition('/')[2]}"
    return f"{api.contract.id} {breach.keyword}"
