"""A small provider as a plain function: books that have unique titles, and their loans. It can go wrong in named ways."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from counterfoil.engine.contracts import load_file
from counterfoil.model import Bundle, Reply, Request, values_of
from counterfoil.verify.wire.lost import Loss, Lost

CONTRACT = """\
openapi: 3.1.0
info: {title: Library, version: 1.0.0}
servers: [{url: https://library.test/v1}]
security: [{bearer: []}]
paths:
  /books:
    get:
      operationId: listBooks
      parameters:
        - {name: genre, in: query, schema: {$ref: "#/components/schemas/Genre"}}
        - {name: cursor, in: query, schema: {type: string, minLength: 1}}
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 10, default: 2}}
      responses:
        "200":
          description: A page of books, in the order of their ids.
          content: {application/json: {schema: {$ref: "#/components/schemas/Page"}}}
        "400": {$ref: "#/components/responses/Refused"}
        "401": {$ref: "#/components/responses/Refused"}
    post:
      operationId: addBook
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Book"}}}
      responses:
        "201":
          description: The book.
          headers: {Location: {required: true, schema: {type: string}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Book"}}}
          links:
            shelf: {operationId: readShelf, parameters: {shelfId: "$response.body#/shelf"}}
        "400": {$ref: "#/components/responses/Refused"}
        "401": {$ref: "#/components/responses/Refused"}
        "409":
          description: There is a book of this title.
          x-given: [a book called Emma]
          content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}
        "415": {$ref: "#/components/responses/Refused"}
  /books/{bookId}:
    parameters: [{name: bookId, in: path, required: true, schema: {type: integer, minimum: 1}}]
    get:
      operationId: readBook
      responses:
        "200":
          description: The book.
          content: {application/json: {schema: {$ref: "#/components/schemas/Book"}}}
        "400": {$ref: "#/components/responses/Refused"}
        "401": {$ref: "#/components/responses/Refused"}
        "404": {$ref: "#/components/responses/Refused"}
    delete:
      operationId: removeBook
      responses:
        "204": {description: The book is gone.}
        "400": {$ref: "#/components/responses/Refused"}
        "401": {$ref: "#/components/responses/Refused"}
        "404": {$ref: "#/components/responses/Refused"}
  /shelves/{shelfId}:
    parameters: [{name: shelfId, in: path, required: true, schema: {type: string, minLength: 1}}]
    get:
      operationId: readShelf
      responses:
        "200":
          description: The shelf.
          content:
            application/json:
              schema:
                type: object
                required: [id, metres]
                properties: {id: {type: string}, metres: {type: integer}}
        "401": {$ref: "#/components/responses/Refused"}
        "404": {$ref: "#/components/responses/Refused"}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  responses:
    Refused:
      description: No.
      content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}
  schemas:
    Problem: {type: object, required: [why], properties: {why: {type: string}}}
    Genre: {type: string, enum: [novel, essay]}
    Page:
      type: object
      required: [books, next]
      properties:
        books: {type: array, items: {$ref: "#/components/schemas/Book"}}
        next: {type: [string, "null"]}
    Book:
      type: object
      required: [id, title, genre, pages, shelf]
      additionalProperties: false
      properties:
        id: {type: integer, readOnly: true}
        shelf: {type: string, readOnly: true}
        title: {type: string, minLength: 1, maxLength: 60}
        genre: {$ref: "#/components/schemas/Genre"}
        pages: {type: integer, minimum: 1, maximum: 5000}
        weight: {type: integer, minimum: 0}
        lent: {type: boolean}
