"""What is read of decoded values is noted while instruments are in place, exactly, and no other time."""

import copy
import gc
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiled import Compiled, compile_monorepo
from counterfoil.record.following import Following
from counterfoil.record.instruments import instruments
from counterfoil.record.notes import Seen, dump, load
from counterfoil.record.patterns import smallest
from counterfoil.record.watching import Watching

NODE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://example.com/tree",
    "title": "Tree",
    "x-owner": "team-trees",
    "version": "1.0.0",
    "$ref": "#/$defs/Node",
    "$defs": {
        "Node": {
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": {"type": "string"},
                "how-many": {"type": "integer"},
                "tags": {"type": "array", "items": {"type": "string"}},
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                "kind": {"$ref": "#/$defs/Kind"},
                "kinds": {"type": "array", "items": {"$ref": "#/$defs/Kind"}},
                "plantedAt": {"type": "string", "format": "date-time"},
                "child": {"$ref": "#/$defs/Node"},
                "children": {"type": "array", "items": {"$ref": "#/$defs/Node"}},
                "byName": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Node"}},
                "rows": {
                    "type": "array",
                    "items": {"type": "array", "items": {"$ref": "#/$defs/Node"}},
                },
                "form": {
                    "oneOf": [{"$ref": "#/$defs/Circle"}, {"$ref": "#/$defs/Square"}],
                    "discriminator": {"propertyName": "type"},
                },
            },
        },
        "Kind": {"type": "string", "enum": ["oak", "elm", "ash"]},
        "Circle": {
            "type": "object",
            "required": ["type", "radius"],
            "properties": {"type": {"const": "circle"}, "radius": {"type": "number"}},
        },
        "Square": {
            "type": "object",
            "required": ["type", "side"],
            "properties": {"type": {"const": "square"}, "side": {"type": "number"}},
        },
    },
}
ALIASES = {"how-many": "how_many", "plantedAt": "planted_at", "byName": "by_name"}
TREE = {
    "name": "root",
    "how-many": 2,
    "tags": ["a", "b"],
    "labels": {"x": "y"},
    "kind": "oak",
    "plantedAt": "2026-11-20T09:30:00Z",
    "child": {"name": "twig"},
    "children": [{"name": "left", "kind": "elm"}, {"name": "right", "child": {"name": "leaf"}}],
    "byName": {"first": {"name": "first"}},
    "rows": [[{"name": "in a row"}], []],
    "form": {"type": "circle", "radius": 1.5},
}


def leaves(value: Any, pattern: str = "") -> Iterator[str]:
    """The patterns of everything in a tree, whose maps have names that are not the contract's."""
    match value:
        case dict() | list() if not value:
            # Of an empty list in a list nothing is seen but the list around it.
            yield re.sub(r"(/\*)+$", "", pattern)
        case list():
            for each in value:
                yield from leaves(each, f"{pattern}/*")
        case dict():
            for name, each in value.items():
                step = "*" if pattern.endswith(("/labels", "/byName")) else name
                yield from leaves(each, f"{pattern}/{step}")
        case _:
            yield pattern


@dataclass(frozen=True, slots=True)
class Forest:
    """A compiled contract of trees, and what watches it."""

    compiled: Compiled
    client: ModuleType

    def __repr__(self) -> str:
        return "forest"  # hypothesis shows it beside each example

    @contextmanager
    def watching(self) -> Iterator[Watching]:
        records = self.compiled.module("_runtime.records")
        following = Following(records.ContractModel)
        watching = Watching(following)
        observing = self.compiled.module("_runtime.observing")
        with instruments(records, self.compiled.module("_runtime.reading"), following):
            observing.watchers.append(watching)
            try:
                yield watching
            finally:
                observing.watchers.remove(watching)


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> Forest:
    root = tmp_path_factory.mktemp("trees")
    folder = root / "contracts/trees/tree/v1"
    folder.mkdir(parents=True)
    (folder / "schema.json").write_text(json.dumps(NODE), "utf-8")
    compiled = compile_monorepo(root)
    return Forest(compiled, compiled.module("client", compiled.bundles[0]))


