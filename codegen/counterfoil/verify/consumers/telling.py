"""What consumers miss, as findings: who misses it, where they say so, and how it is seen again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counterfoil.engine.conform.secrets import secrets_of
from counterfoil.engine.conform.witness import witness
from counterfoil.engine.expectations.fields import values_at
from counterfoil.engine.expectations.lines import field_place
from counterfoil.engine.rules import rules
from counterfoil.engine.words import shown
from counterfoil.model import Exchange, Finding, Json, Operation, Place, Reply
from counterfoil.runtime.formats import FORMATS
from counterfoil.runtime.server_operations import Coding
from counterfoil.verify.consumers.asking import PHASE, Outcome
from counterfoil.verify.consumers.judging import Missed, Reader, Standing, Unmet
from counterfoil.verify.consumers.relied import Item, Kind, State, is_required, readable, said_of
from counterfoil.verify.consumers.watching import Seen
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import AnswersWith, Case, Demand, Fits, Has, HasHeader
from counterfoil.verify.judging.coverage import response_for
from counterfoil.verify.judging.snippets import as_test
from counterfoil.verify.judging.tellings import command
from counterfoil.verify.requests.drafts import Told

_ANYWHERE = "http://127.0.0.1:8000"
_TOLD = 6
"""Consumers that are named in a sentence."""
_RULES = {
    Kind.FIELD: "consumed-field-missing",
    Kind.HEADER: "consumed-header-missing",
    Kind.FORMAT: "consumed-format-broken",
}
_UNMET, _PENDING = "expectation-unmet", "expectation-pending"


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding, and the case that shows it again where there is one."""

    finding: Finding
    case: Case | None


def tell(inquiry: Inquiry, standing: Standing) -> Iterator[Fault]:
    """A finding for each thing that is missed, and for each answer that did not come."""
    yield from (_told_missed(inquiry, each) for each in standing.missed)
    yield from (_told_unmet(inquiry, each) for each in standing.unmet)


def _told_missed(inquiry: Inquiry, missed: Missed) -> Fault:
    item, seen = missed.item, missed.trace.without
    operation = inquiry.operations[item.operation]
    gates = any(each.gates for each in missed.readers)
    finding = Finding(
        rule=_RULES[item.kind] if gates else _PENDING,
        message=f"{inquiry.api.contract.title} {operation.title} {item.status}"
        f" {_lack(inquiry, missed, operation)}{_remark(gates)}",
        at=_place(inquiry, item, operation).at,
        subject=f"{operation.title} {item.status} {item.key}",
    )
    return _shown(inquiry, finding, operation, missed.readers, seen, _demand(item, seen))


def _told_unmet(inquiry: Inquiry, unmet: Unmet) -> Fault:
    outcome, relied = unmet.outcome, unmet.outcome.relied
    operation, status = relied.operation, relied.interaction.status
    response = response_for(operation, status)
    gates = any(each.gates for each in unmet.readers)
    states = [each.state for each in relied.interaction.given]
    finding = Finding(
        rule=_UNMET if gates else _PENDING,
        message=f"{inquiry.api.contract.title} {operation.title} is to answer {status}"
        f"{_given(states)}, and {_instead(outcome)}; {_who(unmet.readers, 'relies on it')}"
        f"{_remark(gates)}",
        at=(response.place if response else operation.place).at,
        subject=" ".join((operation.title, str(status), *states)),
    )
    seen = Seen(outcome.told, outcome.state) if outcome.told else None
    return _shown(inquiry, finding, operation, unmet.readers, seen, AnswersWith(status))


def _shown(
    inquiry: Inquiry,
    finding: Finding,
    operation: Operation,
    readers: Sequence[Reader],
    seen: Seen | None,
    demand: Demand,
) -> Fault:
    """The finding with its consumers and its proof."""
    finding = replace(
        finding,
        severity=rules()[finding.rule].severity,
        operations=(f"{inquiry.api.contract.title} {operation.title}",),
        consumers=tuple(dict.fromkeys(each.relied.consumer for each in readers)),
        witness={"expectations": _lines(readers)},
        fix=_FIXES.get(finding.rule, ""),
    )
    if seen is None:
        return Fault(finding, None)
    case = _case(inquiry, finding.rule, seen.told, seen.state, demand)
    return Fault(_proved(inquiry, finding, seen.told, case), case)


def _proved(inquiry: Inquiry, finding: Finding, told: Told, case: Case) -> Finding:
    reply = told.reply if isinstance(told.reply, Reply) else Reply(0)
    exchange, secrets = Exchange(told.request, reply), secrets_of(inquiry.api)
    url = inquiry.settings.url or _ANYWHERE
    return replace(
        finding,
        witness={**witness(exchange, secrets), **finding.witness},
        curl="\n".join(command(step, url, secrets) for step in case.steps),
        snippet=as_test(case, url, secrets, exchange, None, _coding(inquiry, told, reply)),
    )


def _coding(inquiry: Inquiry, told: Told, reply: Reply) -> Coding:
    """How a reply is read."""
    content = inquiry.terms.content(told.draft.operation, reply)
    return content.coding if content is not None and content.streamed else Coding.JSON


