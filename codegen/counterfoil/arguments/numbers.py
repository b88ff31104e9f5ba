"""Numbers as they are typed."""

import argparse


def seed(text: str) -> int:
    """A whole number, which chooses among values.

    >>> seed("-7")
    -7
    """
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from None
