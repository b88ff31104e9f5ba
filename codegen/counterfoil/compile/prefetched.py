"""What every worker needs, imported once in the process that workers are forked from."""

from counterfoil.compile import contract as contract
from counterfoil.compile.models.generator import generator

generator()
