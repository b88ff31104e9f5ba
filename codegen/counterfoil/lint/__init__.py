"""The lint pillar: rules about one contract."""

from collections.abc import Iterator, Sequence
from datetime import date

from counterfoil.engine import rules as registered
from counterfoil.model import Bundle, Config, Finding


def lint(bundles: Sequence[Bundle], config: Config, today: date) -> tuple[Finding, ...]:
    """What the rules find in the contracts, by place, before severities and waivers are settled."""
    return registered.ordered(_found(bundles, config, today))


def _found(bundles: Sequence[Bundle], config: Config, today: date) -> Iterator[Finding]:
    for rule in registered.rules().values():
        if rule.check is None or config.rules.get(rule.id, rule.severity) is None:
            continue
        for bundle in bundles:
            yield from rule.check(bundle, today)