@dataclass(frozen=True, slots=True)
class Read:
    """A decoded tree, and what has been read of it."""

    tree: Any
    watching: Watching

    @property
    def seen(self) -> Seen:
        (note,) = self.watching.notes()
        return note.seen

    @property
    def reads(self) -> tuple[str, ...]:
        return smallest(self.seen.reads)


@pytest.fixture
def read(forest: Forest) -> Iterator[Read]:
    with forest.watching() as watching:
        yield Read(forest.client.decode(json.dumps(TREE)), watching)


def test_decoding_reads_nothing(read: Read) -> None:
    assert read.seen == Seen()


def test_an_attribute_is_a_field_under_its_name_on_the_wire(read: Read) -> None:
    assert read.tree.how_many == 2
    assert read.reads == ("/how-many",)


def test_a_field_below_stands_for_those_above_it(read: Read) -> None:
    assert [each.name for each in read.tree.children] == ["left", "right"]
    assert read.reads == ("/children/*/name",)


def test_the_length_of_a_list_reads_none_of_its_items(read: Read) -> None:
    assert len(read.tree.children) == 2
    assert read.reads == ("/children",)


def test_a_list_of_texts_is_read_with_its_items(read: Read) -> None:
    assert "a" in read.tree.tags
    assert read.reads == ("/tags/*",)


def test_maps_are_lists_of_their_values(read: Read) -> None:
    assert read.tree.labels["x"] == "y"
    assert read.tree.by_name["first"].name == "first"
    assert read.reads == ("/byName/*/name", "/labels/*")


def test_lists_in_lists_and_unions_are_followed(read: Read) -> None:
    assert read.tree.rows[0][0].name == "in a row"
    assert read.tree.form.radius == 1.5
    assert read.reads == ("/form/radius", "/rows/*/*/name")


def test_an_absent_field_that_was_asked_for_is_read(read: Read) -> None:
    assert read.tree.child.how_many is None
    assert read.reads == ("/child/how-many",)


def test_a_field_that_the_contract_does_not_know_is_read_where_it_is_there(forest: Forest) -> None:
    with forest.watching() as watching:
        tree = forest.client.decode(json.dumps({"name": "n", "moss": True}))
        assert tree.moss is True
        assert not hasattr(tree, "lichen")
        (note,) = watching.notes()
        assert note.seen.reads == {"/moss"}


def test_asking_whether_a_field_is_there_reads_it(read: Read) -> None:
    assert "how_many" in read.tree.model_fields_set
    assert "how_many" not in read.tree.child.model_fields_set
    assert read.reads == ("/child/how-many", "/how-many")


def test_listing_the_fields_that_are_there_reads_all_of_them(read: Read) -> None:
    assert read.tree.model_fields_set >= {"name", "rows"}
    assert [*read.tree.child.model_fields_set] == ["name"]
    assert read.reads == ("/child/name",)


def test_a_dump_reads_what_is_in_it(read: Read) -> None:
    read.tree.child.model_dump()
    assert read.reads == ("/child/name",)
    read.tree.model_dump(include={"children": {0: {"name"}}, "how_many": True})
    assert read.reads == ("/child/name", "/children/*/name", "/how-many")


def test_a_dump_as_text_reads_everything_that_is_there(read: Read) -> None:
    read.tree.model_dump_json()
    assert read.reads == smallest(leaves(TREE))


def test_a_dump_under_python_names_reads_the_same_fields(read: Read) -> None:
    read.tree.model_dump(by_alias=False, exclude={"rows", "children", "byName", "by_name"})
    shown = {key: TREE[key] for key in TREE.keys() - {"rows", "children", "byName"}}
    assert read.reads == smallest(leaves(shown))


def test_comparing_reads_both_sides(read: Read, forest: Forest) -> None:
    assert read.tree.child == forest.client.models.Node(name="twig")
    assert read.reads == ("/child/name",)


def test_comparing_with_something_else_reads_nothing(read: Read) -> None:
    assert read.tree != None  # noqa: E711 # this is what is compared
    assert read.reads == ()


