"""Writes down what a consumer's own tests ask for, and what its code reads of the answers."""
