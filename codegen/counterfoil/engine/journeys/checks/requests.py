"""Parameters and payloads of a step, against the contract that it calls."""

import json
from collections.abc import Iterator, Mapping

from counterfoil.engine.conform.judging import judge_of_requests
from counterfoil.engine.journeys.checks.payloads import payload_refused
from counterfoil.engine.journeys.checks.view import View
from counterfoil.engine.journeys.expressions import Malformed, expressions_in
from counterfoil.engine.journeys.inputs import is_closed, needed, properties
from counterfoil.engine.journeys.parts import Argument
from counterfoil.engine.journeys.resolving import Called
from counterfoil.engine.words import nearest, shown
from counterfoil.model import Api, Finding, In, Json, Schema, SecurityScheme

_BEARERS = ("http", "oauth2", "openIdConnect")
_ACCEPT = "accept"


def of_operation(view: View) -> Iterator[Finding]:
    """What the operation that a step calls would not take, or needs besides."""
    called = view.called
    if called is None:
        return
    yield from _unknown(view, called)
    yield from _missing(view, called)
    if not view.is_meant_to_fail:
        yield from _refused(view, called)
        yield from payload_refused(view, called)
    yield from _undocumented(view, called)


def of_workflow(view: View) -> Iterator[Finding]:
    """What the workflow that a step calls does not take, or needs besides."""
    target = view.journey.workflow(view.step.workflow_id)
    if target is None:
        return
    known = properties(view.journey, target)
    for each in view.step.arguments:
        if each.name not in known and is_closed(target):
            yield _parameter_unknown(
                view, each, f"the workflow `{target.id}` has no such input", known
            )
    given = {each.name for each in view.step.arguments}
    for name in needed(view.journey, target):
        if name not in given:
            yield _parameter_missing(
                view, f"the workflow `{target.id}` needs the input `{name}`", name
            )


def _unknown(view: View, called: Called) -> Iterator[Finding]:
    names = [each.name for each in called.operation.parameters]
    for each in view.step.arguments:
        if each.location is None:
            yield _parameter_unknown(view, each, "it does not say `in` what it travels", ())
        elif called.parameter(each) is None and not _is_known(called.bundle.api, each):
            why = f"{called.title} has no parameter of that name in its {each.location}"
            yield _parameter_unknown(view, each, why, names)


def _is_known(api: Api, argument: Argument) -> bool:
    """Whether it is a credential, or a header that every operation takes."""
    if argument.location is In.HEADER and argument.name.lower() == _ACCEPT:
        return True
    return any(_carries(each, argument) for each in api.security_schemes.values())


def _carries(scheme: SecurityScheme, argument: Argument) -> bool:
    if scheme.type in _BEARERS:
        return argument.location is In.HEADER and argument.name.lower() == "authorization"
    return (scheme.location, scheme.name.lower()) == (argument.location, argument.name.lower())


def _missing(view: View, called: Called) -> Iterator[Finding]:
    given = {
        parameter.place.pointer
        for each in view.step.arguments
        if (parameter := called.parameter(each)) is not None
    }
    for each in called.operation.parameters:
        needs = each.required and (each.location is In.PATH or not view.is_meant_to_fail)
        if needs and each.place.pointer not in given:
            why = f"{called.title} requires the {each.location} parameter `{each.name}`"
            yield _parameter_missing(view, why, each.name)
    body = called.operation.body
    if body is None or not body.required or view.is_meant_to_fail or view.step.payload is not None:
        return
    yield _parameter_missing(view, f"{called.title} requires a body", "body")


def _refused(view: View, called: Called) -> Iterator[Finding]:
    validators = view.validators(called.bundle)
    for each in view.step.arguments:
        parameter = called.parameter(each)
        if parameter is None or _varies(each.value):
            continue
        where = f"{parameter.location} {parameter.name}"
        judge = judge_of_requests(
            validators, parameter.schema, parameter.place, where, "journey-value-refused"
        )
        told = [judge.breaches(value) for value in _readings(each.value)]
        if all(told):
            yield Finding(
                rule="journey-value-refused",
                message=f"{view.title} sends {shown(each.value)}, and {called.title} does not take that:"
                f" {told[0][0].message}",
                at=(each.place / "value").at,
                subject=f"{view.subject} {where}",
                fix="Send what the contract allows; or expect a 4xx, where it is wrong on purpose.",
            )


def _varies(value: Json) -> bool:
    """Whether it holds expressions, or what nobody can read."""
    try:
        return any(True for _ in expressions_in(value))
    except Malformed:
        return True


def _readings(value: Json) -> Iterator[Json]:
    """What a provider may read the value as: in a URL or header, numbers are texts."""
    yield value
    if isinstance(value, str):
        try:
            yield json.loads(value)
        except (ValueError, RecursionError):
            return
    elif not isinstance(value, dict | list):
        yield json.dumps(value)


def _undocumented(view: View, called: Called) -> Iterator[Finding]:
    known = [each.status for each in called.operation.responses]
    for status in sorted(view.statuses):
        if not {str(status), f"{status // 100}XX", "default"} & set(known):
            yield Finding(
                rule="journey-status-undocumented",
                message=f"{view.title} expects {status}, and {called.title} documents"
                f" {', '.join(known) or 'no response'}",
                at=(view.step.place / "successCriteria").at,
                subject=f"{view.subject} {status}",
                fix="Expect a status that the contract documents, or document this one.",
            )


def _parameter_unknown(
    view: View, argument: Argument, why: str, known: Mapping[str, Schema] | list[str] | tuple[()]
) -> Finding:
    near = nearest(argument.name, known, 0.4)
    return Finding(
        rule="journey-parameter-unknown",
        message=f"{view.title} passes `{argument.name:.80}`, and {why}",
        at=argument.place.at,
        subject=f"{view.subject} {argument.name}",
        fix=f"Did you mean `{near}`?" if near else "Remove it, or correct its name and `in`.",
    )


def _parameter_missing(view: View, why: str, name: str) -> Finding:
    return Finding(
        rule="journey-parameter-missing",
        message=f"{view.title} does not pass `{name}`: {why}",
        at=view.step.place.at,
        subject=f"{view.subject} {name}",
        fix="Add it; or expect a 4xx, where it is left out on purpose.",
    )