def test_membership_of_a_list_of_models_compares_them(read: Read, forest: Forest) -> None:
    assert forest.client.models.Node(name="nobody") not in read.tree.children
    assert read.reads == ("/children/*/child/name", "/children/*/kind", "/children/*/name")


def test_iterating_reads_what_is_yielded(read: Read) -> None:
    assert dict(read.tree.child)["name"] == "twig"
    assert "/child/name" in read.reads


def test_copies_are_read_like_what_they_are_copies_of(read: Read) -> None:
    assert copy.copy(read.tree).name == "root"
    assert copy.deepcopy(read.tree).children[0].name == "left"
    assert read.tree.model_copy(update={"name": "other"}).child.name == "twig"
    assert read.reads == ("/child/name", "/children/*/name", "/name")


def test_showing_a_value_reads_nothing(read: Read) -> None:
    assert "root" in repr(read.tree) + str(read.tree)
    assert read.reads == ()


def test_what_is_sent_on_is_read_as_a_whole(read: Read, forest: Forest) -> None:
    made = forest.client.models.Node(name="mine", child=read.tree.child)
    assert read.reads == ("/child",)
    forest.client.encode(made)
    assert read.reads == ("/child/name",)


def test_a_date_is_read_in_its_format(read: Read) -> None:
    assert read.tree.planted_at.year == 2026
    assert read.tree.name
    assert read.seen.typed == {"/plantedAt"}


def test_members_that_are_told_apart(read: Read, forest: Forest) -> None:
    kinds = forest.client.models.Kind
    match read.tree.kind:
        case kinds.ELM:
            raise AssertionError
        case kinds.OAK:
            pass
    assert read.seen.members == {"/kind": ("elm", "oak")}


def test_a_member_is_told_apart_by_its_text_too(read: Read) -> None:
    assert read.tree.kind == "oak"
    assert read.seen.members == {"/kind": ("oak",)}


def test_members_belong_to_the_field_that_they_were_read_from(read: Read, forest: Forest) -> None:
    kinds = forest.client.models.Kind
    assert read.tree.children[0].kind != kinds.ASH
    assert read.tree.kind == kinds.OAK
    assert read.seen.members == {"/children/*/kind": ("ash",), "/kind": ("oak",)}


def test_members_that_came_from_nowhere_tell_nothing(read: Read, forest: Forest) -> None:
    kinds = forest.client.models.Kind
    assert kinds.OAK != kinds.ELM
    assert read.seen.members == {}


def test_a_member_of_an_earlier_test_tells_nothing(read: Read, forest: Forest) -> None:
    kind = read.tree.kind
    read.watching.begin(2)
    assert kind != forest.client.models.Kind.ELM
    assert read.seen.members == {}


def test_models_behave_as_before(read: Read, forest: Forest) -> None:
    kinds = forest.client.models.Kind
    assert {kinds.OAK: 1}[read.tree.kind] == 1
    assert kinds("gingko") == "gingko"
    assert json.loads(read.tree.model_dump_json()) == TREE
    with pytest.raises(AttributeError):
        _ = read.tree.no_such_thing


def test_a_model_that_is_gone_is_forgotten(forest: Forest) -> None:
    with forest.watching() as watching:
        for _ in range(50):
            forest.client.decode(json.dumps(TREE))
        gc.collect()
        assert watching.following.spots == {}


def test_nothing_stays_in_place_afterwards(forest: Forest) -> None:
    records = forest.compiled.module("_runtime.records")
    reading = forest.compiled.module("_runtime.reading")
    before = [dict(vars(owner)) for owner in (records.ContractModel, reading._OpenEnum)]
    with forest.watching() as watching:
        tree = forest.client.decode(json.dumps(TREE))
    assert [dict(vars(owner)) for owner in (records.ContractModel, reading._OpenEnum)] == before
    assert tree.name == "root"
    assert watching.notes()[0].seen == Seen()
    assert forest.compiled.module("_runtime.observing").watchers == []


