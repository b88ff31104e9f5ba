"""Puts instruments into generated models while a recording runs, and takes them out again."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

from counterfoil.record.following import Following
from counterfoil.record.presence import ToldNames

Method = Callable[..., Any]


@contextmanager
def instruments(records: ModuleType, reading: ModuleType, following: Following) -> Iterator[None]:
    """Notes what is read of models that `following` knows, while the block runs.

    `records` and `reading` are modules of the runtime that a generated package brings along.
    """
    model, member = records.ContractModel, reading._OpenEnum
    with ExitStack() as stack:
        for name, made in _InModels(following).by_name().items():
            stack.enter_context(_replaced(model, name, made))
        for name in ("__eq__", "__ne__"):
            stack.enter_context(_replaced(member, name, _in_members(member, name, following)))
        yield


@contextmanager
def _replaced(owner: type, name: str, made: Callable[[Method], Method]) -> Iterator[None]:
    """A method of a class replaced for a while by what is made of it."""
    own = owner.__dict__.get(name)
    setattr(owner, name, made(getattr(owner, name)))
    try:
        yield
    finally:
        if own is None:
            delattr(owner, name)
        else:
            setattr(owner, name, own)


@dataclass(frozen=True, slots=True)
class _InModels:
    """What the methods of models become: each of these takes the original, and gives its stand-in."""

    following: Following

    def by_name(self) -> dict[str, Callable[[Method], Method]]:
        """Name of a method → what makes its stand-in."""
        return {
            "__getattribute__": self.attribute,
            "__getattr__": self.unknown,
            "__iter__": self.iterated,
            "__eq__": self.compared,
            "model_dump": self.dumped,
            "model_dump_json": self.dumped_as_text,
            "model_copy": self.copied,
            "__copy__": self.copied,
            "__deepcopy__": self.copied,
        }

    def attribute(self, original: Method) -> Method:
        """Notes a property that is read by its name in Python."""
        following, spots = self.following, self.following.spots

        def read(model: object, name: str) -> Any:
            value = original(model, name)
            if id(model) in spots and not name.startswith("_"):
                if name == "model_fields_set":
                    return ToldNames(value, partial(following.present, model))
                following.read(model, name, value)
            return value

        return read

    def unknown(self, original: Method) -> Method:
        """Notes a property that the contract does not name."""
        following, spots = self.following, self.following.spots

        def read(model: object, name: str) -> Any:
            value = original(model, name)
            spot = spots.get(id(model))
            if spot is not None and not name.startswith("_"):
                following.note(spot, name, value)
            return value

        return read

    def iterated(self, original: Method) -> Method:
        """Notes each property that iteration comes to."""
        following, spots = self.following, self.following.spots

        def read(model: object) -> Iterator[tuple[str, Any]]:
            spot = spots.get(id(model))
            names = following.names(type(model))
            for name, value in original(model):
                if spot is not None:
                    following.note(spot, names.get(name, name), value)
                yield name, value

        return read

    def compared(self, original: Method) -> Method:
        """Notes all of what is compared with another model."""
        following = self.following

        def equal(model: object, other: object) -> Any:
            if isinstance(other, following.model):
                following.passed_on(model)
                following.passed_on(other)
            return original(model, other)

        return equal

    def dumped(self, original: Method) -> Method:
        """Notes what a dump has in it."""
        following = self.following

        def dump(model: object, **options: Any) -> Any:
            result = original(model, **options)
            following.dumped(model, result)
            return result

        return dump

    def dumped_as_text(self, original: Method) -> Method:
        """Notes what a dump has in it that is JSON text."""
        following, spots = self.following, self.following.spots

        def dump(model: object, **options: Any) -> Any:
            result = original(model, **options)
            if id(model) in spots:
                following.dumped(model, json.loads(result))
            return result

        return dump

    def copied(self, original: Method) -> Method:
        """Follows a copy like what it is a copy of."""
        following, spots = self.following, self.following.spots

        def copy(model: object, *arguments: Any, **options: Any) -> Any:
            result = original(model, *arguments, **options)
            spot = spots.get(id(model))
            if spot is not None:
                following.keep(result, spot)
            return result

        return copy


def _in_members(member: type, name: str, following: Following) -> Callable[[Method], Method]:
    def compared(_: Method) -> Method:
        def compare(self: object, other: object) -> Any:
            following.told_apart(self, other)
            # What comes behind the class depends on whether its members are texts or numbers.
            return getattr(super(member, self), name)(other)

        return compare

    return compared
