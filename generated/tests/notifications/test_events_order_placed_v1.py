"""What notifications relies on in events/order-placed v1.

Expectations: contracts/events/order-placed/v1/expectations/notifications.yaml
"""

import pytest
import uuid
from pathlib import Path
from shop_contracts._runtime.suites import Events, Messages
from shop_contracts.events.order_placed.v1 import client as order_placed

CONTRACTS = Path(__file__).parents[1] / "contracts"
SHAPES = ["minimal", "maximal", "varied", "unknown-fields", "unknown-members"]


@pytest.fixture(scope="module")
def events(messages: Messages) -> Events:
    """Messages of events/order-placed v1, drawn from its schema."""
    return messages(
        "notifications",
        "events/order-placed/v1",
        CONTRACTS,
        "events/order-placed/v1/schema.json",
    )


@pytest.mark.expectation("OrderPlaced")
def test_order_placed(events: Events) -> None:
    """OrderPlaced

    contracts/events/order-placed/v1/expectations/notifications.yaml
    """
    (event,) = events.valid("maximal")
    message = order_placed.decode(event)
    assert isinstance(message.id, uuid.UUID)
    assert isinstance(message.order_id, uuid.UUID)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_valid_event_is_read(events: Events, shape: str) -> None:
    for event in events.valid(shape):
        order_placed.decode(event)


def test_an_event_that_lacks_something_is_refused(events: Events) -> None:
    for event in events.invalid():
        with pytest.raises(order_placed.MessageInvalid):
            order_placed.decode(event)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_handler_accepts_every_valid_event(events: Events, shape: str) -> None:
    for event in events.valid(shape):
        assert events.handled(event) == "accepted"


def test_the_handler_refuses_an_event_that_lacks_something(events: Events) -> None:
    for event in events.invalid():
        assert events.handled(event) == "refused"