"""
TOKEN, STRANGER = "let-me-in", "somebody-else"
_JSON = (("Content-Type", "application/json"),)


def contract(folder: Path) -> Bundle:
    """The contract of the library."""
    path = folder / "library.yaml"
    path.write_text(CONTRACT, "utf-8")
    (bundle,) = load_file(path, folder).bundles
    assert bundle.findings == ()
    return bundle


class Library:
    """Answers requests, and remembers them. `faults` are names that the code below looks for."""

    def __init__(self, *faults: str, first: int = 1) -> None:
        self.faults: Collection[str] = faults
        self.books: dict[int, dict[str, Any]] = {}
        self.next = first
        self.asked: list[Request] = []

    def send(self, request: Request) -> Reply | Lost:
        """The reply to a request."""
        self.asked.append(request)
        if "dies" in self.faults and len(self.asked) > 20:
            return Lost(Loss.UNREACHABLE, "takes no connection: nobody listens there")
        if "hangs" in self.faults and request.method == "DELETE":
            return Lost(Loss.SILENT, "sends nothing for 10 seconds")
        path, _, query = request.target.partition("?")
        given = values_of(request.headers, "authorization")
        known = (f"Bearer {TOKEN}", f"Bearer {STRANGER}")
        if not (given and given[0] in known) and "open" not in self.faults:
            return _refused(401)
        match [request.method, *path.removeprefix("/v1/").split("/")]:
            case ["GET", "books"]:
                return self._list(parse_qsl(query, keep_blank_values=True))
            case ["POST", "books"]:
                return self._add(request)
            case ["GET" | "DELETE", "books", text]:
                return self._one(request.method, text, given[0] if given else "")
            case ["GET", "shelves", name]:
                there = name == "A" and "shelf-gone" not in self.faults
                return _answer(200, {"id": name, "metres": 3}) if there else _refused(404)
        return _refused(405)

    def _list(self, query: list[tuple[str, str]]) -> Reply:
        names = [name for name, _ in query]
        given = dict(query)
        limit, genre, cursor = given.get("limit", "2"), given.get("genre"), given.get("cursor", "0")
        fine = limit.isdecimal() and 1 <= int(limit) <= 10 and len(set(names)) == len(names)
        if not fine or genre not in (None, "novel", "essay") or not cursor.isdecimal():
            return _refused(400)
        if "filter-ignored" in self.faults:
            genre = None
        found = [each for each in self.books.values() if genre in (None, each["genre"])]
        page = found[int(cursor) : int(cursor) + int(limit)]
        end = int(cursor) + int(limit)
        return _answer(200, {"books": page, "next": str(end) if end < len(found) else None})

    def _add(self, request: Request) -> Reply:
        if values_of(request.headers, "content-type") != ("application/json",):
            return _refused(415)
        try:
            body = json.loads(request.body)
        except ValueError:
            return _refused(400)
        if "lax" in self.faults and isinstance(body, dict):
            body = {key: _lax(key, value) for key, value in body.items()}
        if not _is_book(body):
            return _refused(400)
        titles = [each["title"] for each in self.books.values()]
        if body["title"] in titles:
            return _refused(409)
        book = {"id": self.next, "shelf": "A", **body}
        self.next += 1
        kept = {k: v for k, v in book.items() if k != "weight" or "weight-lost" not in self.faults}
        self.books[book["id"]] = kept
        location = ("Location", f"/v1/books/{book['id']}")
        return Reply(201, (*_JSON, location), json.dumps(book).encode())

    def _one(self, method: str, text: str, who: str) -> Reply:
        if not text.isdecimal() or int(text) < 1:
            return _refused(400)
        book = self.books.get(int(text))
        if book is None and "anything-there" in self.faults:
            return _answer(
                200, {"id": int(text), "shelf": "A", "title": "?", "genre": "novel", "pages": 1}
            )
        if book is None or (who.endswith(STRANGER) and "open-to-all" not in self.faults):
            return _refused(404)
        if method == "GET":
            return _answer(200, book)
        if "marks" in self.faults:
            book["lent"] = not book.get("lent", False)
        else:
            del self.books[book["id"]]
        return Reply(204)


def _lax(key: str, value: Any) -> Any:
    """The value as a reader has it who takes texts for numbers."""
    whole = key in ("pages", "weight") and isinstance(value, str) and value.isdecimal()
    return int(value) if whole else value


def _is_book(body: Any) -> bool:
    if not isinstance(body, dict) or not {"title", "genre", "pages"} <= body.keys():
        return False
    if body.keys() - {"title", "genre", "pages", "weight", "lent"}:
        return False
    title, pages, weight = body["title"], body["pages"], body.get("weight", 0)
    return (
        isinstance(title, str)
        and 1 <= len(title) <= 60
        and body["genre"] in ("novel", "essay")
        and type(pages) is int
        and 1 <= pages <= 5000
        and type(weight) is int
        and weight >= 0
        and isinstance(body.get("lent", False), bool)
    )


def _answer(status: int, body: Any) -> Reply:
    return Reply(status, _JSON, json.dumps(body).encode())


def _refused(status: int) -> Reply:
    return _answer(status, {"why": str(status)})
