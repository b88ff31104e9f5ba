"""What schemathesis says of forms and XML, and does not mean: its own bytes say something else.

It hands the value of an application/x-www-form-urlencoded body to requests, which writes the members
of a list side by side (`photoUrls=a&photoUrls=b`), and of an object, or of an empty list, nothing that
could be read back. So:

- another value in place of a list is, byte for byte, a list: of that value as text, or an empty one.
  schemathesis asks for it to be refused as the one, and to be accepted as the other;
- a list of objects, or an object, does not arrive: schemathesis asks for what is right with it to be
  accepted, and for what is wrong with it to be refused, and sends neither.

In XML it writes an empty object in place of a wrapped list as it writes an empty list
(`<tags></tags>`), and asks for the one to be refused and for the other to be accepted.

No provider can do both. A failure is dropped where the body is such a form or document, and nowhere
else: `Pet` of petstore30, with its object `category`, its list of objects `tags`, and its list of texts
`photoUrls`.
"""

from typing import Any

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.openapi.checks import RejectedPositiveData

FORM, XML = "application/x-www-form-urlencoded", "application/xml"
STRUCTURED = ("category", "photoUrls", "tags")


@schemathesis.hook
def filter_failure(context: Any, failure: Failure, case: Any, response: Any) -> bool:
    """Whether a failure counts."""
    if not isinstance(failure, AcceptedNegativeData | RejectedPositiveData):
        return True
    structured = case.body if isinstance(case.body, dict) else {}
    values = [structured[name] for name in STRUCTURED if name in structured]
    if case.media_type == XML and isinstance(failure, AcceptedNegativeData):
        return all(value or isinstance(value, list) for value in values)
    return case.media_type != FORM or all(map(arrives, values))


def arrives(value: Any) -> bool:
    """Whether a form that requests writes says that the value is a list, and what is in it."""
    return (
        isinstance(value, list)
        and value != []
        and not any(isinstance(each, dict | list) for each in value)
    )
