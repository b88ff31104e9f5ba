"""`python -m tests.synthetic FOLDER [--count N] [--seed N]` writes a synthetic monorepo."""

import argparse
from pathlib import Path

from . import Shares, write_monorepo


def main() -> None:
    """Writes it, and says what it holds."""
    parser = argparse.ArgumentParser(prog="synthetic", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000, help="how many contracts")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--large", type=float, default=0.0, help="share of huge contracts")
    options = parser.parse_args()
    shares = Shares(large=options.large)
    made = write_monorepo(options.folder, options.count, seed=options.seed, shares=shares)
    print(f"{len(made.contracts)} contracts, {len(made.services)} services in {made.root}")


if __name__ == "__main__":
    main()
