"""Every operation of petstore30, called, with what must arrive and what must come back."""

import datetime
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from live import Exchange, Raised, Sides

JSON, FORM, XML = "application/json", "application/x-www-form-urlencoded", "application/xml"
SHIPPED = datetime.datetime(2026, 11, 20, 9, 30, tzinfo=datetime.UTC)
DOCUMENT = b"<pet><name>Rex</name></pet>"


def exchanges(sides: Sides) -> Iterator[Exchange]:
    """One call or more for each operation."""
    yield from pets(sides)
    yield from store(sides)
    yield from users(sides)


def pets(sides: Sides) -> Iterator[Exchange]:
    c, s = sides.client.models, sides.server.models
    ours, theirs = rex(c), rex(s)
    yield Exchange("update_pet", {"body": ours}, {"body": theirs}, theirs, ours)
    missing = sides.server.errors.NotFoundError()
    refused = Raised(sides.client.NotFoundError, 404, None)
    yield Exchange("update_pet", {"body": ours}, {"body": theirs}, missing, refused)
    yield Exchange("add_pet", {"body": ours}, {"body": theirs}, theirs, ours)
    form = {"body": ours, "content_type": FORM}
    yield Exchange("add_pet", form, {"body": theirs}, theirs, ours)
    document = {"body": DOCUMENT, "content_type": XML}
    yield Exchange("add_pet", document, {"body": DOCUMENT}, theirs, ours)
    sold = {"status": c.FindPetsByStatusStatus.SOLD}
    found = {"status": s.FindPetsByStatusStatus.SOLD}
    yield Exchange("find_pets_by_status", sold, found, [theirs], [ours])
    by_default = {"status": s.FindPetsByStatusStatus.AVAILABLE}
    yield Exchange("find_pets_by_status", {}, by_default, [], [])
    tags = {"tags": ["good boy", "a,b&c=ü"]}
    yield Exchange("find_pets_by_tags", tags, tags, [theirs, bare(s)], [ours, bare(c)])
    yield Exchange("find_pets_by_tags", {}, {"tags": None}, [], [])
    yield Exchange("get_pet_by_id", {"pet_id": 2**53 + 1}, {"pet_id": 2**53 + 1}, theirs, ours)
    named = {"pet_id": 10, "name": "Rex & Söhne", "status": "sold"}
    yield Exchange("update_pet_with_form", named, named, theirs, ours)
    yield Exchange("delete_pet", {"pet_id": 10, "api_key": "k"}, {"pet_id": 10, "api_key": "k"})
    yield from uploads(sides)


def uploads(sides: Sides) -> Iterator[Exchange]:
    c, s = sides.client.models, sides.server.models
    theirs = s.ApiResponse(code=1, type="image", message="6 bytes")
    ours = c.ApiResponse(code=1, type="image", message="6 bytes")
    arrives = {"pet_id": 10, "additional_metadata": "front", "body": b"\x89PNG\r\n"}
    pieces = {**arrives, "body": iter([b"\x89PNG", b"\r\n"])}
    yield Exchange("upload_file", arrives, arrives, theirs, ours)
    yield Exchange("upload_file", pieces, arrives, theirs, ours)
    nothing = {"pet_id": 10, "additional_metadata": None, "body": None}
    refused = Raised(sides.client.BadRequestError, 400, None)
    yield Exchange(
        "upload_file", {"pet_id": 10}, nothing, sides.server.errors.BadRequestError(), refused
    )


def store(sides: Sides) -> Iterator[Exchange]:
    c, s = sides.client.models, sides.server.models
    yield Exchange("get_inventory", {}, {}, {"sold": 3, "so ld": 0}, {"sold": 3, "so ld": 0})
    ours, theirs = order(c), order(s)
    yield Exchange("place_order", {"body": ours}, {"body": theirs}, theirs, ours)
    form = {"body": ours, "content_type": FORM}
    yield Exchange("place_order", form, {"body": theirs}, theirs, ours)
    empty = {"body": c.Order(), "content_type": FORM}
    yield Exchange("place_order", empty, {"body": s.Order()}, theirs, ours)
    yield Exchange("place_order", {}, {"body": None}, s.Order(), c.Order())
    yield Exchange("get_order_by_id", {"order_id": 7}, {"order_id": 7}, theirs, ours)
    yield Exchange("delete_order", {"order_id": 7}, {"order_id": 7})


def users(sides: Sides) -> Iterator[Exchange]:
    c, s = sides.client.models, sides.server.models
    ours, theirs = user(c), user(s)
    yield Exchange("create_user", {"body": ours}, {"body": theirs}, theirs, ours)
    full = sides.server.errors.DefaultError(status=507)
    refused = Raised(sides.client.DefaultError, 507, None)
    yield Exchange("create_user", {"body": ours}, {"body": theirs}, full, refused)
    several = {"body": [ours, c.User()]}
    yield Exchange(
        "create_users_with_list_input", several, {"body": [theirs, s.User()]}, theirs, ours
    )
    yield from sessions(sides)
    named = {"username": "a/b ü?"}
    yield Exchange("get_user_by_name", named, named, theirs, ours)
    yield Exchange("update_user", {**named, "body": ours}, {**named, "body": theirs})
    form = {**named, "body": ours, "content_type": FORM}
    yield Exchange("update_user", form, {**named, "body": theirs})
    yield Exchange("delete_user", named, named)


def sessions(sides: Sides) -> Iterator[Exchange]:
    who = {"username": "the user", "password": "p&w"}
    granted = sides.server.replies.LoginUser200("welcome", x_rate_limit=9, x_expires_after=SHIPPED)
    headers = {"X-Rate-Limit": "9", "X-Expires-After": "2026-11-20T09:30:00Z"}
    yield Exchange("login_user", who, who, granted, "welcome", headers)
    yield Exchange("logout_user", {}, {})


def rex(models: ModuleType) -> Any:
    """A pet with everything."""
    return models.Pet(
        id=10,
        name="Rex",
        category=models.Category(id=1, name="Dogs"),
        photo_urls=["https://example.com/1.png", "https://example.com/2.png"],
        tags=[models.Tag(id=1, name="good boy"), models.Tag(name="old")],
        status=models.PetStatus.AVAILABLE,
    )


def bare(models: ModuleType) -> Any:
    """A pet with what every pet must have."""
    return models.Pet(name="Rex & Söhne", photo_urls=[])


def order(models: ModuleType) -> Any:
    return models.Order(
        id=7,
        pet_id=10,
        quantity=1,
        ship_date=SHIPPED,
        status=models.OrderStatus.PLACED,
        complete=False,
    )


def user(models: ModuleType) -> Any:
    return models.User(
        id=1, username="a/b ü?", first_name="Ada", email="ada@example.com", user_status=0
    )
