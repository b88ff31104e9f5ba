"""Schemas as people write them: typed, named, composed, and now and then odd."""

from typing import Any

from hypothesis import strategies as st

NAMES = ("a", "b", "kind", "x-1", "class")
COMPONENTS = ("Base", "Cat", "Closed", "Dog", "Tree")
DEFINITIONS: dict[str, Any] = {
    "Base": {
        "type": "object",
        "properties": {"base": {"type": "string", "minLength": 1}},
        "required": ["base"],
    },
    "Cat": {
        "type": "object",
        "properties": {"kind": {"type": "string", "const": "cat"}},
        "required": ["kind"],
    },
    "Dog": {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "enum": ["dog", "puppy"]},
            "tag": {"type": "string", "pattern": "^d"},
        },
        "required": ["kind"],
    },
    "Closed": {
        "type": "object",
        "properties": {"a": {"type": "integer"}},
        "additionalProperties": False,
    },
    "Tree": {
        "type": "object",
        "properties": {
            "a": {"$ref": "#/components/schemas/Tree"},
            "b": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        },
    },
}

small = st.integers(0, 3)
texts = st.sampled_from(["a", "b", "ab", "12"])


def _typed(kind: str, **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    types = st.sampled_from([kind, kind, kind, [kind, "null"]])
    return st.fixed_dictionaries({"type": types}, optional=optional)


def _few(schema: dict[str, Any], keep: list[int]) -> dict[str, Any]:
    """Most keywords stay away: a schema with all of them accepts nothing."""
    optional = sorted(schema.keys() - {"type", "items", "properties"})
    wanted = {optional[index % len(optional)] for index in keep} if optional else set()
    return {key: value for key, value in schema.items() if key not in optional or key in wanted}


def few(schemas: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(_few, schemas, st.lists(st.integers(0, 20), max_size=2))


scalars = st.one_of(
    few(
        _typed(
            "string",
            minLength=small,
            maxLength=small,
            pattern=st.sampled_from(["^a", "^\\d+$"]),
            format=st.sampled_from(["email", "uri", "date", "ipv4", "byte", "regex", "none"]),
            enum=st.lists(texts, min_size=1, max_size=3, unique=True),
            const=texts,
        )
    ),
    few(
        _typed(
            "integer",
            minimum=st.sampled_from([0, 1, 0.5, -1, 2**60]),
            exclusiveMaximum=st.sampled_from([3, 2.5, 10]),
            multipleOf=st.sampled_from([1, 2, 0.5]),
            format=st.sampled_from(["int8", "int64", "uint16", "email"]),
            enum=st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True),
        )
    ),
    few(
        _typed(
            "number",
            maximum=st.sampled_from([0, 1.5, 10]),
            exclusiveMinimum=st.sampled_from([0, -0.5]),
            multipleOf=st.sampled_from([0.1, 0.5, 2]),
            const=st.sampled_from([1, 0.5]),
        )
    ),
    st.just({"type": "boolean"}),
    st.just({"type": "null"}),
)
references = st.sampled_from(COMPONENTS).map(lambda name: {"$ref": f"#/components/schemas/{name}"})


def _arrays(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    array = _typed(
        "array",
        items=inner,
        minItems=small,
        maxItems=small,
        uniqueItems=st.booleans(),
        contains=inner,
        prefixItems=st.lists(inner, min_size=1, max_size=2),
    )
    return few(array)


def _records(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    names = st.sampled_from(NAMES)
    record = _typed(
        "object",
        properties=st.dictionaries(names, inner, min_size=1, max_size=3),
        required=st.lists(names, max_size=2, unique=True),
        additionalProperties=st.one_of(st.booleans(), inner),
        minProperties=small,
        maxProperties=small,
        patternProperties=st.dictionaries(st.just("^x-"), inner, min_size=1),
        propertyNames=st.just({"maxLength": 4}),
        dependentRequired=st.just({"a": ["b"]}),
        unevaluatedProperties=st.booleans(),
        oneOf=st.just([{"required": ["a"]}, {"required": ["b"]}]),
    )
    record = st.builds(lambda schema, no: {**schema, **no}, record, st.just({}) | inner.map(_no))
    return few(record)


def _no(schema: Any) -> dict[str, Any]:
    return {"not": schema}


def _composed(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    branches = st.lists(st.one_of(references, inner), min_size=1, max_size=3)
    bases = st.lists(st.one_of(references, _records(inner)), min_size=1, max_size=2)
    return st.one_of(
        branches.map(lambda each: {"anyOf": each}),
        branches.map(lambda each: {"oneOf": each}),
        bases.map(lambda each: {"allOf": each}),
        st.builds(lambda each, own: {"allOf": each, **own}, bases, _records(inner)),
    )


typed_schemas = st.recursive(
    st.one_of(scalars, references),
    lambda inner: st.one_of(_arrays(inner), _records(inner), _records(inner), _composed(inner)),
    max_leaves=5,
)
