"""What a consumer expects of a real provider, over HTTP, and what each fault in it costs the consumer."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from counterfoil.engine.expectations.verified import Lock
from counterfoil.verify.examine import Examined, examine
from counterfoil.verify.settings import Settings
from counterfoil.verify.wire.line import Line
from providers.expected import EXPECTATIONS, relied_on
from providers.outside import running

KNOWN = Settings(credentials={"apiKey": "open-sesame"}, requests=6)


def examined(faults: Collection[str] = (), lock: Lock | None = None) -> Examined:
    with running("asgi", faults) as url, Line(url.removesuffix("/v1")) as line:
        return examine(relied_on(), line.send, replace(KNOWN, url=url, verified=lock or {}))


@pytest.fixture(scope="module")
def held() -> Lock:
    """What holds of the provider without a fault: everything."""
    found = examined()
    counts = found.facts["consumers"]["portal"]
    assert counts["expectations"] == counts["hold"] == EXPECTATIONS
    assert found.findings == ()
    return found.held


@pytest.mark.parametrize(
    ("fault", "rules"),
    [
        ("read-without-weight", {"consumed-field-missing", "response-body-breach"}),
        ("read-with-text-amounts", {"response-body-breach"}),
        ("missing-is-410", {"expectation-unmet"}),
    ],
)
def test_fault_in_what_the_consumer_reads_names_it(held: Lock, fault: str, rules: set[str]) -> None:
    found = examined([fault], held)
    assert {each.rule for each in found.findings if each.consumers == ("portal",)} == rules


@pytest.mark.parametrize("fault", ["deleted-with-200", "read-without-etag"])
def test_fault_in_what_it_does_not_read_names_nobody(held: Lock, fault: str) -> None:
    found = examined([fault], held)
    assert found.findings
    assert not any(each.consumers for each in found.findings)
    assert found.facts["consumers"]["portal"]["hold"] == EXPECTATIONS
