"""Which operation of which contract a step calls."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from counterfoil.engine.journeys.parts import Argument, Described, Journey, Step
from counterfoil.engine.words import nearest
from counterfoil.model import Bundle, Finding, In, Kind, Operation, Parameter, unescape

_QUALIFIED = re.compile(r"\$sourceDescriptions\.([A-Za-z0-9_-]+)\.(.+)")
_PATH = re.compile(
    r"(?:\{\$sourceDescriptions\.([A-Za-z0-9_-]+)\.url\}|\$sourceDescriptions\.([A-Za-z0-9_-]+)\.url"
    r"|([^#{}$]*))#/paths/([^/]+)/([a-z]+)"
)


@dataclass(frozen=True, slots=True)
class Called:
    """An operation and its contract."""

    bundle: Bundle
    operation: Operation

    @property
    def title(self) -> str:
        """`orders v2 POST /orders`."""
        return f"{self.bundle.contract.title} {self.operation.title}"

    def parameter(self, argument: Argument) -> Parameter | None:
        """The parameter that an argument is for; None where the operation documents none."""
        for each in self.operation.parameters:
            alike = each.name == argument.name or (
                each.location is In.HEADER and each.name.lower() == argument.name.lower()
            )
            if alike and each.location is argument.location:
                return each
        return None


@dataclass(frozen=True, slots=True)
class Sources:
    """The contracts that a journey is written against, by the names that it gives them."""

    contracts: Mapping[str, Bundle]

    def called(self, journey: Journey, step: Step) -> Called | Finding:
        """What a step calls, or why that is nothing."""
        if step.operation_path:
            return self._at_path(journey, step)
        found = _QUALIFIED.fullmatch(step.operation_id)
        if found is not None:
            return self._of_source(journey, step, found[1], found[2])
        named = {
            (each.contract.id, operation.id): Called(each, operation)
            for each in self.contracts.values()
            for operation in each.api.operations
            if step.operation_id in (operation.author_id, operation.id)
        }
        several = list(named.values())
        if len(several) == 1:
            return several[0]
        if several:
            titles = " and ".join(each.bundle.contract.title for each in several)
            why = f"{titles} both have it"
            return _unknown(step, why, "Write it as `$sourceDescriptions.<name>.<operationId>`.")
        ids = [o.id for each in self.contracts.values() for o in each.api.operations]
        return _unknown(
            step, "no contract of this journey has it", _nearest(step.operation_id, ids)
        )

    def _of_source(self, journey: Journey, step: Step, name: str, wanted: str) -> Called | Finding:
        bundle = self.contracts.get(name)
        if bundle is None:
            return self._no_source(journey, step, name)
        for each in bundle.api.operations:
            if wanted in (each.author_id, each.id):
                return Called(bundle, each)
        ids = [each.id for each in bundle.api.operations]
        why = f"{bundle.contract.title} has no operation `{wanted:.80}`"
        return _unknown(step, why, _nearest(wanted, ids))

    def _at_path(self, journey: Journey, step: Step) -> Called | Finding:
        found = _PATH.fullmatch(step.operation_path)
        if found is None:
            form = "{$sourceDescriptions.<name>.url}#/paths/~1orders/get"
            return _unknown(step, "it names no operation", f"Write it as `{form}`.")
        name = found[1] or found[2] or _name_of(journey.described, found[3] or "")
        bundle = self.contracts.get(name)
        if bundle is None:
            return self._no_source(journey, step, name)
        path, method = unescape(found[4]), found[5].upper()
        for each in bundle.api.operations:
            if (each.path, each.method) == (path, method):
                return Called(bundle, each)
        titles = [each.title for each in bundle.api.operations]
        wanted = f"{method} {path}"
        why = f"{bundle.contract.title} has no {wanted:.120}"
        return _unknown(step, why, _nearest(wanted, titles))

    def _no_source(self, journey: Journey, step: Step, name: str) -> Finding:
        known = [each.name for each in journey.described]
        if name in known:
            why, fix = f"the source `{name}` is no contract", "Correct its `url`."
        else:
            why, fix = f"there is no source `{name:.80}`", _nearest(name, known)
        return _unknown(step, why, fix)


def sources_of(journey: Journey, bundles: Collection[Bundle]) -> Sources:
    """The contracts among `bundles` that the journey names."""
    documents = {each.contract.source.path: each for each in bundles}
    return Sources(
        {
            each.name: documents[each.document]
            for each in journey.described
            if each.type != "arazzo"
            and each.document in documents
            and documents[each.document].contract.kind is Kind.OPENAPI
        }
    )


def _name_of(described: Sequence[Described], url: str) -> str:
    return next((each.name for each in described if each.url == url), url)


def _nearest(name: str, known: Sequence[str]) -> str:
    near = nearest(name, known, 0.4)
    return f"Did you mean `{near}`?" if near else "Name an operation of a contract."


def _unknown(step: Step, why: str, fix: str) -> Finding:
    key = "operationPath" if step.operation_path else "operationId"
    named = step.operation_path or step.operation_id
    return Finding(
        rule="journey-operation-unknown",
        message=f"step `{step.id}` calls `{named:.120}`, and {why}",
        at=(step.place / key).at,
        subject=f"{step.id} {named}",
        fix=fix,
    )
