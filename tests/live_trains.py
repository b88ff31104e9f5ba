"""Every operation of train-travel, called, with what must arrive and what must come back."""

import datetime
import uuid
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from live import Exchange, Raised, Sides

XML = "application/xml"
BERLIN = uuid.UUID("efdbb9d1-02c2-4bc3-afb7-6788d8782b1e")
PARIS = uuid.UUID("b2e783e1-c824-4d63-b37a-d8d698862f1d")
LEAVING = datetime.datetime(2026, 11, 20, 9, 30, tzinfo=datetime.UTC)
SELF = "https://api.example.com/self"
LIMITED = {"cache_control": "no-store", "rate_limit": "limit=10, remaining=9"}
HEADERS = {"Cache-Control": "no-store", "RateLimit": "limit=10, remaining=9"}
DOCUMENT = "<booking><passenger_name>Zoë</passenger_name></booking>".encode()


def exchanges(sides: Sides) -> Iterator[Exchange]:
    """One call or more for each operation."""
    yield from searches(sides)
    yield from bookings(sides)
    yield from payments(sides)


def searches(sides: Sides) -> Iterator[Exchange]:
    replies = sides.server.replies
    ours, theirs = stations(sides.client.models), stations(sides.server.models)
    near = {"page": 2, "limit": 100, "coordinates": "52.52,13.405", "search": "Zoë & Co"}
    near |= {"country": "DE"}
    yield Exchange(
        "get_stations", near, near, replies.GetStations200(theirs, **LIMITED), ours, HEADERS
    )
    anywhere = {"page": 1, "limit": 10, "coordinates": None, "search": None, "country": None}
    yield Exchange("get_stations", {}, anywhere, theirs, ours)
    ours, theirs = trips(sides.client.models), trips(sides.server.models)
    journey = {"origin": BERLIN, "destination": PARIS, "date": LEAVING}
    arrives = {**journey, "page": 1, "limit": 10, "bicycles": True, "dogs": False}
    yield Exchange(
        "get_trips", {**journey, "bicycles": True}, arrives, replies.GetTrips200(theirs), ours
    )


def bookings(sides: Sides) -> Iterator[Exchange]:
    c, s = sides.client.models, sides.server.models
    paged = {"page": 3, "limit": 1}
    ours = c.GetBookingsResponse200(data=[booked(c.Booking)])
    yield Exchange(
        "get_bookings", paged, paged, s.GetBookingsResponse200(data=[booked(s.Booking)]), ours
    )
    yield from created(sides)
    one = {"booking_id": PARIS}
    ours = booked(c.GetBookingResponse200, links=c.LinksSelf(self=SELF))
    theirs = booked(s.GetBookingResponse200, links=s.LinksSelf(self=SELF))
    yield Exchange(
        "get_booking",
        one,
        one,
        sides.server.replies.GetBooking200(theirs, **LIMITED),
        ours,
        HEADERS,
    )
    missing = sides.server.errors.NotFoundError(s.Problem(title="No such booking", status=404))
    refused = Raised(
        sides.client.NotFoundError, 404, c.Problem(title="No such booking", status=404)
    )
    yield Exchange("get_booking", one, one, missing, refused)
    yield Exchange("delete_booking", one, one)


def created(sides: Sides) -> Iterator[Exchange]:
    c, s = sides.client.models, sides.server.models
    ours = booked(c.CreateBookingResponse201, links=c.LinksSelf(self=SELF))
    theirs = booked(s.CreateBookingResponse201, links=s.LinksSelf(self=SELF))
    sent, arrives = wanted(c.BookingRequest), wanted(s.BookingRequest)
    yield Exchange("create_booking", {"body": sent}, {"body": arrives}, theirs, ours)
    document = {"body": DOCUMENT, "content_type": XML}
    yield Exchange("create_booking", document, {"body": DOCUMENT}, theirs, ours)
    problem = {"title": "Taken", "detail": "Somebody was faster: ☹", "status": 409}
    taken = sides.server.errors.ConflictError(s.Problem(**problem), rate_limit="limit=10")
    refused = Raised(sides.client.ConflictError, 409, c.Problem(**problem))
    yield Exchange(
        "create_booking",
        {"body": sent},
        {"body": arrives},
        taken,
        refused,
        {"RateLimit": "limit=10", "Content-Type": "application/problem+json"},
    )


def payments(sides: Sides) -> Iterator[Exchange]:
    c, s = sides.client.models, sides.server.models
    secret = {"cvc": "123", "address_line1": "123 Fake Street"}
    for sent, shown in (
        (lambda models: card(models.BookingPaymentSourceCardRequest, **secret), shown_card),
        (account, account),
    ):
        arrives = {"booking_id": PARIS, "body": paying(s, sent(s))}
        answer = sides.server.replies.CreateBookingPayment200(paid(s, shown(s)), **LIMITED)
        yield Exchange(
            "create_booking_payment",
            {"booking_id": PARIS, "body": paying(c, sent(c))},
            arrives,
            answer,
            paid(c, shown(c)),
            HEADERS,
        )


def stations(models: ModuleType) -> Any:
    station = models.Station(
        id=BERLIN, name="Berlin Hbf", address="Invalidenstraße 10557 Berlin", country_code="DE"
    )
    links = models.GetStationsResponse200Links(self=SELF, next=f"{SELF}?page=3")
    return models.GetStationsResponse200(data=[station], links=links)


def trips(models: ModuleType) -> Any:
    trip = models.GetTripsResponse200DataItem(
        id=BERLIN,
        origin=str(BERLIN),
        departure_time=LEAVING,
        price=49.99,
        bicycles_allowed=True,
        self=SELF,
    )
    return models.GetTripsResponse200(data=[trip], links=models.GetTripsResponse200Links())


def wanted(booking: Any, **more: Any) -> Any:
    return booking(trip_id=BERLIN, passenger_name="Zoë", has_bicycle=False, has_dog=True, **more)


def booked(booking: Any, **more: Any) -> Any:
    return wanted(booking, id=PARIS, **more)


def card(source: Any, **more: Any) -> Any:
    return source(
        object="card",
        name="J. Doe",
        number="4242",
        exp_month=12,
        exp_year=2027,
        address_country="gb",
        **more,
    )


def shown_card(models: ModuleType) -> Any:
    return card(models.BookingPaymentSourceCard)


def account(models: ModuleType) -> Any:
    return models.BookingPaymentSourceBankAccount(
        object="bank_account",
        name="J. Doe",
        number="00012345",
        account_type=models.BookingPaymentSourceBankAccountAccountType.INDIVIDUAL,
        bank_name="Starling Bank",
        country="gb",
    )


def paying(models: ModuleType, source: Any) -> Any:
    return models.BookingPaymentRequest(
        amount=49.99, currency=models.BookingPaymentCurrency.GBP, source=source
    )


def paid(models: ModuleType, source: Any) -> Any:
    return models.CreateBookingPaymentResponse200(
        id=PARIS,
        amount=49.99,
        currency=models.BookingPaymentCurrency.GBP,
        source=source,
        status=models.BookingPaymentStatus.SUCCEEDED,
        links=models.LinksBooking(booking=SELF),
    )
