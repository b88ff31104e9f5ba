"""Answers of a contract's operations, in the contract's own forms."""
