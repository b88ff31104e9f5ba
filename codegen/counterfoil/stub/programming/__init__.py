"""What can be told to a running stub, and what it tells."""
