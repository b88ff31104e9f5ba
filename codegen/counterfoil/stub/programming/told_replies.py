"""The contract's own reply of a status, where somebody told the stub to give that status."""

from counterfoil.model import Reply
from counterfoil.stub.provider import Provider
from counterfoil.stub.replies.accept import acceptable
from counterfoil.stub.replies.answers import PROBLEM, body_of_problem
from counterfoil.stub.replies.part import wishes
from counterfoil.stub.replies.prefer import Preference
from counterfoil.stub.replies.problems import Telling
from counterfoil.stub.replies.statuses import Chosen, asked, success
from counterfoil.stub.seams import Received

_PLAIN = Preference()


def reply_of(provider: Provider, received: Received, status: int) -> Reply:
    """A reply of this status, documented or not, whatever the request says. 0 is that of success."""
    operation = received.operation
    if operation is None:
        return _undocumented(status or 200)
    documented = asked(operation, str(status)) if status else success(operation)
    chosen = documented or Chosen(status, None)
    if chosen.response is None:
        return _undocumented(chosen.status)
    accept, _ = wishes(received.request.headers)
    content = chosen.response.content
    media = (acceptable(content, accept) or content[0]) if content else None
    answers = provider.part(operation).answers
    made = answers.preferred(chosen, media, _PLAIN, received.request)
    return answers.bare(chosen) if made is None else made


def _undocumented(status: int) -> Reply:
    if status < 400:
        return Reply(status)
    told = Telling(status, f"the stub was told to answer {status}")
    return Reply(status, (("Content-Type", PROBLEM),), body_of_problem(told))