def test_nothing_stays_in_place_after_a_failure(forest: Forest) -> None:
    before = dict(vars(forest.compiled.module("_runtime.records").ContractModel))
    with pytest.raises(ZeroDivisionError), forest.watching():
        _ = 1 / 0
    assert dict(vars(forest.compiled.module("_runtime.records").ContractModel)) == before


def test_notes_come_through_a_text_unchanged(read: Read, forest: Forest) -> None:
    assert read.tree.kind == forest.client.models.Kind.OAK
    assert read.tree.planted_at
    notes = read.watching.notes()
    assert load(dump(notes)) == notes


texts = st.text("ab/~*é", max_size=3)


def trees(depth: int) -> st.SearchStrategy[dict[str, Any]]:
    fields: dict[str, st.SearchStrategy[Any]] = {
        "how-many": st.integers(0, 9),
        "tags": st.lists(texts, max_size=2),
        "labels": st.dictionaries(texts, texts, max_size=2),
        "kind": st.sampled_from(["oak", "elm", "gingko"]),
        "kinds": st.lists(st.sampled_from(["oak", "gingko"]), max_size=2),
        "form": st.sampled_from(
            [{"type": "circle", "radius": 1.5}, {"type": "square", "side": 2.5}]
        ),
    }
    if depth:
        below = trees(depth - 1)
        fields |= {
            "child": below,
            "children": st.lists(below, max_size=2),
            "byName": st.dictionaries(texts, below, max_size=2),
            "rows": st.lists(st.lists(below, max_size=2), max_size=2),
        }
    return st.fixed_dictionaries({"name": texts}, optional=fields)


NAMES = [*NODE["$defs"]["Node"]["properties"], "type", "radius", "side"]  # type: ignore[index] # a test's own schema
programs = st.lists(
    st.lists(st.tuples(st.sampled_from(["get", "get", "get", "dump", "len", "eq"]), st.sampled_from(NAMES), st.integers(0, 3)), min_size=1, max_size=5),
    max_size=5,
)  # fmt: skip


def walked(
    value: Any, json_value: Any, program: list[tuple[str, str, int]], expected: set[str]
) -> None:
    """Walks down a decoded value and its JSON side by side; what should be noted goes to `expected`."""
    pattern = ""
    for verb, name, index in program:
        while isinstance(json_value, list) or (
            isinstance(json_value, dict) and isinstance(value, dict)
        ):
            keys = (
                list(json_value) if isinstance(json_value, dict) else list(range(len(json_value)))
            )
            if not keys:
                return
            key = keys[index % len(keys)]
            value, json_value, pattern = value[key], json_value[key], f"{pattern}/*"
        if not isinstance(json_value, dict):
            return
        match verb:
            case "dump":
                value.model_dump()
                expected |= set(leaves(json_value, pattern))
                return
            case "eq":
                assert value == value.model_copy()
                expected |= set(leaves(json_value, pattern))
                return
        if ALIASES.get(name, name) not in type(value).model_fields:
            return
        value, json_value = getattr(value, ALIASES.get(name, name)), json_value.get(name)
        pattern = f"{pattern}/{name}"
        expected.add(pattern)
        expected |= scalars_in(json_value, pattern)
        if verb == "len":
            return


def scalars_in(value: Any, pattern: str) -> set[str]:
    """The patterns of scalars directly in lists and maps: whoever has the list has them."""
    if name_of(pattern) not in ("tags", "labels", "kinds") or not value:
        return set()
    return {f"{pattern}/*"}


def name_of(pattern: str) -> str:
    return pattern.rpartition("/")[2]


@settings(max_examples=200, deadline=None)
@given(tree=trees(2), written=programs)
def test_exactly_what_a_program_reads_is_noted(
    forest: Forest, tree: dict[str, Any], written: list[list[tuple[str, str, int]]]
) -> None:
    with forest.watching() as watching:
        decoded = forest.client.decode(json.dumps(tree))
        expected: set[str] = set()
        for program in written:
            walked(decoded, tree, program, expected)
        (note,) = watching.notes()
        assert smallest(note.seen.reads) == smallest(expected)
