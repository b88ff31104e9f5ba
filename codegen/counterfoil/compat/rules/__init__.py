"""A manual page for each thing that can change between two versions, and the rules that tell it."""
