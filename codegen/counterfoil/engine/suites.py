"""Where the suites of consumers stand in the generated folder."""

from collections.abc import Sequence

from counterfoil.engine.naming import identifier
from counterfoil.engine.survey import ENDINGS, EXPECTATIONS, Named, package_path
from counterfoil.model import Config

FOLDER = "tests"
CONTRACTS = f"{FOLDER}/contracts"
"""The files of contracts that stubs play for suites."""


def suite_folder(consumer: str) -> str:
    """The folder of a consumer's suites; it can be a package, whatever the consumer is called.

    >>> suite_folder("order-mails"), suite_folder("contracts")
    ('tests/order_mails', 'tests/contracts_')
    """
    folder = f"{FOLDER}/{identifier(consumer)}"
    return f"{folder}_" if folder == CONTRACTS else folder


def suite_path(consumer: str, contract: Named) -> str:
    """The suite of a consumer by one contract."""
    return f"{suite_folder(consumer)}/{'_'.join(('test', *package_path(contract)))}.py"


def copied(contract: str, paths: Sequence[str]) -> list[str]:
    """Where the files of a contract go below the copies, the entry first: as they lie to each other."""
    own = f"{contract}/"
    folder = paths[0][: paths[0].rfind(own)] if own in paths[0] else ""
    inside = bool(folder) and all(path.startswith(folder) for path in paths)
    return [path.removeprefix(folder) if inside else path for path in paths]


def relies_on(config: Config, consumer: str) -> bool:
    """Whether a file says what a consumer relies on; the files are only looked for, not read."""
    folder = config.root / config.contracts
    wanted = suite_folder(consumer)
    found = (each for each in folder.glob(f"**/{EXPECTATIONS}/*") if each.suffix in ENDINGS)
    return any(suite_folder(each.stem) == wanted for each in found)