def _case(inquiry: Inquiry, rule: str, told: Told, state: State, demand: Demand) -> Case:
    contract = inquiry.api.contract.id
    values = {**inquiry.ground.given.get(told.draft.operation.id, {}), **state.values}
    return Case(contract, PHASE, told.steps, demand, rule, state.given, values)


def _demand(item: Item, seen: Seen | None) -> Demand:
    match item.kind:
        case Kind.HEADER:
            return HasHeader(item.status, item.name)
        case Kind.FORMAT:
            return Fits(item.status, item.name, item.form, _misformed(item, seen))
    return Has(item.status, item.name)


def _lack(inquiry: Inquiry, missed: Missed, operation: Operation) -> str:
    item, trace = missed.item, missed.trace
    if item.kind is Kind.FORMAT:
        value = shown(_misformed(item, trace.without))
        return f"has {value} as {_name(item)}, and {_who(missed.readers, 'reads it', item.form)}"
    name = _header(item, operation) if item.kind is Kind.HEADER else _name(item)
    told = f"{name}, which {_who(missed.readers, 'reads')}"
    if is_required(item, operation, inquiry.api.components):
        return f"lacks {told}; the contract promises it"
    answers = f"{trace.lacked} answers" if trace.lacked > 1 else "the one answer"
    never = f"never has {told}: not in {answers} that might"
    known = item.kind is Kind.HEADER or _is_known(inquiry, item, operation)
    return f"{never}; the contract {'leaves it optional' if known else 'does not know it'}"


def _is_known(inquiry: Inquiry, item: Item, operation: Operation) -> bool:
    response = response_for(operation, item.status)
    return response is not None and (said_of(item, response, inquiry.api.components) is not None)


def _misformed(item: Item, seen: Seen | None) -> str:
    """The text that is not in its format."""
    found: list[Json] = values_at(seen.value, item.name) if seen else []
    wrong = (each for each in found if isinstance(each, str) and not FORMATS[item.form](each))
    return next(wrong, "")


def _header(item: Item, operation: Operation) -> str:
    """A header, spelt as the contract does."""
    response = response_for(operation, item.status)
    documented = [each.name for each in response.headers] if response else []
    name = next((each for each in documented if each.lower() == item.name), item.name)
    return f"the header `{name}`"


def _name(item: Item) -> str:
    return f"`{item.name.removeprefix('/')}`" if item.name else "a body"


def _who(readers: Sequence[Reader], does: str, form: str = "") -> str:
    """`notifications reads for «The order» (contracts/…/notifications.yaml:12)`, and the next one."""
    words = f"{does} as {form}" if form else does
    some = any(each.gates for each in readers)
    told = []
    # The witness has every line; a sentence has room for one of each consumer.
    firsts = {each.relied.consumer: each for each in reversed(readers)}
    for name in list(dict.fromkeys(each.relied.consumer for each in readers))[:_TOLD]:
        each = firsts[name]
        at, pending = each.place.at, ", pending" if some and not each.gates else ""
        told.append(
            f"{each.relied.consumer} {words} for «{each.relied.interaction.description}»"
            f" ({at.path}:{at.line}{pending})"
        )
    more = [f"{len(firsts) - _TOLD} more"] if len(firsts) > _TOLD else []
    return " and ".join((*told, *more))


def _lines(readers: Sequence[Reader]) -> Json:
    """Where each consumer says what it relies on."""
    found: dict[str, list[str]] = {}
    for each in readers:
        at = each.place.at
        found.setdefault(each.relied.consumer, []).append(f"{at.path}:{at.line}")
    return found


def _given(states: Sequence[str]) -> str:
    return f" given {' and '.join(f'`{each}`' for each in states)}" if states else ""


def _instead(outcome: Outcome) -> str:
    if outcome.why or outcome.told is None:
        return outcome.why
    told = outcome.told
    return f"answers {told.status}" if told.status else f"the provider {told.reply.detail}"  # type: ignore[union-attr]  # without a status there is no reply


def _remark(gates: bool) -> str:
    return "" if gates else "; it is pending: as long as it has never held it fails nobody's build"


def _place(inquiry: Inquiry, item: Item, operation: Operation) -> Place:
    """The line of the contract that is about what is read."""
    response = response_for(operation, item.status)
    if response is None:
        return operation.place
    if item.kind is Kind.HEADER:
        named = (each.place for each in response.headers if each.name.lower() == item.name)
        return next(named, response.place)
    components = inquiry.api.components
    found = (field_place(each, item.name, components) for each in readable(response))
    return next(filter(None, found), response.place)


_FIXES = {
    "consumed-field-missing": "Send the field again, or agree with its consumers that they stop reading it.",
    "consumed-header-missing": "Send the header again, or agree with its consumers that they stop reading it.",
    "consumed-format-broken": "Write the field in this format again, or agree with its consumers on another one.",
    _UNMET: "Answer as before, or agree with the consumers on another answer.",
}
