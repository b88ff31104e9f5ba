"""Judges the messages that a producer publishes, by their contracts and nothing that was generated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from counterfoil.engine.validators import Validators
from counterfoil.engine.wire.json_text import read_json
from counterfoil.model import Bundle, Direction, Json
from counterfoil.runtime.server_styles import Unreadable

_MOST = 10


@dataclass(slots=True)
class Judge:
    """Judges messages; what is wrong with those of the current test is in `wrong`."""

    bundles: Sequence[Bundle]
    wrong: list[str] = field(default_factory=list)
    judged: int = 0
    _validators: dict[str, Validators] = field(default_factory=dict)

    def __call__(self, contract: str, data: bytes) -> None:
        """Judges a message of a contract, by the contract's title."""
        for bundle in self.bundles:
            if bundle.contract.title == contract and bundle.api.root is not None:
                self.judged += 1
                self.wrong += self._objections(bundle, data)

    def _objections(self, bundle: Bundle, data: bytes) -> Iterator[str]:
        title = bundle.contract.title
        try:
            value = read_json(data.decode())
        except (Unreadable, UnicodeDecodeError) as problem:
            yield f"a message of {title} is no JSON: {problem}"
            return
        for pointer, message in islice(self._told(bundle, value), _MOST):
            yield f"a message of {title} breaks {bundle.contract.source.path}: {pointer or 'as a whole'}: {message}"

    def _told(self, bundle: Bundle, value: Json) -> Iterator[tuple[str, str]]:
        if bundle.contract.id not in self._validators:
            self._validators[bundle.contract.id] = Validators(bundle.api)
        validator = self._validators[bundle.contract.id].of(
            bundle.api.root or {}, Direction.REQUEST
        )
        for error in validator.iter_errors(value):
            yield "".join(f"/{step}" for step in error.instance_path), error.message[:240]
