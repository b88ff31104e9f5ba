"""Everything that a schema says in place."""

from counterfoil.engine.records import parts
from counterfoil.model import Schema
from counterfoil.verify.inquiry import Inquiry


def keywords(inquiry: Inquiry, schema: Schema) -> Schema:
    """Everything that a schema says in place, through its references."""
    return {
        name: said
        for part in reversed(list(parts(schema, inquiry.api.components)))
        for name, said in part.items()
    }
