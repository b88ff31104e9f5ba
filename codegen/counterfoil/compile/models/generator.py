"""datamodel-code-generator as it is used here: bodies go in, skeletons of their classes come out.

Each class is generated from a schema in which nothing refers to anything: so its text depends on
nothing but itself. Nothing of that text is executed or copied: it is parsed, and only literals are
taken from it.
"""

import ast
import json
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from counterfoil.compile.models.fields import FieldSkeleton, Made, Refusal, Skeleton
from counterfoil.model import CannotRun, Json

_AT_ONCE = 200
"""Classes of one document; what the engine takes for each grows with how many it holds."""
_BOUNDS = frozenset({"ge", "gt", "le", "lt", "multiple_of", "min_length", "max_length"})


def generated(bodies: Mapping[str, Json]) -> Made:
    """The skeleton of each body, by the body's own key, or why there is none.

    Raises CannotRun where the engine cannot even make the simplest class: then it is broken, and not
    the contract.
    """
    found: Made = {}
    for batch in _batches(bodies):
        found |= _attempt(sorted(batch), batch)
    if any(isinstance(each, Refusal) for each in found.values()):
        _probe()
    return found


@cache
def generator() -> Callable[[str], object]:
    """What makes a module of a document.

    Imported when first needed: that takes longer than to compile a small contract with it.
    """
    from datamodel_code_generator import InputFileType, generate
    from datamodel_code_generator.config import GenerateConfig
    from datamodel_code_generator.enums import DataModelType
    from datamodel_code_generator.format import PythonVersion

    config = GenerateConfig(
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_311,
        formatters=[],
        disable_timestamp=True,
        use_annotated=True,
        field_constraints=True,
        snake_case_field=True,
        strict_nullable=True,
        capitalise_enum_members=True,
        use_standard_collections=True,
        use_union_operator=True,
    )
    return lambda document: generate(document, config=config)


def _batches(bodies: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    keys = sorted(bodies)
    for start in range(0, len(keys), _AT_ONCE):
        yield {key: bodies[key] for key in keys[start : start + _AT_ONCE]}


def _probe() -> None:
    (made,) = _attempt([""], {"": {"type": "object", "properties": {"a": {}}}}).values()
    if isinstance(made, Refusal):
        raise CannotRun(
            "datamodel-code-generator makes no classes",
            f"It fails on the simplest one: {made.reason}",
            "Install a version that the extra `compile` allows: pip install 'counterfoil[compile]'",
        )


def _attempt(keys: Sequence[str], bodies: Mapping[str, Json]) -> Made:
    """The skeletons of a batch; where the engine fails, of its halves, down to the one it cannot do."""
    make = generator()
    try:
        return _generate(make, keys, bodies)
    except Exception as problem:
        # Whatever the engine raises, one class does not cost the others; the finding tells why.
        if len(keys) == 1:
            lines = str(problem).splitlines()
            return {keys[0]: Refusal(lines[0] if lines else type(problem).__name__)}
        half = len(keys) // 2
        return _attempt(keys[:half], bodies) | _attempt(keys[half:], bodies)


def _generate(
    make: Callable[[str], object], keys: Sequence[str], bodies: Mapping[str, Json]
) -> Made:
    names = {f"M{number}": key for number, key in enumerate(keys)}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "", "version": "1"},
        "paths": {},
        "components": {"schemas": {name: bodies[key] for name, key in names.items()}},
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = make(json.dumps(document))
    if not isinstance(text, str):
        raise TypeError("datamodel-code-generator returned no single module")
    classes = {each.name: each for each in ast.parse(text).body if isinstance(each, ast.ClassDef)}
    return {key: _skeleton(classes[name], bodies[key]) for name, key in names.items()}


def _skeleton(node: ast.ClassDef, body: Json) -> Skeleton:
    if "enum" in body:
        members = [
            (_target(each), ast.literal_eval(each.value))
            for each in node.body
            if isinstance(each, ast.Assign)
        ]
        if [value for _, value in members] != body["enum"]:
            raise ValueError("members were lost")
        return Skeleton(members=tuple(members))
    fields = [_field(each) for each in node.body if isinstance(each, ast.AnnAssign)]
    if {each.wire_name for each in fields} != set(body["properties"]):
        raise ValueError("properties were lost")
    return Skeleton(fields=tuple(fields))


def _target(node: ast.Assign) -> str:
    target = node.targets[0]
    if not isinstance(target, ast.Name):
        raise TypeError("a member has no name")
    return target.id


def _field(node: ast.AnnAssign) -> FieldSkeleton:
    if not isinstance(node.target, ast.Name):
        raise TypeError("a field has no name")
    given: dict[str, Any] = {}
    for call in ast.walk(node.annotation):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id == "Field"
        ):
            given |= {each.arg: ast.literal_eval(each.value) for each in call.keywords if each.arg}
    alias = given.pop("alias", node.target.id)
    bounds = {key: given[key] for key in sorted(given) if key in _BOUNDS}
    default = None if node.value is None else ast.literal_eval(node.value)
    return FieldSkeleton(node.target.id, alias, bounds, default)
