"""Templates as Python's own code, kept where Python keeps that of modules, and when it does so."""

import hashlib
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from counterfoil.engine.installed import version
from counterfoil.engine.whole import write_whole


class Translated(BytecodeCache):
    """Spares every run but the first some fifty milliseconds, where the folder can be written.

    An entry tells of which text it was made; who translates, and how white space is treated, is in the
    name of its file.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads the code of a template, if there is any."""
        try:
            bucket.bytecode_from_string(self._path(bucket).read_bytes())
        except Exception:
            # Whatever is wrong with what is kept, it can be made anew.
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template, where that can be done."""
        if sys.dont_write_bytecode:
            return
        path = self._path(bucket)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, bucket.bytecode_to_string())

    def _path(self, bucket: Bucket) -> Path:
        how = bucket.environment
        made_by = (
            version("jinja2"),
            how.trim_blocks,
            how.lstrip_blocks,
            how.keep_trailing_newline,
        )
        digest = hashlib.sha256(f"{bucket.key};{made_by}".encode()).hexdigest()
        return Path(cache_from_source(str(self._folder / f"{digest[:20]}.py")))
