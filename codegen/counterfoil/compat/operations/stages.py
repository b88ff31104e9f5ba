"""The stages of what an operation is made of."""

from counterfoil.compat.lifecycle import Stage, stage_at, stage_of_operation
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.trials import Trials
from counterfoil.model import Place


def stage_in(trials: Trials, meeting: Meeting, place: Place) -> Stage:
    """The stage of a part of an operation in the baseline."""
    whole = stage_of_operation(trials.baseline.api, meeting.baseline)
    return stage_at(place, whole.level)
