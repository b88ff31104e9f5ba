"""What stands for a witness that is not found. `null` is a value, and may well be one."""

from enum import Enum
from typing import Final


class Missing(Enum):
    """No value was found. That is no proof that there is none."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING
