"""What a contract was compiled into before, looked up in a store instead of made anew.

What comes from there is data that others may have written: it becomes artifacts of this very contract or
it is ignored. What the generated code would do is another matter; see decision 0035.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any, TypeAlias

import orjson

from counterfoil.compile.versions import key as toolkit
from counterfoil.engine.installed import version
from counterfoil.engine.manifest import digest
from counterfoil.engine.placing import placed
from counterfoil.engine.store import Store, key_of
from counterfoil.engine.suites import suite_path
from counterfoil.engine.survey import package_path
from counterfoil.model import Artifact, At, Bundle, Config, Finding, Json, Severity

Made: TypeAlias = tuple[list[Artifact], list[Finding]]
"""What a contract version compiles into, and what of it could not be expressed."""

_READERS = ("jsonschema-rs", "orjson", "pyyaml")
_SIDES = ("client", "server")


def ask(bundles: Iterable[Bundle], config: Config, store: Store) -> None:
    """Says which contracts are about to be looked up, so that what is shared comes in one go."""
    store.ask(_key(bundle, config) for bundle in bundles)


def remembered(
    bundle: Bundle, config: Config, store: Store, begin: Callable[[], Callable[[], Made]]
) -> Callable[[], Made]:
    """What a contract compiles into, once what is returned is called.

    Where nobody has compiled the same before it is begun at once, and kept when it is done.
    """
    if not store.keeps:
        return begin()
    key = _key(bundle, config)
    known = _recalled(key, bundle, config, store)
    if known is not None:
        return lambda: known
    ended = begin()

    def kept() -> Made:
        made = ended()
        _keep(key, made, bundle, config, store)
        return made

    return kept


def _key(bundle: Bundle, config: Config) -> str:
    """Of everything that decides what the contract compiles into."""
    files = (*bundle.sources, *(each.source for each in bundle.expectations))
    return key_of(
        "compile",
        toolkit=toolkit(config),
        machine=_machine(),
        contract=bundle.contract.id,
        sources=[[each.path, digest(each.text)] for each in files],
    )


@cache
def _machine() -> Json:
    """What decides beside the toolkit how texts are read, and what is a keyword, a builtin and a letter."""
    readers = {each: version(each) for each in _READERS}
    return {"python": list(sys.version_info[:2]), "readers": readers}


def _recalled(key: str, bundle: Bundle, config: Config, store: Store) -> Made | None:
    payload = store.get(key)
    made = None if payload is None else _read(payload, bundle, config)
    if payload is not None and made is None:
        store.reject(key)
    return made


def _keep(key: str, made: Made, bundle: Bundle, config: Config, store: Store) -> None:
    """Puts it into the store, unless what would be read back were not the same."""
    artifacts, findings = made
    try:
        alone = b"".join(_written(([], findings)))
    except TypeError:  # such as an integer of more than 64 bits
        return
    # Artifacts are texts, which come back as they are; what findings hold and where may be anything.
    told = _read(alone, bundle, config) == ([], findings)
    if (
        told
        and _own(artifacts, bundle, config)
        and all(_is_text(each.content) for each in artifacts)
    ):
        store.put_pieces(key, _written(made))


def _own(artifacts: Iterable[Artifact], bundle: Bundle, config: Config) -> bool:
    """Whether these are files of the contract's own package and suites, made from its own sources."""
    package = "/".join([config.package, *package_path(bundle.contract)])
    folders = tuple(f"{package}/{side}/" for side in _SIDES)
    suites = {suite_path(each.consumer, bundle.contract) for each in bundle.expectations}
    sources = {each.path for each in bundle.sources}
    sources |= {each.source.path for each in bundle.expectations}
    paths = [each.path for each in artifacts]
    return (
        len({path.casefold() for path in paths}) == len(paths)
        and all(path in suites or _module_in(path, folders) for path in paths)
        and all(sources.issuperset(each.inputs) for each in artifacts)
    )


def _module_in(path: str, folders: tuple[str, ...]) -> bool:
    parts = PurePosixPath(path).parts
    plain = "/".join(parts) == path and all(_is_name(each.removesuffix(".py")) for each in parts)
    return plain and path.startswith(folders) and path.endswith(".py")


def _is_name(part: str) -> bool:
    """Whether it can be imported, which no `..`, drive, stream or hidden file can."""
    return part.isidentifier()


def _is_text(content: str) -> bool:
    """Whether UTF-8 can say it, which it cannot of a lone surrogate."""
    try:
        return content.isascii() or bool(content.encode())
    except UnicodeEncodeError:
        return False


def _written(made: Made) -> Iterator[bytes]:
    """One object of JSON, an artifact at a time: together they may be larger than all else in memory."""
    artifacts, findings = made
    yield b'{"findings":' + orjson.dumps([_finding(each) for each in findings]) + b',"artifacts":['
    for number, each in enumerate(artifacts):
        whole = orjson.dumps([each.path, each.content, each.emitter, each.inputs])
        yield b"," + whole if number else whole
    yield b"]}"


def _finding(finding: Finding) -> Json:
    """Without line and column, which move when nothing else does."""
    return {
        "rule": finding.rule,
        "message": finding.message,
        "path": finding.at.path,
        "pointer": finding.at.pointer,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "witness": finding.witness,
        "fix": finding.fix,
        "operations": finding.operations,
    }


def _read(payload: bytes, bundle: Bundle, config: Config) -> Made | None:
    """What a payload says, its findings placed in the contract; None where it says nothing of the kind."""
    try:
        value = orjson.loads(payload)
        artifacts = [_read_artifact(*each) for each in value["artifacts"]]
        findings = [_read_finding(each) for each in value["findings"]]
    except (ValueError, KeyError, TypeError):
        return None
    if not _own(artifacts, bundle, config):
        return None
    return artifacts, list(placed(findings, bundle.sources))


def _read_artifact(path: Any, content: Any, emitter: Any, inputs: Any) -> Artifact:
    return Artifact(_text(path), _text(content), _text(emitter), tuple(map(_text, inputs)))


def _read_finding(value: Mapping[str, Any]) -> Finding:
    return Finding(
        rule=_text(value["rule"]),
        message=_text(value["message"]),
        at=At(_text(value["path"]), pointer=_text(value["pointer"])),
        severity=Severity(value["severity"]),
        subject=_text(value["subject"]),
        witness=value["witness"],
        fix=_text(value["fix"]),
        operations=tuple(map(_text, value["operations"])),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where text should be")
    return value
