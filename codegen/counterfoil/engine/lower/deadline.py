"""How long an operation may take to answer, from `x-deadline`."""

from counterfoil.engine.deadlines import is_deadline
from counterfoil.engine.library import Node
from counterfoil.model import Finding

KEY = "x-deadline"


def deadline(findings: list[Finding], node: Node) -> float | None:
    """The seconds that an operation gives itself; what is no such number is added to `findings`."""
    value = node.value.get(KEY) if isinstance(node.value, dict) else None
    if value is None or is_deadline(value):
        return None if value is None else float(value)
    findings.append(
        Finding(
            rule="deadline-unclear",
            message=f"`{KEY}` is no number of seconds",
            at=(node.place / KEY).at,
            witness=value,
            fix="Write the seconds that an answer may take, such as 2 or 0.5.",
        )
    )
    return None
