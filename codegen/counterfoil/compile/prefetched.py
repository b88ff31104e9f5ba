"""What every worker needs, imported once in the process that workers are forked from."""

from counterfoil.compile import contract as contract
from counterfoil.compile.models.engine import engine

engine()
