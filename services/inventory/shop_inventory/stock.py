"""What the shop speaks about: products, categories, reservations and movements."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Product:
    """Something that the shop sells; `price` is in minor units of `currency`."""

    sku: str
    name: str
    category: str
    price: int
    currency: str
    available: int


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf, and the one that it stands on."""

    id: str
    name: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A product and how many of it."""

    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """A product of which less is left than was asked for."""

    sku: str
    requested: int
    available: int


@dataclass(frozen=True, slots=True)
class Movement:
    """Stock that came, or went where `quantity` is negative."""

    sequence: int
    sku: str
    quantity: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reserved:
    """The stock is set aside: just now, or `before`."""

    lines: tuple[Line, ...]
    before: bool


@dataclass(frozen=True, slots=True)
class OutOfStock:
    """Nothing is set aside, because of these."""

    shortages: tuple[Shortage, ...]
