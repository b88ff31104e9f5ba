"""The same request with words of its own, for things that may be there but once."""

from counterfoil.model import Direction
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.demands import NOTHING
from counterfoil.verify.requests.drafts import Draft
from counterfoil.verify.requests.edits import Edit, edited
from counterfoil.verify.requests.said import keywords
from counterfoil.verify.requests.valid import spots_of


def afresh(inquiry: Inquiry, draft: Draft) -> Draft:
    """The draft with another text wherever any text will do, and another number of a form."""
    edits = []
    for spot in spots_of(inquiry, draft):
        if not isinstance(spot.value, str) or spot.value is NOTHING:
            continue
        said = keywords(inquiry, spot.schema)
        if {"enum", "const"} & said.keys() or said.get("format") in ("date", "date-time", "time"):
            continue
        validator = inquiry.validators.of(spot.schema, Direction.REQUEST)
        value = inquiry.another(spot.schema) if {"pattern", "format"} & said.keys() else None
        for each in (value, f"{spot.value} {inquiry.number()}", f"{inquiry.number()}"):
            if each is not None and validator.is_valid(each):
                edits.append(Edit(spot.pointer, each))
                break
    return draft.with_body(edited(draft.body, edits)) if edits else draft
