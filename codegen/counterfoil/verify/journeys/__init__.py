"""Runs journeys: business scenarios across services, over real processes."""
