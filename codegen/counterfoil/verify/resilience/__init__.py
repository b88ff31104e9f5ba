"""A provider while what it relies on fails: whether it keeps its word, and comes back."""
