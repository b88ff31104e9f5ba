"""Builds a journey from a document of the right shape."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from counterfoil.engine.journeys.parts import (
    Action,
    Argument,
    Criterion,
    Deed,
    Described,
    Journey,
    Payload,
    Replacement,
    Step,
    Test,
    Workflow,
)
from counterfoil.model import Finding, In, Json, Place, Source

_REUSED = re.compile(r"\$components\.(parameters|successActions|failureActions)\.([A-Za-z0-9._-]+)")


def built(source: Source) -> tuple[Journey, tuple[Finding, ...]]:
    """The journey that a document says, and references in it that lead nowhere."""
    building = _Building(source)
    return building.journey(), tuple(building.findings)


@dataclass(slots=True)
class _Building:
    """One document on its way to a journey."""

    source: Source
    findings: list[Finding] = field(default_factory=list)

    def journey(self) -> Journey:
        value, place = self.source.value, Place(self.source)
        listed = place / "workflows"
        return Journey(
            name=Path(self.source.path).stem,
            source=self.source,
            title=value["info"]["title"],
            described=tuple(
                self._described(each, place / "sourceDescriptions" / index)
                for index, each in enumerate(value["sourceDescriptions"])
            ),
            workflows=tuple(
                self._workflow(each, listed / index)
                for index, each in enumerate(value["workflows"])
            ),
        )

    def _described(self, value: Json, place: Place) -> Described:
        url = value["url"]
        return Described(
            value["name"],
            url,
            _document(self.source.path, url),
            value.get("type", ""),
            place,
        )

    def _workflow(self, value: Json, place: Place) -> Workflow:
        shared = self._arguments(value, place)
        success = self._actions(value, "successActions", place)
        failure = self._actions(value, "failureActions", place)
        return Workflow(
            id=value["workflowId"],
            place=place,
            summary=value.get("summary", ""),
            inputs=value.get("inputs"),
            depends_on=tuple(value.get("dependsOn", ())),
            steps=tuple(
                self._step(each, place / "steps" / index, shared, success, failure)
                for index, each in enumerate(value["steps"])
            ),
            outputs=value.get("outputs", {}),
            deadline=value.get("x-deadline"),
        )

    def _step(
        self,
        value: Json,
        place: Place,
        shared: Sequence[Argument],
        success: Sequence[Action],
        failure: Sequence[Action],
    ) -> Step:
        own = self._arguments(value, place)
        named = {(each.name, each.location) for each in own}
        inherited = [each for each in shared if (each.name, each.location) not in named]
        return Step(
            id=value["stepId"],
            place=place,
            operation_id=value.get("operationId", ""),
            operation_path=value.get("operationPath", ""),
            workflow_id=value.get("workflowId", ""),
            arguments=(*inherited, *own),
            payload=_payload(value["requestBody"], place) if "requestBody" in value else None,
            criteria=_criteria(value, "successCriteria", place),
            on_success=_over(self._actions(value, "onSuccess", place), success),
            on_failure=_over(self._actions(value, "onFailure", place), failure),
            outputs=value.get("outputs", {}),
        )

    def _arguments(self, value: Json, place: Place) -> tuple[Argument, ...]:
        found = self._reused(value, "parameters", "parameters", place)
        return tuple(
            Argument(each["name"], In(each["in"]) if "in" in each else None, given, where)
            for each, given, where in found
        )

    def _actions(self, value: Json, key: str, place: Place) -> tuple[Action, ...]:
        kind = {"onSuccess": "successActions", "onFailure": "failureActions"}.get(key, key)
        return tuple(_action(each, at) for each, _, at in self._reused(value, key, kind, place))

    def _reused(
        self, value: Json, key: str, kind: str, place: Place
    ) -> Iterator[tuple[Json, Json, Place]]:
        """Each entry of a list, where it is a reference what that refers to; its value, and its place."""
        components = self.source.value.get("components", {})
        for index, each in enumerate(value.get(key, ())):
            where = place / key / index
            if "reference" not in each:
                yield each, each.get("value"), where
                continue
            found = _REUSED.fullmatch(each["reference"])
            named = components.get(kind, {})
            if found is None or found[1] != kind or found[2] not in named:
                self.findings.append(_unknown_component(where, each["reference"], kind, named))
            else:
                reused = named[found[2]]
                yield reused, each.get("value", reused.get("value")), where


def _document(path: str, url: str) -> str:
    """The path of the document that a URL names, from the root; empty where it names no file in there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or parts.path.startswith("/") or "\0" in url:
        return ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    return "" if joined.startswith("..") else joined


def _payload(value: Json, step: Place) -> Payload:
    place = step / "requestBody"
    return Payload(
        value=value.get("payload"),
        place=place / "payload" if "payload" in value else place,
        content_type=value.get("contentType", ""),
        replacements=tuple(
            Replacement(each["target"], each["value"], place / "replacements" / index)
            for index, each in enumerate(value.get("replacements", ()))
        ),
    )


def _criteria(value: Json, key: str, place: Place) -> tuple[Criterion, ...]:
    return tuple(
        _criterion(each, place / key / index) for index, each in enumerate(value.get(key, ()))
    )


def _criterion(value: Json, place: Place) -> Criterion:
    test = value.get("type", "simple")
    version = ""
    if isinstance(test, dict):
        test, version = test["type"], test["version"]
    return Criterion(Test(test), value["condition"], place, value.get("context", ""), version)


def _action(value: Json, place: Place) -> Action:
    return Action(
        name=value["name"],
        deed=Deed(value["type"]),
        place=place,
        step=value.get("stepId", ""),
        workflow=value.get("workflowId", ""),
        wait=float(value.get("retryAfter", 0.0)),
        limit=value.get("retryLimit", 1),
        criteria=_criteria(value, "criteria", place),
    )


def _over(own: Sequence[Action], shared: Sequence[Action]) -> tuple[Action, ...]:
    """A step's own actions, and those of its workflow that it does not have by the same name."""
    named = {each.name for each in own}
    return (*own, *(each for each in shared if each.name not in named))


def _unknown_component(
    place: Place, reference: str, kind: str, known: Mapping[str, Json]
) -> Finding:
    there = ", ".join(f"$components.{kind}.{each}" for each in sorted(known)) or "none of that kind"
    return Finding(
        rule="journey-reference-unknown",
        message=f"`reference: {reference:.120}` leads nowhere; there are {there}",
        at=(place / "reference").at,
        subject=reference,
        fix="Correct the reference, or add what it names to `components`.",
    )
