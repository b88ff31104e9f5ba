"""The service as a WSGI application."""

import datetime
import hmac
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Flask, Response, request
from pydantic import ValidationError
from shop_contracts.payments.v1.server.models import (
    DeclineReason,
    Payment,
    PaymentDeclined,
    PaymentRequest,
    PaymentStatus,
    Problem,
)
from sqlalchemy import Engine
from werkzeug.exceptions import HTTPException

from shop_payments import store
from shop_payments.settings import Settings
from shop_payments.store import KeyReused
from shop_payments.taking import take

KEY_LENGTHS = range(8, 65)


def create_app(settings: Settings) -> Flask:
    """The application, with its database open."""
    engine = store.connect(settings.database_url, settings.vouchers)
    app = Flask("shop_payments")
    app.register_blueprint(version_1(engine, settings), url_prefix="/v1")
    app.register_error_handler(HTTPException, refused)

    @app.get("/health")
    def health() -> Response:
        return Response(status=HTTPStatus.NO_CONTENT)

    return app


def version_1(engine: Engine, settings: Settings) -> Blueprint:
    """What payments v1 says."""
    v1 = Blueprint("v1", "shop_payments")

    @v1.before_request
    def authenticate() -> Response | None:
        given = request.headers.get("X-API-Key", "")
        if hmac.compare_digest(given.encode(), settings.api_key.encode()):
            return None
        return problem(HTTPStatus.UNAUTHORIZED, "The API key is missing or unknown.")

    @v1.post("/payments")
    def take_payment() -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if len(key) not in KEY_LENGTHS:
            return problem(HTTPStatus.BAD_REQUEST, "Idempotency-Key needs 8 to 64 characters.")
        if request.mimetype != "application/json":
            return problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A payment is application/json.")
        try:
            given = PaymentRequest.model_validate_json(request.get_data())
        except ValidationError as invalid:
            return rejected(invalid)
        today = datetime.datetime.now(datetime.UTC).date()
        return taken(take(engine, key, given, settings.card_limit, today))

    @v1.get("/payments/<uuid:payment_id>")
    def get_payment(payment_id: UUID) -> Response:
        payment = store.find(engine, payment_id)
        return answer(HTTPStatus.OK, payment) if payment else missing(payment_id)

    @v1.put("/payments/<uuid:payment_id>/refund")
    def refund_payment(payment_id: UUID) -> Response:
        if store.find(engine, payment_id) is None:
            return missing(payment_id)
        store.refund(engine, payment_id)
        return Response(status=HTTPStatus.NO_CONTENT)

    return v1


def taken(outcome: Payment | KeyReused | DeclineReason) -> Response:
    """The answer to a payment that was to be taken."""
    match outcome:
        case Payment():
            pending = outcome.status is PaymentStatus.PENDING
            response = answer(HTTPStatus.ACCEPTED if pending else HTTPStatus.CREATED, outcome)
            response.headers["Location"] = f"/v1/payments/{outcome.id}"
            return response
        case KeyReused():
            detail = "The Idempotency-Key came with a different payment before."
            return problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail)
        case DeclineReason():
            declined = PaymentDeclined(
                type="/problems/payment-declined",
                title="Payment declined",
                status=HTTPStatus.PAYMENT_REQUIRED,
                reason=outcome,
            )
            return answer(HTTPStatus.PAYMENT_REQUIRED, declined)


def rejected(invalid: ValidationError) -> Response:
    """The answer to a body that cannot be read, or is not what the contract asks for."""
    errors = invalid.errors(include_url=False, include_context=False, include_input=False)
    readable = all(error["type"] != "json_invalid" for error in errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if readable else HTTPStatus.BAD_REQUEST
    places = ("/".join(map(str, error["loc"])) or "body" for error in errors)
    return problem(
        status, "; ".join(f"{p}: {e['msg']}" for p, e in zip(places, errors, strict=True))
    )


def missing(payment_id: UUID) -> Response:
    """The answer where there is no such payment."""
    return problem(HTTPStatus.NOT_FOUND, f"There is no payment {payment_id}.")


def refused(reason: HTTPException) -> Response:
    """Flask's own refusals, in the form of ours."""
    status = HTTPStatus(reason.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    return problem(status, reason.description or status.phrase)


def problem(status: HTTPStatus, detail: str) -> Response:
    """A problem that needs no type of its own."""
    return answer(status, Problem(title=status.phrase, status=status, detail=detail))


def answer(status: HTTPStatus, body: Payment | Problem | PaymentDeclined) -> Response:
    """A body with the media type that the contract gives it."""
    kind = "application/json" if isinstance(body, Payment) else "application/problem+json"
    return Response(body.model_dump_json(), status, content_type=kind)
