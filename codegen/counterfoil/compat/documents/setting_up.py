"""What a piece of client code begins with: imports, and a client with its credentials."""

from collections.abc import Sequence

from counterfoil.compat.documents.client import Client
from counterfoil.compat.documents.python import assigned, call
from counterfoil.engine.naming import identifier
from counterfoil.model import Kind, Requirement


def imports(client: Client, code: str) -> str:
    """What code of one version imports, and how its client is made."""
    code = "\n".join(line.partition("  # ")[0] for line in code.splitlines())
    modules = [f"import {name}\n" for name in ("datetime", "uuid") if f"{name}." in code]
    if client.api.contract.kind is Kind.JSON_SCHEMA:
        names = "messages, models" if "models." in code else "messages"
        return f"{''.join(modules)}from {client.module} import {names}"
    named = [name for name in ("ApiError", "Client", "models") if name == "Client" or name in code]
    head = f"{''.join(modules)}from {client.module} import {', '.join(named)}"
    asked = next((each.security for each in client.api.operations if each.security), ())
    return f"{head}\n\n{made(client, asked)}"


def made(client: Client, requirements: Sequence[Requirement]) -> str:
    """How a client is made that has the credentials of the first requirement."""
    schemes = client.api.security_schemes
    wanted = [schemes[each] for one in requirements[:1] for each in one.schemes if each in schemes]
    given = {
        identifier(each.id): '("…", "…")' if each.scheme == "basic" else '"…"'
        for each in sorted(wanted, key=lambda each: each.id)
        if each.type != "mutualTLS"
    }
    return assigned("client", call("Client", **given))
