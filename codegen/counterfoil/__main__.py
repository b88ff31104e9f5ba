"""`python -m counterfoil`, for the sessions, which know their interpreter and not its scripts; and the script."""

import gc
import sys
from typing import NoReturn

from counterfoil.cli import main


def run() -> NoReturn:
    """Runs one verb, and leaves what it has made to the end of the process."""
    code = main()
    # A contract of 12 MB takes a second to be looked through for garbage, only to be thrown away.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    run()
