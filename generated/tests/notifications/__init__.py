"""What notifications relies on."""
