"""The compile pillar: contracts become packages. An increment needs little of it, and imports no more."""
