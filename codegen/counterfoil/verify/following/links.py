"""Whether the links of a contract lead somewhere (OpenAPI 3.1, section 4.8.20)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote, unquote, urljoin, urlsplit

from counterfoil.engine.identity import last_segment
from counterfoil.model import In, Json, JsonObject, Operation, Reply, values_of
from counterfoil.verify.asking.learning import learn
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Accepts, Finds, Phase, Step, Taken
from counterfoil.verify.judging.coverage import response_for
from counterfoil.verify.judging.demands import NOTHING, at, document
from counterfoil.verify.judging.verdicts import breach
from counterfoil.verify.requests.drafts import Draft, Told

PHASE = Phase.SEQUENCES
_NOWHERE = (400, 404, 405, 410)
_WRITTEN = "%/?:@!$&'()*+,;=~"
"""What stays as it is in a target: it is escaped already, or need not be."""
_NAMED = {f"{each.value}.": each for each in In}


def follow_links(inquiry: Inquiry) -> None:
    """Follows each link from a reply that has it, save those to what was read anyway."""
    read = {
        (each.create.id, each.read.id)
        for each in inquiry.resources
        if each.create is not None and each.read is not None
    }
    for operation in inquiry.api.operations:
        for name, link, told in _links(inquiry, operation):
            target = _target(inquiry, link)
            if target is not None and (operation.id, target.id) not in read:
                _follow(inquiry, name, link, told, target)


def follow_location(inquiry: Inquiry, made: Told, location: str, read: Told) -> None:
    """Follows the `Location` of what was created, where it is not where it was read already."""
    target = _target_at(inquiry, made.request.target, location)
    if not target or unquote(target) == unquote(read.request.target):
        return
    followed = inquiry.put(read.draft, replace(read.request, target=target), PHASE)
    if followed is not None and followed.status in _NOWHERE:
        place = made.draft.operation.place
        message = f"its `Location` leads nowhere: {target} answers {followed.status}"
        seen = breach("link-leads-nowhere", message, place, "header Location")
        inquiry.saw(seen, followed, Accepts(), PHASE, operation=made.draft.operation)


def _target_at(inquiry: Inquiry, made_at: str, location: str) -> str:
    """Where a `Location` leads on this provider; empty where it leads elsewhere, or there is none."""
    try:
        leads = urlsplit(urljoin(made_at, location) if location else "")
    except ValueError:
        return ""
    # Another host may be this provider by its public name, which only the base path can tell.
    if leads.netloc and not (inquiry.base and leads.path.startswith(f"{inquiry.base}/")):
        return ""
    path = quote(leads.path, safe=_WRITTEN)
    return f"{path}?{quote(leads.query, safe=_WRITTEN)}" if leads.query else path


def _links(inquiry: Inquiry, operation: Operation) -> Iterator[tuple[str, JsonObject, Told]]:
    # The latest reply: what the first one spoke of may have been deleted since.
    for told in inquiry.ground.bases.get(operation.id, ())[-1:]:
        response = response_for(operation, told.status)
        for name, link in response.links.items() if response else ():
            yield name, link, told


def _target(inquiry: Inquiry, link: JsonObject) -> Operation | None:
    wanted = str(link.get("operationId") or link.get("operationRef") or "")
    for each in inquiry.api.operations:
        pointer = f"#/paths/{each.path.replace('~', '~0').replace('/', '~1')}/{each.method.lower()}"
        if wanted and wanted in (each.author_id, pointer):
            return each
    return None


def _follow(inquiry: Inquiry, name: str, link: JsonObject, told: Told, target: Operation) -> None:
    base = inquiry.ground.base(target) or Draft(target)
    given = link.get("parameters")
    draft, taken = base, []
    for key, expression in given.items() if isinstance(given, Mapping) else ():
        parameter = _parameter(target, str(key))
        value, source = _evaluated(str(expression), told)
        if parameter is None or value is NOTHING:
            return
        draft = draft.saying(parameter, value)
        if source:
            taken.append(Taken(source, str(value)))
    step = Step(told.draft.operation.id, told.request, tuple(taken))
    follower = Draft(target, draft.call, (*told.draft.before, step))
    followed = learn(inquiry, follower, PHASE)
    if followed is not None and followed.status in (404, 410):
        response = response_for(told.draft.operation, told.status)
        place = response.place / "links" / name if response else told.draft.operation.place
        message = f"its link `{name}` leads nowhere: {target.title} answers {followed.status}"
        seen = breach("link-leads-nowhere", message, place)
        inquiry.saw(
            seen, followed, Finds(), PHASE, operation=told.draft.operation, others=(target,)
        )


def _parameter(target: Operation, key: str) -> tuple[In, str] | None:
    wanted = next((where for prefix, where in _NAMED.items() if key.startswith(prefix)), None)
    name = key.partition(".")[2] if wanted else key
    for each in target.parameters:
        if each.name == name and wanted in (None, each.location):
            return each.location, each.name
    return None


def _evaluated(expression: str, told: Told) -> tuple[Json, str]:
    """What a runtime expression stands for, and where in the reply it stands, if it does there."""
    if not expression.startswith("$"):
        return expression, ""
    reply = told.reply if isinstance(told.reply, Reply) else Reply(0)
    head, _, rest = expression.partition(".")
    kind, _, name = rest.partition(".")
    if head == "$request" and kind in ("path", "query", "header"):
        return told.draft.call.parameters.get((In(kind), name), NOTHING), ""
    if head == "$request" and rest.startswith("body#"):
        return at(told.draft.body, rest.removeprefix("body#")), ""
    if head == "$response" and rest.startswith("body#"):
        pointer = rest.removeprefix("body#")
        return at(document(reply), pointer), f"body {pointer}"
    if head == "$response" and kind == "header":
        found = values_of(reply.headers, name)
        value = unquote(last_segment(found[0])) if found and name.lower() == "location" else ""
        return (value or found[0], f"header {name}") if found else (NOTHING, "")
    return NOTHING, ""
