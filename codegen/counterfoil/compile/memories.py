"""Where the memories of large contracts are kept between runs: `.counterfoil/memory/`, which nobody commits."""

import contextlib
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from counterfoil.compile.increment import Ground, Increment, increment
from counterfoil.compile.memory import Memory, dumped, loaded
from counterfoil.compile.models.answers import Answers, answers_in, written
from counterfoil.engine.kept import FOLDER, kept
from counterfoil.engine.lower.again import Differs, Reading

_PLACE = "memory"
_MUCH = 8_000_000
"""Bytes of answers, among which many are of contracts that are gone: they are asked for anew."""


@dataclass(frozen=True, slots=True)
class Memories:
    """The memories of one monorepo. What cannot be read is not remembered; then everything is compiled."""

    root: Path
    """Of the monorepo."""
    package: str
    key: str
    """What decides generated text beside contracts; another toolkit remembers nothing."""

    def get(self, contract: str, digest: str) -> Memory | None:
        """What is remembered of a contract, by its id and the SHA-256 of the text that was compiled."""
        try:
            data = self._path(contract).read_bytes()
        except OSError:
            return None
        head, _, body = data.partition(b"\n")
        return loaded(body) if head == self._head(digest, body) else None

    def put(self, contract: str, digest: str, memory: Memory) -> None:
        """Remembers a contract in place of what was known of it, if it can."""
        body = dumped(memory)
        self._write(self._path(contract), self._head(digest, body), body)

    def answers(self) -> Answers:
        """What datamodel-code-generator has answered before, of any contract."""
        try:
            data = self._answers.read_bytes()
        except OSError:
            return Answers()
        head, _, body = data.partition(b"\n")
        return answers_in(body) if head == self._head("", body) and len(body) < _MUCH else Answers()

    def learn(self, answers: Answers) -> None:
        """Remembers answers in place of those that were known, if it can."""
        body = written(answers)
        self._write(self._answers, self._head("", body), body)

    def _write(self, path: Path, head: bytes, body: bytes) -> None:
        # Without a memory the next run is slow and right: nothing fails for want of one.
        with contextlib.suppress(OSError):
            kept(self.root, _PLACE)
            part = path.with_suffix(f".{os.getpid()}")
            try:
                with part.open("wb") as file:
                    file.writelines([head, b"\n", body])
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)

    def increment(
        self, memory: Memory, reading: Reading, now: str, text: Callable[[str], str]
    ) -> Increment | None:
        """What changes where a contract reads so now; `now` is the SHA-256 of its text.

        `text` gives that of a generated file. None where everything has to be compiled.
        """
        known = self.answers()
        had = known.count
        try:
            made = increment(memory, reading, Ground(self.root, self.package, known, text))
        except Differs:
            return None
        if known.count > had:
            self.learn(known)
        self.put(reading.contract.id, now, made.memory)
        return made

    @property
    def _answers(self) -> Path:
        return self.root / FOLDER / _PLACE / "answers.json"

    def _path(self, contract: str) -> Path:
        name = hashlib.sha256(contract.encode()).hexdigest()[:32]
        return self.root / FOLDER / _PLACE / f"{name}.json"

    def _head(self, digest: str, body: bytes) -> bytes:
        hashed = hashlib.sha256(f"{self.key};{self.package};{digest};".encode())
        hashed.update(body)
        return hashed.hexdigest().encode()
