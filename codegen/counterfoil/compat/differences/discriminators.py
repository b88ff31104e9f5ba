"""Differences in discriminators: they leave valid what was valid, and readers choose by them."""

from counterfoil.compat.differences.both import Both, Events, Said
from counterfoil.compat.differences.lining import author_name
from counterfoil.compat.differences.nodes import Part
from counterfoil.compat.facts import Fact
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Version
from counterfoil.model import Json, Schema


def discriminators(both: Both) -> Events:
    """The property that tells alternatives apart, and what each of its values means."""
    before, after = both.baseline.first("discriminator"), both.candidate.first("discriminator")
    if before is None and after is not None:
        yield both.noted(Fact.DISCRIMINATOR_ADDED, candidate=_property(*after))
    elif before is not None and after is None:
        yield both.noted(Fact.DISCRIMINATOR_REMOVED, baseline=_property(*before))
    elif before is not None and after is not None:
        if before[0]["propertyName"] != after[0]["propertyName"]:
            yield both.noted(
                Fact.DISCRIMINATOR_PROPERTY_CHANGED, _property(*before), _property(*after)
            )
        yield from _mapping(both, before, after)


def _mapping(both: Both, before: tuple[Json, Part], after: tuple[Json, Part]) -> Events:
    one, other = before[0].get("mapping", {}), after[0].get("mapping", {})
    for tag in {**one, **other}:
        gone = _mapped(both.pool, *before, tag)
        new = _mapped(both.pool, *after, tag)
        if tag not in one:
            yield both.noted(Fact.DISCRIMINATOR_MAPPING_ADDED, gone, new, tag)
        elif tag not in other:
            yield both.noted(Fact.DISCRIMINATOR_MAPPING_REMOVED, gone, new, tag)
        elif _redirected(both.pool, one[tag], other[tag]):
            yield both.noted(Fact.DISCRIMINATOR_MAPPING_CHANGED, gone, new, tag)


def _redirected(pool: Pool, before: str, after: str) -> bool:
    """Whether a value means another schema now, rather than one that is called otherwise."""
    one, other = before.rpartition("/")[2], after.rpartition("/")[2]
    own = one.partition(".")[2]
    renamed = f"{Version.CANDIDATE}.{own}" not in pool.components
    return author_name(pool, one) != author_name(pool, other) and not renamed


def _property(discriminator: Schema, part: Part) -> Said:
    return Said({}, discriminator["propertyName"], part.at("discriminator"))


def _mapped(pool: Pool, discriminator: Schema, part: Part, tag: str) -> Said:
    target = discriminator.get("mapping", {}).get(tag)
    if target is None:
        return Said({}, None, part.at("discriminator"))
    name = target.rpartition("/")[2]
    called = author_name(pool, name) or name.partition(".")[2]
    return Said({}, called, part.at("discriminator"))
