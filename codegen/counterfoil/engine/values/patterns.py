"""Whether a pattern is found in a text, as the validators see it, and in linear time."""

from functools import lru_cache

from jsonschema_rs import Draft202012Validator, ValidationError


def is_pattern(pattern: str) -> bool:
    """Whether a pattern can be looked for; others assert nothing.

    >>> is_pattern("^a"), is_pattern("(")
    (True, False)
    """
    return _validator(pattern) is not None


def finds(pattern: str, text: str) -> bool:
    """Whether a pattern is found in a text; one that cannot be looked for never is."""
    validator = _validator(pattern)
    return validator is not None and validator.is_valid(text)


@lru_cache(maxsize=4096)
def _validator(pattern: str) -> Draft202012Validator | None:
    try:
        return Draft202012Validator({"pattern": pattern})
    except (ValidationError, ValueError):
        return None
