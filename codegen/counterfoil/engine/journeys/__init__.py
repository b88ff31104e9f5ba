"""Journeys: business scenarios across services, written as Arazzo 1.0 documents."""

from counterfoil.engine.journeys.checking import check_journey
from counterfoil.engine.journeys.reading import (
    FOLDER,
    Read,
    journey_files,
    journey_in,
    read_journey,
    read_journeys,
)
from counterfoil.engine.journeys.resolving import Called, Sources, sources_of

__all__ = [
    "FOLDER",
    "Called",
    "Read",
    "Sources",
    "check_journey",
    "journey_files",
    "journey_in",
    "read_journey",
    "read_journeys",
    "sources_of",
]
