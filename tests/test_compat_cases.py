"""Every rule of changes, by cases: what changed, whom it breaks on which terms, and the witness.

Each folder of tests/cases/compat holds two versions and what is expected of them. A version that is
no contract by itself is a schema: it is tried in a request, in an answer and in a message.
"""

import datetime
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from counterfoil.compat.change import Carrier, Change, Party
from counterfoil.compat.comparing import Comparison, compare
from counterfoil.compat.findings import findings, notes
from counterfoil.compat.terms import Mode, Terms
from counterfoil.model import At, Bundle, Finding, Json, Verdict
from second_opinion import Opinion, of_form
from versions import message, service, whole

CASES = Path(__file__).parent / "cases" / "compat"
FOLDERS = sorted(each for each in CASES.iterdir() if each.is_dir())
SCHEMAS = [each for each in FOLDERS if "paths:" not in (each / "baseline.yaml").read_text("utf-8")]
TODAY = datetime.date(2026, 11, 20)
TERMS = {
    "BACKWARD": Terms(TODAY),
    "BACKWARD, no policy": Terms(TODAY, policies=frozenset()),
    "FORWARD": Terms(TODAY, Mode.FORWARD),
    "FORWARD, no policy": Terms(TODAY, Mode.FORWARD, frozenset()),
}

STRICTEST = (TERMS["BACKWARD, no policy"], TERMS["FORWARD, no policy"])


def contracts(case: Path, folder: Path) -> Iterator[tuple[Bundle, Bundle]]:
    """Both versions of a case, once for each contract that carries them."""
    baseline, candidate = (
        (case / f"{version}.yaml").read_text("utf-8") for version in ("baseline", "candidate")
    )
    carried = (whole,) if "openapi:" in baseline or "$schema" in baseline else (service, message)
    for each in carried:
        yield each(folder / "baseline", baseline), each(folder / "candidate", candidate)


def told(case: Path, folder: Path) -> str:
    """What is found in a case: each rule once, then what is known of it on each of the terms."""
    found: dict[tuple[str, str], dict[str, Finding]] = {}
    for baseline, candidate in contracts(case, folder):
        for name, terms in TERMS.items():
            for each in everything(compare(baseline, candidate, terms)):
                found.setdefault((each.rule, each.subject), {})[name] = each
    return "\n".join(line for key in sorted(found) for line in _lines(found[key]))


def everything(comparison: Comparison) -> tuple[Finding, ...]:
    """What breaks somebody or may do so, and what does not."""
    return (*findings(comparison), *notes(comparison))


def _lines(on_terms: Mapping[str, Finding]) -> Iterator[str]:
    first = next(iter(on_terms.values()))
    yield first.rule
    yield f"    {first.message.splitlines()[0]}"
    yield f"    was {_at(first.baseline)}, is {_at(first.at)}"
    for name, each in on_terms.items():
        yield f"    {name}: {each.severity}, {each.verdict}"
        yield from (f"        {line}" for line in each.message.splitlines()[1:])
        if each.witness is not None:
            yield f"        {json.dumps(each.witness, ensure_ascii=False)}"
    yield from sorted({f"    fix {each.fix}" for each in on_terms.values() if each.fix})
    yield ""


def _at(at: At | None) -> str:
    return "nowhere" if at is None else f"{at.path}:{at.line}:{at.column}"


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path, expect: Callable[[Path, str], None]) -> None:
    expect(case / "expected.txt", told(case, tmp_path))


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_a_version_does_not_differ_from_itself(case: Path, tmp_path: Path) -> None:
    for versions in contracts(case, tmp_path):
        for each in versions:
            assert compare(each, each, TERMS["BACKWARD"]).changes == ()


@pytest.mark.parametrize("case", SCHEMAS, ids=lambda case: case.name)
def test_another_validator_confirms_every_witness(case: Path, tmp_path: Path) -> None:
    for versions in contracts(case, tmp_path):
        opinions = tuple(Opinion.of_api(each.api) for each in versions)
        for terms in STRICTEST:
            for change in compare(*versions, terms).changes:
                if change.verdict is Verdict.PROVED_BREAK:
                    taken = [_taken(change, each, opinions, versions) for each in change.carriers]
                    forward = terms.mode is Mode.FORWARD
                    assert _proof(change, forward=forward) in taken, (change.rule, change.witness)


def _taken(
    change: Change, carrier: Carrier, opinions: tuple[Opinion, ...], versions: tuple[Bundle, ...]
) -> list[bool]:
    """Which versions accept the payload of a witness, where it is this carrier's."""
    value = payload(change.witness, carrier)
    return [
        opinion.accepts(of_form(bundle.api, schema, carrier.form), value)
        for opinion, bundle, schema in zip(
            opinions, versions, (carrier.baseline, carrier.candidate), strict=True
        )
    ]


def _proof(change: Change, *, forward: bool) -> list[bool]:
    """Who sends accepts it, who takes it does not: in answers the candidate sends, unless looking forward."""
    answered = change.rule.startswith("response-")
    return [forward == answered, forward != answered]


def payload(witness: Json, carrier: Carrier) -> Json:
    """What a witness carries: it is a message itself, or the body of a request or of a reply."""
    if carrier.sender is Party.WRITER:
        return witness
    return witness["reply" if carrier.status else "request"].get("body")
