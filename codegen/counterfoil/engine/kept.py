"""The folder `.counterfoil/` of a monorepo: what one run leaves for the next, and nobody commits."""

from pathlib import Path

from counterfoil.engine.whole import write_whole

FOLDER = ".counterfoil"


def kept(root: Path, *below: str) -> Path:
    """A folder in `.counterfoil/`, made where it is not there yet."""
    top = root / FOLDER
    folder = top.joinpath(*below)
    folder.mkdir(parents=True, exist_ok=True)
    ignore = top / ".gitignore"
    if not ignore.exists():
        write_whole(ignore, b"*\n")
    return folder
