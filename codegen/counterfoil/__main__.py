"""`python -m counterfoil`, for the sessions, which know their interpreter and not its scripts."""

import sys

from counterfoil.cli import main

sys.exit(main())
