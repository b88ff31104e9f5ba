"""What can be wrong with a journey, one kind a module."""
