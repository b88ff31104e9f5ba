"""What may be told to a running stub: answers, faults, what to call, what to forget, what it received.

Over HTTP each is a POST of one JSON object to a path, which answers one JSON object:

    GET  /          contracts, their URLs, and their operations
    POST /rules     {"contract", "when": {…}, "answers": [{…}, …]}: answers for the requests meant
    POST /faults    {"fault": "placeOrder: reset, 2 times"}: as on the command line
    POST /requests  {"contract", "when": {…}, "at_least": 3, "seconds": 5, "last": 100}: what was
                    received; waits until it is that many, or that long
    POST /calls     {"contract", "webhook" | "callback" with "operation", "url", "body"}: sends it
    POST /reset     {"contract"}: forgets rules, later faults, what was received and created;
                    {"contract", "only": ["rules", "faults"]}: forgets these alone
    POST /down      {"contract"}: its port refuses connections, as if nobody played it
    POST /up        {"contract"}: its port answers again

`when` has `operation`, `method`, `path`, `query`, `headers`, `body` (JSON that the request's has in it)
and `at` (JSON Pointer → value). An answer has `status`, `json` or `text`, `headers`, `fault`; an empty
one is the stub's own, and one that breaks the contract has `breaking`: true. `contract` may be left
out where the stub plays only one.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from counterfoil.model import Bundle, CannotRun, Exchange, Json, Operation, Reply, Request
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.stub.app import Stub
from counterfoil.stub.faults.fault_words import plan
from counterfoil.stub.faults.striking import Faults, check_target
from counterfoil.stub.programming.journal import Journal
from counterfoil.stub.programming.matching import means, names
from counterfoil.stub.programming.questions import Question, text_of, told_of
from counterfoil.stub.programming.rules import Answer, Rule, Rules
from counterfoil.stub.programming.telling import Told, rule_from, told
from counterfoil.stub.provider import Provider
from counterfoil.stub.seams import Received
from counterfoil.stub.serving.doors import Door

if TYPE_CHECKING:
    from counterfoil.engine.values import Values
    from counterfoil.stub.programming.calls import Asked

# What calls need is imported when the first one is sent: most stubs never send any.

_SAID = frozenset(
    {
        "response-body-breach",
        "response-body-malformed",
        "response-header-breach",
        "undocumented-media-type",
        "write-only-sent",
    }
)
"""Breaches of what an answer says; its status is up to whoever stubs it."""


class Control:
    """Tells a stub what to do, and what it received. Everything happens in the stub's own thread."""

    def __init__(
        self, stubs: Sequence[Stub], rules: Rules, faults: Faults, journal: Journal, seed: int = 0
    ) -> None:
        self.urls: dict[str, str] = {}
        """Contract id → where it is played."""
        self.doors: dict[str, Door] = {}
        """Contract id → its port, where it has one that can be shut. Some contracts may share it."""
        self.stubs = stubs
        self._rules = rules
        self._faults = faults
        self._journal = journal
        self._seed = seed
        self._calls = 0
        self._values: dict[str, Values] = {}

    async def answer(self, route: str, value: Json) -> Json:
        """The answer to what is told at a route. Raises CannotRun where it cannot be done."""
        said = told("what was sent", value)
        match route:
            case "requests":
                return await self._requests(said)
            case "calls":
                return await self._call(said)
            case "down" | "up":
                return await self._move(route, said)
            case _:
                return self.tell(route, value)

    def tell(self, route: str, value: Json) -> Json:
        """The same for what takes no time; `requests` does not wait then."""
        said = told("what was sent", value)
        match route:
            case "":
                return {"contracts": [self._described(each) for each in self._providers()]}
            case "rules":
                return self._rule(said)
            case "faults":
                return self._fault(said)
            case "requests":
                return self._found(Question.of(said, self._contract(said)))
            case "reset":
                return self._reset(said)
        raise CannotRun(f"there is no /{route}", "see GET / and the manual of the stub")

    # What each does

    def _described(self, provider: Provider) -> dict[str, Json]:
        contract = provider.bundle.contract.id
        titles = [each.title for each in provider.bundle.api.operations]
        return {
            "contract": contract,
            "url": self.urls.get(contract, provider.base),
            "operations": titles,
        }

    def _rule(self, said: Told) -> Json:
        rule = rule_from(said.value, self._contract(said))
        check_target(rule.contract, rule.when.operation, self._bundles())
        for answer in rule.answers:
            self._check_kept(rule, answer)
        self._rules.add(rule)
        return {}

    def _check_kept(self, rule: Rule, answer: Answer) -> None:
        """Raises CannotRun where an answer says what the contract forbids, and does not mean to."""
        provider = self._provider(rule.contract)
        named = (
            each for each in provider.bundle.api.operations if names(rule.when.operation, each)
        )
        operation = next(named, None) if rule.when.operation else None
        written = answer.text is not None or answer.json is not ABSENT
        if answer.breaking or operation is None or not written:
            return
        request = Request(operation.method, operation.path)
        reply = self._rules.written(answer, Received(request, rule.contract, operation))
        for breach in provider.terms.reply(operation, request, reply):
            if breach.rule in _SAID:
                raise CannotRun(
                    f"{operation.title} never answers so: {breach.message}",
                    "consumers would be tested against what no provider may send",
                    "correct the answer, or say that it is `breaking`",
                )

    def _fault(self, said: Told) -> Json:
        said.only("contract", "fault")
        planned = plan(said.read("fault", str, ""))
        contract = said.read("contract", str, "")
        if contract and not planned.contract:
            planned = replace(planned, contract=contract)
        self._faults.add(planned)
        return {}

    def _reset(self, said: Told) -> Json:
        said.only("contract", "only")
        contract = self._contract(said) if "contract" in said.value else ""
        forgets: Mapping[str, Callable[[str], None]] = {
            "rules": self._rules.reset,
            "faults": self._faults.reset,
            "received": self._journal.reset,
            "created": self._empty,
        }
        only = said.read("only", list, list(forgets))
        if not all(each in forgets for each in only):
            raise CannotRun(
                "`only` of what was sent is unclear", f"it may name {', '.join(forgets)}"
            )
        for each in only:
            forgets[each](contract)
        return {}

    def _empty(self, contract: str) -> None:
        for each in self.stubs:
            each.reset(contract)

    async def _move(self, route: str, said: Told) -> Json:
        said.only("contract")
        contract = self._contract(said)
        if contract not in self.doors:
            raise CannotRun(f"{contract} has no port here that could be shut")
        door = self.doors[contract]
        await (door.shut() if route == "down" else door.open())
        return {}

    async def _requests(self, said: Told) -> Json:
        question = Question.of(said, self._contract(said))
        until = asyncio.get_running_loop().time() + question.seconds
        while (found := self._found(question))["count"] < question.at_least:
            left = until - asyncio.get_running_loop().time()
            try:
                await asyncio.wait_for(self._journal.news(), left)
            except TimeoutError:
                break
        return found

    async def _call(self, said: Told) -> Json:
        from counterfoil.stub.programming import calls

        said.only("contract", "webhook", "callback", "operation", "url", "body")
        provider = self._provider(self._contract(said))
        operation, url = self._addressed(said, provider)
        self._calls += 1
        api = provider.bundle.api
        request = calls.built(
            api,
            operation,
            self._values_of(provider),
            said.value.get("body", ABSENT),
            f"{operation.id}:{self._calls}",
        )
        reply = await asyncio.to_thread(calls.send, url, request)
        return {"url": url, "sent": text_of(request.body), **_reply_told(reply)}

    def _addressed(self, said: Told, provider: Provider) -> tuple[Operation, str]:
        """What is called, and where."""
        from counterfoil.stub.programming import calls

        url = said.read("url", str, "")
        api = provider.bundle.api
        if "webhook" in said.value:
            if not url:
                raise CannotRun(
                    "a webhook needs a `url`", "the contract says nothing about where it goes"
                )
            return calls.webhook(api, said.read("webhook", str, "")), url
        title = said.read("operation", str, "")
        check_target(provider.bundle.contract.id, title, self._bundles())
        name = said.read("callback", str, "")
        asked = self._asked(provider, title, name)
        return asked[0], url or calls.address(*asked)

    def _asked(self, provider: Provider, title: str, name: str) -> "tuple[Operation, Asked]":
        """The callback, and the last exchange whose request could have asked for it."""
        from counterfoil.stub.programming import calls

        contract = provider.bundle.contract.id
        for noted in reversed(list(self._journal)):
            received = noted.answered.received
            if received.contract == contract and received.operation and means(title, received):
                found = calls.callback(provider.bundle.api, received.operation, name)
                exchange = Exchange(received.request, noted.answered.reply)
                origin = self.urls.get(contract, "").removesuffix(provider.base)
                url = f"{origin}{received.request.target}"
                values = dict(received.path_values)
                return found, calls.Asked(received.operation, exchange, values, url)
        raise CannotRun(
            f"nobody has asked {title or contract} for a call",
            "it received no request yet",
            "send one first",
        )

    # What it is told about

    def _found(self, question: Question) -> dict[str, Json]:
        base = self._provider(question.contract).base
        noted = [each for each in self._journal if question.means(each, base)]
        shown = noted[-question.last :] if question.last else []
        return {
            "count": len(noted),
            "forgotten": self._journal.forgotten[question.contract],
            "requests": [told_of(each) for each in shown],
        }

    def _contract(self, said: Told) -> str:
        known = sorted(self._bundles())
        contract = said.read("contract", str, known[0] if len(known) == 1 else "")
        if not contract:
            raise CannotRun("no `contract` is named", f"this stub plays {', '.join(known)}")
        check_target(contract, "", self._bundles())
        return str(contract)

    def _provider(self, contract: str) -> Provider:
        return next(each for each in self._providers() if each.bundle.contract.id == contract)

    def _providers(self) -> Iterator[Provider]:
        return (provider for stub in self.stubs for provider in stub.providers)

    def _bundles(self) -> Mapping[str, Bundle]:
        return {each.bundle.contract.id: each.bundle for each in self._providers()}

    def _values_of(self, provider: Provider) -> "Values":
        from counterfoil.engine.values import Values

        api = provider.bundle.api
        return self._values.setdefault(api.contract.id, Values(api, self._seed))


def _reply_told(reply: Reply) -> dict[str, Json]:
    return {
        "status": reply.status,
        "headers": [list(each) for each in reply.headers],
        "body": text_of(reply.body),
    }
