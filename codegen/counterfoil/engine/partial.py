"""Drift of some contracts alone: what others have in the generated folder is not looked at."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from counterfoil.engine import manifest as manifests
from counterfoil.engine.owners import Owners
from counterfoil.engine.reconcile import drift
from counterfoil.model import Finding, Plan


def part(plan: Plan, owners: Owners, ids: Collection[str]) -> Plan:
    """What of a plan these contracts own."""
    own = tuple(each for each in plan.artifacts if not owners.of(each.path).isdisjoint(ids))
    return replace(plan, artifacts=own)


def drift_of_part(
    plan: Plan, root: Path, owners: Owners, ids: Collection[str]
) -> tuple[Finding, ...]:
    """Where the generated folder differs from a plan of these contracts alone."""
    known = manifests.load(root)
    recorded = {} if known is None else known.entries
    is_recorded = all(
        each.path in recorded and recorded[each.path].digest == manifests.digest(each.content)
        for each in plan.artifacts
    )
    return tuple(
        each
        for each in drift(plan, root)
        if _is_told(each.at.path.removeprefix(f"{root.name}/"), owners, ids, is_recorded)
    )


def _is_told(path: str, owners: Owners, ids: Collection[str], is_recorded: bool) -> bool:
    if path == manifests.NAME:
        return not is_recorded
    return not owners.of(path).isdisjoint(ids)
