"""What every worker needs, imported once in the process that workers are forked from."""

from counterfoil.compile.models.skeletons import engine

engine()
