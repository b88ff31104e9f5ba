"""Values as they are typed, where more than one verb takes them."""

import argparse


def add_seed(verb: "argparse.ArgumentParser | argparse._ArgumentGroup") -> None:
    """Adds `--seed`, which chooses among values."""
    verb.add_argument(
        "--seed", type=_seed, default=0, metavar="N", help="choose other values (default: 0)"
    )


def _seed(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from None


def add_jobs(verb: "argparse.ArgumentParser | argparse._ArgumentGroup", does: str) -> None:
    """Adds `--jobs`, the number of things that are done at once; None where it is left to us."""
    verb.add_argument(
        "-j",
        "--jobs",
        type=positive,
        metavar="N",
        help=f"{does} (default: as many as there are cores)",
    )


def positive(text: str) -> int:
    """A number from 1."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return int(text)


def credential(text: str) -> tuple[str, str]:
    """A security scheme and a credential for it.

    >>> credential("apiKey=development")
    ('apiKey', 'development')
    """
    scheme, equals, value = text.partition("=")
    if not (scheme and equals and value):
        raise argparse.ArgumentTypeError(f"{text!r} is no credential: write SCHEME=VALUE")
    return scheme, value
