"""The handler of a service's messages: a process that takes one a line, and says what becomes of it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from counterfoil.engine.config import load_config, root_above
from counterfoil.engine.contracts import load_named
from counterfoil.engine.kept import kept
from counterfoil.engine.services import Service, read_services
from counterfoil.engine.suites import suite_folder
from counterfoil.model import Config, Kind
from counterfoil.verify.running.environment import Home, Surroundings, filled, variables
from counterfoil.verify.running.family import Command
from counterfoil.verify.running.provider import free_port
from counterfoil.verify.running.side import Purpose, Side, at_side
from counterfoil.verify.running.stubs import stub_command, stubbed

_PURPOSE = Purpose(
    "the handler cannot be tried",
    "The command under `handler` reads one JSON object a line, and answers each with"
    ' {"outcome": "accepted"} or {"outcome": "refused"}; the rest goes to standard error.',
)


@dataclass(frozen=True, slots=True)
class Handler:
    """A handler that runs."""

    side: Side

    def outcome(self, contract: str, message: bytes) -> str:
        """What becomes of a message: `accepted`, `refused`, or another word. Raises CannotRun."""
        asked = orjson.dumps({"contract": contract, "message": orjson.Fragment(message)})
        line = self.side.answer(asked)
        with suppress(orjson.JSONDecodeError):
            match orjson.loads(line):
                case {"outcome": str(outcome)}:
                    return outcome
        raise self.side.unclear(line, "with an `outcome`")


def service_of(consumer: str, folder: Path) -> tuple[Config, Service] | str:
    """The service of the monorepo around a folder that has a consumer's handler; or why there is none."""
    root = root_above(folder)
    if root is None:
        return "the suite is not run in its monorepo, where the handler would be"
    config = load_config(root)
    wanted = suite_folder(consumer)
    for service in read_services(root):
        if suite_folder(service.name) == wanted:
            if service.handler:
                return config, service
            return f"services/{service.name}/pyproject.toml names no `handler`"
    return f"there is no service {consumer} in services/"


@contextmanager
def handling(config: Config, service: Service) -> Iterator[Handler]:
    """The handler of a service, while the block runs, beside stubs of what the service relies on."""
    loaded = load_named(config, service.consumes)
    contracts = [b.contract.id for b in loaded.bundles if b.contract.kind is Kind.OPENAPI]
    logs = kept(config.root, "logs")
    home = Home(config.root, config.root / config.generated)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix=f"{service.name}-")))
        asked = stub_command(contracts, config.root)
        stubs = stack.enter_context(
            stubbed(contracts, asked, logs / f"{service.name}.handler-stubs.log")
        )
        here = Surroundings(free_port(), scratch, stubs.urls, stubs.control)
        words = tuple(filled(each, service, here, "handler") for each in service.handler)
        command = Command(words, service.folder, variables(service, home, here))
        log = logs / f"{service.name}.handler.log"
        yield Handler(stack.enter_context(at_side(command, log, _PURPOSE)))
