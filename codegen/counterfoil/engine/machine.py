"""What the machine has."""

import os


def cores() -> int:
    """How many processes can work at once: the cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        return os.cpu_count() or 1
