"""Manual pages of the rules that other steps raise: reading, compiling, comparing, waiving."""
