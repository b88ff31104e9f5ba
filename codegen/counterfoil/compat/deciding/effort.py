"""How much there is to a pair of schemas, before anything is decided."""

from collections.abc import Iterator

from counterfoil.compat.pool import Pool
from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.engine.lower.references import PREFIX
from counterfoil.model import Schema

_SAYINGS = 300
"""Schemas, members of enumerations and names of what is required, up to which a pair is a small one."""
_CHOICES = 12
"""Keywords up to which it is a simple one that make a proof go through several cases."""
_CASES = frozenset({"anyOf", "oneOf", "if", "not", "dependentSchemas", "contains", "pattern"})


def is_small(pool: Pool, *schemas: Schema) -> bool:
    """Whether some schemas say so little that to decide anything about them takes no time."""
    sayings = choices = 0
    for each in _reached(pool, schemas):
        sayings += 1 + len(each.get("enum", ())) + len(each.get("required", ()))
        choices += len(_CASES & each.keys())
        if sayings > _SAYINGS or choices > _CHOICES:
            return False
    return True


def _reached(pool: Pool, schemas: tuple[Schema, ...]) -> Iterator[Schema]:
    """Everything that is said in the schemas and in what they refer to, at any depth, once each."""
    waiting, seen = list(schemas), set[str]()
    while waiting:
        node = waiting.pop()
        yield node
        waiting += (node[key] for key in SINGLE if key in node)
        waiting += (each for key in MAPPED for each in node.get(key, {}).values())
        waiting += (each for key in LISTED for each in node.get(key, ()))
        named = [node.get("$ref", ""), *node.get("discriminator", {}).get("mapping", {}).values()]
        for name in {each.removeprefix(PREFIX) for each in named} - seen:
            seen.add(name)
            if name in pool.components:
                waiting.append(pool.components[name].schema)
