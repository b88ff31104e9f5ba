"""What an examination says about consumers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from counterfoil.engine.expectations.verified import Lock
from counterfoil.model import Finding, Json
from counterfoil.verify.consumers.asking import Outcome, Way, met_elsewhere
from counterfoil.verify.consumers.judging import Standing, hits, standing
from counterfoil.verify.consumers.relied import Kind
from counterfoil.verify.consumers.telling import tell
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Case


@dataclass(frozen=True, slots=True)
class Consumers:
    """Findings of consumers, the cases behind them, the facts, and what held."""

    findings: tuple[Finding, ...] = ()
    cases: Mapping[str, Case] = field(default_factory=dict)
    facts: Mapping[str, Json] = field(default_factory=dict)
    proved: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()
    held: Lock = field(default_factory=dict)


def consumers_of(inquiry: Inquiry, outcomes: tuple[Outcome, ...]) -> Consumers:
    """What holds for each consumer, now that everything has been asked."""
    if not outcomes:
        return Consumers()
    met = [met_elsewhere(inquiry, each) for each in outcomes]
    stands = standing(met, inquiry.watch, inquiry.settings.verified)
    told = list(tell(inquiry, stands))
    counts = _counts(stands)
    title = inquiry.api.contract.title
    return Consumers(
        tuple(each.finding for each in told),
        {each.finding.fingerprint: each.case for each in told if each.case is not None},
        {name: dict(each) for name, each in counts.items()},
        tuple(_proved(title, counts)),
        tuple(f"{title}: {each}" for each in _not_covered(stands)),
        stands.held,
    )


def _counts(stands: Standing) -> Mapping[str, Counter[str]]:
    """For each consumer how many of its expectations there are, and how they stand."""
    wrong = hits(stands)
    counts: dict[str, Counter[str]] = {}
    for each in stands.outcomes:
        relied = each.relied
        found = counts.setdefault(
            relied.consumer, Counter({"expectations": 0, "hold": 0, "pending": 0, "broken": 0})
        )
        found["expectations"] += 1
        gates = wrong.get((relied.consumer, relied.interaction.description))
        if gates is not None:
            found["broken" if gates else "pending"] += 1
        elif each in stands.open:
            found["not asked"] += 1
        else:
            found["hold"] += 1
        if each.way is not None and each.way is not Way.AS_RECORDED:
            found[each.way.value] += 1
    return dict(sorted(counts.items()))


def _proved(title: str, counts: Mapping[str, Counter[str]]) -> Iterator[str]:
    for consumer, found in counts.items():
        holds, whole = found["hold"], found["expectations"]
        if not holds:
            continue
        if whole == 1:
            yield f"{title}: the expectation of {consumer} holds"
        elif holds == whole:
            yield f"{title}: all {whole} expectations of {consumer} hold"
        else:
            yield f"{title}: {holds} of {whole} expectations of {consumer} hold"


def _not_covered(stands: Standing) -> Iterator[str]:
    for each in stands.open:
        relied = each.relied
        status = each.told.status if each.told else 0
        why = each.why or (
            f"asked for it, the provider answers {status}; a provider state in its `given` would"
        )
        yield (
            f"{relied.consumer} relies on {relied.interaction.status} of {relied.operation.title}"
            f" for «{relied.interaction.description}», and nothing here brings it about: {why}"
        )
    silent: dict[tuple[str, str, int], list[str]] = {}
    for relied, item in stands.silent:
        if item.kind is not Kind.FORMAT:
            names = silent.setdefault((relied.consumer, relied.operation.title, item.status), [])
            names.append(item.name.removeprefix("/"))
    for (consumer, title, status), names in silent.items():
        read = ", ".join(f"`{each}`" for each in dict.fromkeys(names))
        yield f"no answer {status} of {title} had occasion to have what {consumer} reads: {read}"
