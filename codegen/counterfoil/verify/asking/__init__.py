"""The phases of an examination: what is asked, and in which order."""
