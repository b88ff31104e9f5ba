"""What of two contracts has to be looked at: the carriers that differ, and the components below them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterfoil.compat.change import Carrier
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Version
from counterfoil.engine.forms import Forms, below, requested
from counterfoil.engine.validators import Validators
from counterfoil.model import Api, Direction, Operation, Schema


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of two contracts that differs, in both forms."""

    pools: Mapping[Direction, Pool]
    carriers: Mapping[Direction, Sequence[Carrier]]
    """Those whose schemas differ."""
    validators: Mapping[Version, Validators]
    """What each contract says of values, relaxed by nothing."""


def scope(baseline: Api, candidate: Api, carriers: Sequence[Carrier]) -> Scope:
    """Leaves out whatever is the same in both: most of a contract, as a rule."""
    apis = {Version.BASELINE: baseline, Version.CANDIDATE: candidate}
    validators = {version: Validators(api) for version, api in apis.items()}
    whole = {version: each.forms for version, each in validators.items()}
    differing: dict[Direction, list[Carrier]] = {}
    for form in Direction:
        pool = Pool(baseline, candidate, form, whole)
        differing[form] = [
            each
            for each in carriers
            if each.form is form and not pool.unchanged(each.baseline, each.candidate)
        ]
    for version, each in validators.items():
        each.forms = _reduced(whole[version], _roots(version, whole[version], differing))
    forms = {version: each.forms for version, each in validators.items()}
    pools = {form: Pool(baseline, candidate, form, forms) for form in Direction}
    return Scope(pools, differing, validators)


def _roots(
    version: Version, forms: Forms, differing: Mapping[Direction, Iterable[Carrier]]
) -> Iterator[Schema]:
    operations: dict[int, Operation] = {}
    for form, carriers in differing.items():
        for each in carriers:
            is_baseline = version is Version.BASELINE
            yield forms.seen(each.baseline if is_baseline else each.candidate, form)
            operation = each.baseline_operation if is_baseline else each.candidate_operation
            if operation is not None:
                operations[id(operation)] = operation
    # A witness is shown as a whole request, with everything else that it needs.
    for operation in operations.values():
        yield from (forms.seen(each, Direction.REQUEST) for each in requested(operation))


def _reduced(forms: Forms, roots: Iterable[Schema]) -> Forms:
    """The forms that the roots are made of, at any depth."""
    kept = below(forms.components, roots) or {}
    left = {name: each for name, each in forms.components.items() if name in kept}
    return Forms(left, forms.keys)
