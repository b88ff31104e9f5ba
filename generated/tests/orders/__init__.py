"""What orders relies on."""
