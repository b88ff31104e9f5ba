"""Who breaks: each consumer judged by what it reads and by what it sends, not by what it might."""

from counterfoil.compat.consumers.around import Around
from counterfoil.compat.consumers.hit import NOBODY, Audience, Hit, audience_of, both, values_along

__all__ = ["NOBODY", "Around", "Audience", "Hit", "audience_of", "both", "values_along"]
