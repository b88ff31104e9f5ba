"""Words for what contracts offer."""

from counterfoil.engine.render.plain import safe
from counterfoil.model import Place
from counterfoil.usage.offers import Offer, Part


def label(offer: Offer) -> str:
    """What is offered, within its contract: `GET /orders/{id} 200 /total`."""
    words = {
        Part.OPERATION: (offer.title,),
        Part.PARAMETER: (offer.title, offer.name),
        Part.BODY: (offer.title, "body", offer.name),
        Part.RESPONSE: (offer.title, offer.status),
        Part.HEADER: (offer.title, offer.status, offer.name),
        Part.FIELD: (offer.title, offer.status, offer.name),
    }
    return safe(" ".join(each for each in words[offer.part] if each))


def line(place: Place) -> str:
    """Where something stands: file and line."""
    at = place.at
    return safe(f"{at.path}:{at.line}")
