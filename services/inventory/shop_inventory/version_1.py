"""Inventory as inventory v1 speaks of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from shop_contracts.inventory.v1.server import Call, errors, models, replies
from sqlalchemy import Engine

from shop_inventory import store
from shop_inventory.stock import Category, Line, OutOfStock, Product

PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Inventory:
    """Answers the operations of inventory v1."""

    engine: Engine

    def list_products(
        self,
        call: Call[str],
        *,
        sku: Sequence[str] | None,
        category: str | None,
        cursor: str | None,
        limit: int,
    ) -> models.ProductPage:
        # One more than asked for tells whether there is a next page.
        found = store.products(self.engine, sku or (), category, cursor or "", limit + 1)
        return models.ProductPage(
            items=[shown(product) for product in found[:limit]],
            next_cursor=found[limit - 1].sku if len(found) > limit else None,
        )

    def get_product(self, call: Call[str], *, sku: str) -> models.Product:
        product = store.find_product(self.engine, sku)
        if product is None:
            raise missing(f"There is no product {sku}.")
        return shown(product)

    def get_product_image(self, call: Call[str], *, sku: str) -> bytes:
        image = store.find_image(self.engine, sku)
        if image is None:
            raise missing(f"There is no picture of a product {sku}.")
        return image

    def put_product_image(self, call: Call[str], *, sku: str, body: models.ProductImage) -> None:
        if not body.image.startswith(PNG):
            raise errors.BadRequestError(problem(400, "The picture is not a PNG."))
        if not store.keep_image(self.engine, sku, body.image, body.caption):
            raise missing(f"There is no product {sku}.")

    def get_categories(self, call: Call[str]) -> list[models.Category]:
        return tree(store.categories(self.engine), None)

    def get_reservation(self, call: Call[str], *, reservation_id: UUID) -> models.Reservation:
        lines = store.find_reservation(self.engine, str(reservation_id))
        if not lines:
            raise missing(f"There is no reservation {reservation_id}.")
        return reservation(reservation_id, lines)

    def reserve_stock(
        self, call: Call[str], *, reservation_id: UUID, body: models.ReservationRequest
    ) -> replies.ReserveStock200 | replies.ReserveStock201:
        lines = [Line(line.sku, line.quantity) for line in body.lines]
        outcome = store.reserve(self.engine, str(reservation_id), lines)
        if isinstance(outcome, OutOfStock):
            raise errors.ConflictError(out_of_stock(outcome))
        answer = reservation(reservation_id, outcome.lines)
        if outcome.before:
            return replies.ReserveStock200(answer)
        location = f"/v1/reservations/{reservation_id}"
        return replies.ReserveStock201(answer, location=location)

    def release_stock(self, call: Call[str], *, reservation_id: UUID) -> None:
        store.release(self.engine, str(reservation_id))

    def stream_stock_movements(
        self, call: Call[str], *, after: int
    ) -> Iterator[models.StockMovement]:
        for movement in store.movements(self.engine, after):
            yield models.StockMovement(
                sequence=movement.sequence,
                sku=movement.sku,
                quantity=movement.quantity,
                reason=models.StockMovementReason(movement.reason),
            )


def shown(product: Product) -> models.Product:
    """A product as it is answered."""
    return models.Product(
        sku=product.sku,
        name=product.name,
        category=product.category,
        price=models.Money(amount=product.price, currency=product.currency),
        available=product.available,
    )


def tree(categories: Sequence[Category], parent: str | None) -> list[models.Category]:
    """The categories below `parent`, each with those below it."""
    return [
        models.Category(id=each.id, name=each.name, children=tree(categories, each.id))
        for each in categories
        if each.parent == parent
    ]


def reservation(reservation_id: UUID, lines: Iterable[Line]) -> models.Reservation:
    """A reservation as it is answered."""
    return models.Reservation(
        id=reservation_id,
        lines=[models.ReservationLine(sku=line.sku, quantity=line.quantity) for line in lines],
    )


def out_of_stock(outcome: OutOfStock) -> models.OutOfStock:
    """What is short."""
    return models.OutOfStock(
        type="/problems/out-of-stock",
        title="Out of stock",
        status=409,
        shortages=[
            models.Shortage(sku=each.sku, requested=each.requested, available=each.available)
            for each in outcome.shortages
        ],
    )


def missing(detail: str) -> Exception:
    """There is no such thing."""
    return errors.NotFoundError(problem(404, detail))


def problem(status: int, detail: str) -> models.Problem:
    """A problem that needs no type of its own."""
    return models.Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
