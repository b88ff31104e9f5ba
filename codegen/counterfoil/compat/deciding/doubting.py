"""Says in words why nothing is known of a pair."""

from collections.abc import Iterator

from counterfoil.compat.deciding.formats import ASSERTED
from counterfoil.compat.deciding.kinds import compiles
from counterfoil.compat.patterns import Texts, Undecided, common
from counterfoil.compat.pool import Pool
from counterfoil.engine.forms import references
from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.model import Json, Schema

_REMARKS = ("contentEncoding", "contentMediaType", "x-extensible-enum", "discriminator")
_NAMED = 3
"""Reasons that are told."""


def doubt(pool: Pool, sent: Schema, taken: Schema) -> str:
    """Why there is neither a proof nor a witness."""
    known = {repr(each) for each in _remarks(pool, sent)}
    reasons: dict[str, None] = {}
    for keyword, value in _remarks(pool, taken):
        if repr((keyword, value)) not in known:
            reasons[f"no validator judges {_told(keyword, value)}"] = None
    for pattern in (*unread(pool, sent), *unread(pool, taken)):
        reasons[f"no validator takes the pattern `{pattern}`"] = None
    for pattern in _patterns(pool, taken):
        compared = common(Texts((pattern,)), Texts())
        if isinstance(compared, Undecided):
            reasons[f"the pattern `{pattern}` cannot be compared: {compared.why}"] = None
    if not reasons:
        return "no proof was found that all is taken, and no value that is sent and not taken"
    return "; ".join(list(reasons)[:_NAMED])


def unread(pool: Pool, schema: Schema) -> list[str]:
    """The patterns that no validator takes: of a text, none says whether it is meant."""
    return [each for each in _patterns(pool, schema) if not compiles(each)]


def _told(keyword: str, value: Json) -> str:
    if keyword == "discriminator":
        return f"the discriminator `{value['propertyName']}`"
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"`{keyword}: {shown}`"


def _remarks(pool: Pool, schema: Schema) -> Iterator[tuple[str, Json]]:
    """What no validator asserts of all that a schema says, at any depth."""
    for each in _inside(pool, schema):
        for keyword in _REMARKS:
            if keyword in each:
                yield keyword, each[keyword]
        if "format" in each and each["format"] not in ASSERTED:
            yield "format", each["format"]


def _patterns(pool: Pool, schema: Schema) -> Iterator[str]:
    for each in _inside(pool, schema):
        if "pattern" in each:
            yield each["pattern"]
        yield from each.get("patternProperties", ())


def _inside(pool: Pool, schema: Schema) -> Iterator[Schema]:
    waiting, seen = [schema], set[str]()
    while waiting:
        node = waiting.pop()
        yield node
        waiting += (node[key] for key in SINGLE if key in node)
        waiting += (each for key in MAPPED for each in node.get(key, {}).values())
        waiting += (each for key in LISTED for each in node.get(key, ()))
        for name in references(node) if "$ref" in node or "discriminator" in node else ():
            if name not in seen and name in pool.components:
                seen.add(name)
                waiting.append(pool.components[name].schema)
