"""What a workflow is given: values, defaults, and what is still missing."""

from collections.abc import Iterator, Mapping

from jsonschema_rs import Draft202012Validator, Registry, ValidationError

from counterfoil.engine.journeys.parts import Journey, Workflow
from counterfoil.model import Json, unescape

_DOCUMENT = "urn:counterfoil:journey"


def given(journey: Journey, workflow: Workflow, values: Mapping[str, Json]) -> Mapping[str, Json]:
    """The inputs of a workflow: `values`, and the default of each input that they do not have."""
    defaults = {
        name: schema["default"]
        for name, schema in properties(journey, workflow).items()
        if "default" in schema
    }
    return {**defaults, **values}


def needed(journey: Journey, workflow: Workflow) -> tuple[str, ...]:
    """The inputs that have no default, and that the workflow cannot do without."""
    schema = _followed(journey, workflow.inputs)
    said = schema.get("required")
    required = said if isinstance(said, list) else ()
    filled = given(journey, workflow, {})
    return tuple(each for each in required if isinstance(each, str) and each not in filled)


def properties(journey: Journey, workflow: Workflow) -> Mapping[str, Mapping[str, Json]]:
    """The schema of each input, by its name."""
    found = _followed(journey, workflow.inputs).get("properties", {})
    named = found if isinstance(found, dict) else {}
    return {name: _followed(journey, each) for name, each in named.items()}


def is_closed(workflow: Workflow) -> bool:
    """Whether the names of all inputs are known."""
    said = workflow.inputs
    return not said or (isinstance(said, dict) and ("properties" in said or "$ref" in said))


def secret(journey: Journey, workflow: Workflow, values: Mapping[str, Json]) -> Iterator[str]:
    """The values that must not be shown: those of inputs whose `format` is `password`."""
    for name, schema in properties(journey, workflow).items():
        if schema.get("format") == "password" and isinstance(values.get(name), str):
            yield values[name]


def refusal(journey: Journey, workflow: Workflow, values: Mapping[str, Json]) -> str:
    """Why the schema of the inputs does not take these values; empty where it does.

    Raises ValueError where there is no such schema that could be read.
    """
    if workflow.inputs is None:
        return ""
    registry = Registry([(_DOCUMENT, journey.source.value)])
    reference = {"$ref": f"{_DOCUMENT}#{workflow.place.pointer}/inputs"}
    try:
        judge = Draft202012Validator(reference, registry=registry, offline=True)
    except ValidationError as problem:
        raise ValueError(problem.message) from None
    return next((each.message for each in judge.iter_errors(dict(values))), "")


def _followed(journey: Journey, schema: Json) -> Mapping[str, Json]:
    """The schema that references inside the document lead to."""
    seen: set[str] = set()
    while isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
        reference = schema["$ref"]
        if reference in seen or not reference.startswith("#/"):
            return {}
        seen.add(reference)
        schema = _at(journey.source.value, reference[1:])
    return schema if isinstance(schema, dict) else {}


def _at(value: Json, pointer: str) -> Json:
    for token in pointer.split("/")[1:]:
        value = value.get(unescape(token)) if isinstance(value, dict) else None
    return value
