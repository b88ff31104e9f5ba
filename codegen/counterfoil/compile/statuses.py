"""What generated code calls the errors of a status."""

_STATUSES = {
    "default": "Default",
    "300": "MultipleChoices",
    "301": "MovedPermanently",
    "302": "Found",
    "303": "SeeOther",
    "304": "NotModified",
    "307": "TemporaryRedirect",
    "308": "PermanentRedirect",
    "400": "BadRequest",
    "401": "Unauthorized",
    "402": "PaymentRequired",
    "403": "Forbidden",
    "404": "NotFound",
    "405": "MethodNotAllowed",
    "406": "NotAcceptable",
    "407": "ProxyAuthenticationRequired",
    "408": "RequestTimeout",
    "409": "Conflict",
    "410": "Gone",
    "411": "LengthRequired",
    "412": "PreconditionFailed",
    "413": "ContentTooLarge",
    "414": "UriTooLong",
    "415": "UnsupportedMediaType",
    "416": "RangeNotSatisfiable",
    "417": "ExpectationFailed",
    "418": "ImATeapot",
    "421": "MisdirectedRequest",
    "422": "UnprocessableContent",
    "423": "Locked",
    "424": "FailedDependency",
    "425": "TooEarly",
    "426": "UpgradeRequired",
    "428": "PreconditionRequired",
    "429": "TooManyRequests",
    "431": "RequestHeaderFieldsTooLarge",
    "451": "UnavailableForLegalReasons",
    "500": "InternalServerError",
    "501": "NotImplemented",
    "502": "BadGateway",
    "503": "ServiceUnavailable",
    "504": "GatewayTimeout",
    "505": "HttpVersionNotSupported",
    "507": "InsufficientStorage",
    "508": "LoopDetected",
    "511": "NetworkAuthenticationRequired",
}
"""Written out, because the standard library renames statuses from one Python to the next."""


def error_name(status: str) -> str:
    """The exception class of a status.

    >>> error_name("404"), error_name("4XX"), error_name("500"), error_name("599")
    ('NotFoundError', 'Status4XXError', 'InternalServerError', 'Status599Error')
    """
    name = _STATUSES.get(status, f"Status{status}")
    return name if name.endswith("Error") else f"{name}Error"
