"""Looks for a value that one schema sends and another one does not take."""

from functools import partial
from itertools import islice

from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Caps
from counterfoil.compat.witnesses.material import Dispute, Material, material_of
from counterfoil.compat.witnesses.missing import MISSING, Missing
from counterfoil.compat.witnesses.plain import Plain
from counterfoil.compat.witnesses.proposing import candidates
from counterfoil.compat.witnesses.shrinking import shrunk
from counterfoil.model import Json, Schema


def search(pool: Pool, sent: Schema, taken: Schema, caps: Caps, seed: int) -> Json | Missing:
    """A value that `sent` accepts and `taken` rejects, with nothing in it that this does not need.

    Both are schemas of the pool. Not to find one proves nothing.
    """
    material = material_of(pool, seed)
    dispute = Dispute(material.judge(sent), material.judge(taken))
    for value in islice(candidates(material.maker, sent, taken), caps.candidates):
        if dispute(value):
            return essential(material, sent, dispute, value)
    return MISSING


def essential(material: Material, sent: Schema, dispute: Dispute, value: Json) -> Json:
    """A witness without what its proof does not need."""
    return shrunk(value, dispute, partial(Plain.of, material.maker, sent))
