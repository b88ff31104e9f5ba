"""What the models of the client cases' contract come down to."""

from typing import Any

from pydantic import BaseModel


class Part(BaseModel):
    name: str
    tags: list[str] = []


class Photo(BaseModel):
    image: bytes = b""
    title: str = ""
    notes: dict[str, Any] = {}
    tags: list[str] = []


class Problem(BaseModel):
    title: str = ""


class Change(BaseModel):
    data: str
    event: str | None = None
    id: str | None = None
