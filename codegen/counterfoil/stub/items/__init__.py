"""What was created, changed and deleted, and how it is shown."""
