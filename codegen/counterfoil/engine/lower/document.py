"""An API description (Swagger 2.0, OpenAPI 3.0, 3.1, 3.2) lowered to operations."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from counterfoil.engine.library import Library, Node, Unresolved
from counterfoil.engine.lower import swagger
from counterfoil.engine.lower.deadline import deadline
from counterfoil.engine.lower.given import given
from counterfoil.engine.lower.lifecycle import lifecycle
from counterfoil.engine.lower.names import Owner
from counterfoil.engine.lower.parts import Change, Parts, mapping, text
from counterfoil.engine.lower.references import renamed
from counterfoil.engine.lower.schemas import Schemas
from counterfoil.engine.lower.security import requirements, schemes
from counterfoil.engine.naming import identifier, unique
from counterfoil.model import (
    Api,
    Contract,
    Finding,
    In,
    Json,
    Operation,
    Parameter,
    Place,
    Schema,
    Severity,
)

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_TEMPLATE = re.compile(r"\{([^{}]+)\}")


def read(contract: Contract, library: Library) -> tuple[Api, list[Finding]]:
    """The normal form of an API description, and what was found on the way."""
    node = library.node(contract.source, contract.dialect)
    reader = _Reader(contract, node, Parts(library, Schemas(library)))
    reader.declare_schemas()
    operations = _numbered(list(reader.operations(mapping(node.value, "paths"), "paths")))
    webhooks = _numbered(list(reader.operations(mapping(node.value, "webhooks"), "webhooks")))
    components, names = reader.parts.schemas.components()
    info = mapping(node.value, "info")
    settled = partial(Parts.settle, change=_renaming(names))
    api = Api(
        contract=contract,
        title=text(info.get("title")) or contract.name,
        version=text(info.get("version")),
        place=Place(contract.source),
        description=text(info.get("description")),
        lifecycle=lifecycle(node.value, info),
        servers=reader.servers(),
        operations=tuple(map(settled, operations)),
        webhooks=tuple(map(settled, webhooks)),
        components=components,
        security_schemes=schemes(node, reader.parts),
    )
    if not operations and not webhooks:
        reader.parts.findings.append(_nothing(contract))
    return api, [*reader.parts.schemas.findings, *reader.parts.findings]


class _Reader:
    """Walks one document. Its parts (bodies, parameters, responses) are read by `Parts`."""

    def __init__(self, contract: Contract, node: Node, parts: Parts) -> None:
        self.contract = contract
        self.node = node
        self.parts = parts
        self.swagger = contract.dialect == "2.0"

    def declare_schemas(self) -> None:
        keys = ("definitions",) if self.swagger else ("components", "schemas")
        value: Json = self.node.value
        for key in keys:
            value = mapping(value, key)
        for name in sorted(value):
            self.parts.schemas.declare(self.node.child(*keys, name), str(name))

    def servers(self) -> tuple[str, ...]:
        if self.swagger:
            return swagger.servers(self.node.value)
        return self.parts.servers(self.node.value)

    def operations(self, paths: Mapping[str, Json], section: str) -> Iterator[Operation]:
        for path in paths:
            if section == "paths" and not path.startswith("/"):
                continue
            for item in self.parts.attempt(self.node.child(section, path)):
                yield from self._path_item(path, item, self.node.child(section, path))

    def _path_item(self, path: str, item: Node, beside: Node) -> Iterator[Operation]:
        """The operations of a path item, and those that stand beside a reference to it."""
        for method in METHODS:
            holder = item if method in mapping(item.value) else beside
            if method in mapping(holder.value):
                for node in self.parts.attempt(holder.child(method)):
                    yield from self._operation(method.upper(), path, node, item)
        for method in mapping(item.value, "additionalOperations"):
            for node in self.parts.attempt(item.child("additionalOperations", method)):
                yield from self._operation(method, path, node, item)

    def _operation(self, method: str, path: str, node: Node, item: Node) -> Iterator[Operation]:
        if not isinstance(node.value, dict):
            self.parts.findings.append(self._left_out(method, path, node, "it is not an object"))
            return
        try:
            yield self._read(method, path, node, item)
        except Unresolved as unresolved:
            self.parts.findings.append(unresolved.finding)
            why = f"it depends on a reference that leads nowhere (`{unresolved.finding.subject}`)"
            self.parts.findings.append(self._left_out(method, path, node, why))
        except ValueError as impossible:
            self.parts.findings.append(self._left_out(method, path, node, str(impossible)))

    def _read(self, method: str, path: str, node: Node, item: Node) -> Operation:
        value: Mapping[str, Any] = node.value
        author = text(value.get("operationId"))
        name = author or _derived(method, path)
        owner = Owner("", name)
        shared = self.parts.parameter_nodes(item)
        merged = self.parts.merged(shared, self.parts.parameter_nodes(node))
        if self.swagger:
            parameters, body = swagger.inputs(merged, self.node, node, owner, self.parts)
            responses = swagger.responses(self.node, node, owner, self.parts)
        else:
            parameters = tuple(
                self.parts.parameter(each, owner) for each in merged if _wanted(each)
            )
            body = self.parts.body(node, owner)
            responses = self.parts.responses(node, owner)
        return Operation(
            id=name,
            name=identifier(name),
            method=method,
            path=path,
            place=node.place,
            parameters=_matching(path, parameters, node),
            unplaced=tuple(each for each in parameters if not _is_placed(path, each)),
            body=body,
            responses=responses,
            security=requirements(value, self.node.value),
            tags=tuple(each for each in _listed(value.get("tags")) if isinstance(each, str)),
            summary=text(value.get("summary") or mapping(item.value).get("summary")),
            description=text(value.get("description") or mapping(item.value).get("description")),
            deprecated=value.get("deprecated") is True,
            since=text(value.get("x-deprecated-since")),
            sunset=text(value.get("x-sunset")),
            servers=self.parts.servers(value) or self.parts.servers(mapping(item.value)),
            author_id=author,
            callbacks=self._callbacks(node),
            given=given(self.parts.findings, node),
            deadline=deadline(self.parts.findings, node),
        )

    def _callbacks(self, node: Node) -> dict[str, tuple[Operation, ...]]:
        found: dict[str, tuple[Operation, ...]] = {}
        for name in mapping(node.value, "callbacks"):
            for callback in self.parts.attempt(node.child("callbacks", name)):
                inside: list[Operation] = []
                for expression in mapping(callback.value):
                    for item in self.parts.attempt(callback.child(expression)):
                        inside.extend(self._path_item(expression, item, item))
                found[name] = tuple(_numbered(inside))
        return found

    def _left_out(self, method: str, path: str, node: Node, why: str) -> Finding:
        return Finding(
            rule="operation-left-out",
            message=f"{self.contract.title} {method} {path} is left out of what is compiled: {why}",
            at=node.place.at,
            severity=Severity.WARNING,
            subject=f"{method} {path}",
            fix="Correct the operation; the others are compiled meanwhile.",
        )


def _numbered(operations: list[Operation]) -> list[Operation]:
    from dataclasses import replace

    names = unique([each.name for each in operations])
    return [replace(each, name=name) for each, name in zip(operations, names, strict=True)]


def _renaming(names: Mapping[str, str]) -> Change:
    """Gives schemas their final references. What operations share they share afterwards, too."""
    known: dict[int, tuple[Schema, Schema]] = {}

    def change(schema: Schema) -> Schema:
        if id(schema) not in known:
            # With the schema itself, so that no other one can have its identity meanwhile.
            known[id(schema)] = schema, renamed(schema, names)
        return known[id(schema)][1]

    return change


def _wanted(node: Node) -> bool:
    """Whether a parameter counts: these three headers are described elsewhere (OpenAPI 3.1, 4.8.12.1)."""
    name = text(node.value.get("name")).lower()
    return not (
        node.value.get("in") == "header" and name in ("accept", "content-type", "authorization")
    )


def _matching(path: str, parameters: tuple[Parameter, ...], node: Node) -> tuple[Parameter, ...]:
    """The parameters, with a text for each undeclared `{name}`, without those that have no `{name}`."""
    named = _TEMPLATE.findall(path)
    kept = [each for each in parameters if _is_placed(path, each)]
    declared = {each.name for each in kept if each.location is In.PATH}
    missing = [
        Parameter(name, In.PATH, {"type": "string"}, node.place, required=True)
        for name in dict.fromkeys(named)
        if name not in declared
    ]
    return (*kept, *missing)


def _is_placed(path: str, parameter: Parameter) -> bool:
    return parameter.location is not In.PATH or parameter.name in _TEMPLATE.findall(path)


def _derived(method: str, path: str) -> str:
    """A name for an operation without operationId.

    >>> _derived("GET", "/orders/{id}/lines")
    'get_orders_by_id_lines'
    """
    words = _TEMPLATE.sub(lambda match: f"by_{match[1]}", path).strip("/").replace("/", "_")
    return f"{method.lower()}_{words or 'root'}"


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _nothing(contract: Contract) -> Finding:
    return Finding(
        rule="no-operations",
        message=f"{contract.title} declares no operation and no webhook",
        at=Place(contract.source).at,
        fix="Add the first operation under `paths`, or remove the contract.",
    )
