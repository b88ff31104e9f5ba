"""What lasts for one test."""

from contextlib import ExitStack
from dataclasses import dataclass, field


@dataclass(slots=True)
class During:
    """The test of the moment: what is on the stack is undone when it is over."""

    stack: ExitStack = field(default_factory=ExitStack)

    def over(self) -> None:
        """Undoes everything, for the next test."""
        stack, self.stack = self.stack, ExitStack()
        stack.close()
