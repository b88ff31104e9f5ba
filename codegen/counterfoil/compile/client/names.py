"""Names in generated clients that no contract may take."""

from collections.abc import Sequence

from counterfoil.engine.naming import unique

METHODS = frozenset({"raw", "with_options", "close", "aclose"})
"""What every client can do beside its operations."""

MODULES = frozenset(
    {
        "datetime",
        "decimal",
        "errors",
        "functools",
        "httpx2",
        "ipaddress",
        "models",
        "operations",
        "pathlib",
        "typing",
        "uuid",
    }
)
"""Modules that generated code refers to where the name of a method or an argument would hide them."""

ARGUMENTS = frozenset({"self", "body", "content_type", "operations"})
OPTIONS = frozenset({"self", "base_url", "timeouts", "retry", "headers", "transport"})


def method_names(wanted: Sequence[str]) -> list[str]:
    """Names of methods that hide nothing a client needs."""
    taken = METHODS | MODULES
    return unique([f"{name}_" if name in taken else name for name in wanted])
