"""Where the memories of large contracts are kept between runs: `.counterfoil/memory/`, which nobody commits."""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from counterfoil.compile.increment import Ground, Increment, increment
from counterfoil.compile.memory import Memory, dumped, loaded
from counterfoil.compile.models.answers import Answers, answers_in, written
from counterfoil.engine.kept import FOLDER, kept
from counterfoil.engine.lower.again import Differs, Reading

_PLACE = "memory"
_DIGEST = 64
"""Letters of a SHA-256."""
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
        body = self._body(digest, data)
        return None if body is None else loaded(body)

    def put(self, contract: str, digest: str, memory: Memory) -> None:
        """Remembers a contract in place of what was known of it, if it can."""
        self._write(self._path(contract), digest, dumped(memory))

    def answers(self) -> Answers:
        """What datamodel-code-generator has answered before, of any contract."""
        try:
            data = self._answers.read_bytes()
        except OSError:
            return Answers()
        body = self._body("", data)
        return Answers() if body is None or len(body) > _MUCH else answers_in(body)

    def learn(self, answers: Answers) -> None:
        """Remembers answers in place of those that were known, if it can."""
        self._write(self._answers, "", [written(answers)])

    def _write(self, path: Path, digest: str, parts: Iterable[bytes]) -> None:
        # Without a memory the next run is slow and right: nothing fails for want of one.
        with contextlib.suppress(OSError):
            kept(self.root, _PLACE)
            part = path.with_suffix(f".{os.getpid()}")
            try:
                hashed = self._hashed(digest)
                with part.open("wb") as file:
                    for each in parts:
                        hashed.update(each)
                        file.write(each)
                    file.write(hashed.hexdigest().encode())
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

    def _body(self, digest: str, data: bytes) -> bytes | None:
        """What has been kept, if it is that; its digest stands behind it."""
        body, hashed = data[:-_DIGEST], self._hashed(digest)
        hashed.update(body)
        return body if data[-_DIGEST:] == hashed.hexdigest().encode() else None

    def _hashed(self, digest: str) -> "hashlib._Hash":
        return hashlib.sha256(f"{self.key};{self.package};{digest};".encode())
