"""What opens a provider that was started, and what sets its states."""

import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from counterfoil.engine.services import is_url
from counterfoil.verify.running.environment import beside, filled
from counterfoil.verify.running.family import Command
from counterfoil.verify.running.provider import Running
from counterfoil.verify.running.states import States, over_http, side_process


def filled_table(alive: Running, key: str, table: Mapping[str, str]) -> dict[str, str]:
    """A table of the service, scheme → credential, with its placeholders filled."""
    return {
        scheme: filled(value, alive.service, alive.here, f"{key}.{scheme}")
        for scheme, value in table.items()
    }


@contextmanager
def states_of(alive: Running) -> Iterator[States | None]:
    """The states that a service can be put into, while the block runs; None where it does not say how."""
    service = alive.service
    if not service.states:
        yield None
    elif is_url(service.states):
        with over_http(filled(service.states, service, alive.here, "states")) as change:
            yield States(change)
    else:
        words = tuple(
            filled(each, service, alive.here, "states") for each in shlex.split(service.states)
        )
        environment = beside(alive.environment, alive.here)
        command = Command(words, service.folder, environment)
        with side_process(command, alive.log.with_suffix(".states.log")) as change:
            yield States(change)
