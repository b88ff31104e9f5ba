"""The lint pillar: rules about one contract."""
