"""Every format of a contract, lowered to one normal form: OpenAPI 3.1 with JSON Schema 2020-12."""

from counterfoil.engine.library import Library
from counterfoil.model import Bundle, Contract, Kind


def lower(contract: Contract, library: Library) -> Bundle:
    """The contract in normal form, with the files it is made of and what reading them found."""
    # An increment reads no whole contract, and imports what is beside this.
    from counterfoil.engine.lower import document, message

    read = document.read if contract.kind is Kind.OPENAPI else message.read
    api, findings = read(contract, library)
    others = sorted(path for path in library.sources if path != contract.source.path)
    sources = (contract.source, *(library.sources[path] for path in others))
    # One broken reference can be reached from many operations; it is still one problem.
    found = {each.fingerprint: each for each in (*library.findings, *findings)}
    elsewhere = tuple(sorted(library.elsewhere))
    return Bundle(contract, sources, api, tuple(found.values()), elsewhere=elsewhere)
