"""What schemathesis says of forms, and does not mean: its own bytes say something else.

It hands the value of an application/x-www-form-urlencoded body to requests, which writes the members
of a list side by side (`photoUrls=a&photoUrls=b`), of an object nothing but the names of its
members, and of an empty list nothing at all. So:

- a value in place of a list is, byte for byte, a list of that value as text. schemathesis asks for it
  to be refused as the one, and to be accepted as the other;
- a list of objects, or an empty one that is required, does not arrive. schemathesis asks for it to be
  accepted all the same.

No provider can do both. A failure is dropped where the body is such a form, and nowhere else: `Pet` of
petstore30, whose `photoUrls` is a required list of texts and whose `tags` is a list of objects.
"""

from typing import Any

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.openapi.checks import RejectedPositiveData

FORM = "application/x-www-form-urlencoded"
LISTS = ("photoUrls", "tags")


@schemathesis.hook
def filter_failure(context: Any, failure: Failure, case: Any, response: Any) -> bool:
    """Whether a failure counts."""
    if case.media_type != FORM or not isinstance(case.body, dict):
        return True
    if isinstance(failure, AcceptedNegativeData):
        return not any(isinstance(case.body.get(name), str | bool | int | float) for name in LISTS)
    if isinstance(failure, RejectedPositiveData):
        return not any(is_lost(case.body.get(name)) for name in LISTS)
    return True


def is_lost(value: Any) -> bool:
    """Whether a form that requests writes does not say the value."""
    return isinstance(value, list) and (not value or any(isinstance(each, dict) for each in value))
