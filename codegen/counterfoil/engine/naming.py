"""Python names for what a contract names freely."""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_BORDER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[\W_]+")
_SOFT = frozenset({"match", "case", "type", "_"})
_BUILTINS = frozenset(dir(builtins))

RESERVED_CLASSES = frozenset("""
    Annotated Any CHECKS ClassVar ClosedModel Closest ContractModel Field HasFormat IntEnum JudgedModel Listed
    Literal Maybe Nullable SchemaRule StrEnum StrictBool StrictDate StrictDateTime StrictFloat
    StrictInt StrictStr StrictUuid TYPE_CHECKING TaggedBy TextPattern TypeAliasType UnknownBranch
    """.split())  # noqa: SIM905 — a list this long is read as words
"""Names that a generated `models.py` imports, which no schema may take."""
OF_MODELS = frozenset("""
    construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json update_forward_refs
    validate model_computed_fields model_config model_construct model_copy model_dump model_dump_json
    model_extra model_fields model_fields_set model_json_schema model_parametrized_name model_post_init
    model_rebuild model_validate model_validate_json model_validate_strings
    """.split())  # noqa: SIM905 — a list this long is read as words
"""What every model of pydantic has beside its fields."""


def words(text: str) -> list[str]:
    """The words of a name in any convention, in Unicode normal form NFKC, without punctuation.

    >>> words("order-placedV2_ID")
    ['order', 'placed', 'V2', 'ID']
    """
    return [word for word in _BORDER.split(unicodedata.normalize("NFKC", text)) if word]


@lru_cache(maxsize=10_000)
def identifier(text: str) -> str:
    """A snake_case Python identifier that is no keyword, builtin or dunder, and never empty.

    >>> identifier("X-Request-ID"), identifier("from"), identifier("2fa"), identifier("!")
    ('x_request_id', 'from_', 'n_2fa', 'unnamed')
    """
    name = "_".join(words(text)).lower()
    if not name.isidentifier():
        name = f"n_{name}" if name and f"n_{name}".isidentifier() else "unnamed"
    return f"{name}_" if _taken(name) else name


def class_name(text: str) -> str:
    """A PascalCase Python identifier that shadows nothing a generated module uses.

    >>> class_name("order-placed"), class_name("io.k8s.Pod"), class_name("none"), class_name("3d")
    ('OrderPlaced', 'IoK8sPod', 'None_', 'N3d')
    """
    name = "".join(
        _capital(part) for part in re.split(r"[\W_]+", unicodedata.normalize("NFKC", text))
    )
    if not name.isidentifier():
        name = f"N{name}" if name and f"N{name}".isidentifier() else "Unnamed"
    return (
        f"{name}_"
        if name in RESERVED_CLASSES or name in _BUILTINS or keyword.iskeyword(name)
        else name
    )


def unique(wanted: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """The wanted names in order; one that is taken already gets `_2`, `_3`, ….

    >>> unique(["a", "b", "a"])
    ['a', 'b', 'a_2']
    """
    seen, names = set(taken), []
    for name in wanted:
        candidate, number = name, 2
        while candidate in seen:
            candidate, number = f"{name}_{number}", number + 1
        seen.add(candidate)
        names.append(candidate)
    return names


def _capital(part: str) -> str:
    return part[:1].upper() + part[1:]


def _taken(name: str) -> bool:
    return keyword.iskeyword(name) or name in _SOFT or name in _BUILTINS
