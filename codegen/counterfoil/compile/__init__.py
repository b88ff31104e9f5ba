"""The compile pillar: contracts become packages."""
