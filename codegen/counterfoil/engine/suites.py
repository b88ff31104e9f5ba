"""Where the suites of consumers stand in the generated folder."""

from counterfoil.engine.contracts import package_path
from counterfoil.engine.expectations import FOLDER as EXPECTATIONS
from counterfoil.engine.expectations.reading import ENDINGS
from counterfoil.engine.naming import identifier
from counterfoil.model import Config, Contract

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


def suite_path(consumer: str, contract: Contract) -> str:
    """The suite of a consumer by one contract."""
    return f"{suite_folder(consumer)}/{'_'.join(('test', *package_path(contract)))}.py"


def relies_on(config: Config, consumer: str) -> bool:
    """Whether a file says what a consumer relies on; the files are only looked for, not read."""
    folder = config.root / config.contracts
    wanted = suite_folder(consumer)
    found = (each for each in folder.glob(f"**/{EXPECTATIONS}/*") if each.suffix in ENDINGS)
    return any(suite_folder(each.stem) == wanted for each in found)
