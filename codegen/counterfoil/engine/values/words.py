"""Words and amounts that people would expect of a property, by its name."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

PLAIN = ("amber", "birch", "cedar", "dawn", "ember", "fjord", "grove", "harbor")
"""Where a name tells nothing."""

_TEXTS: Mapping[str, tuple[str, ...]] = {
    "email mail": ("ada@example.com", "grace@example.org", "alan@example.net"),
    "firstname given forename": ("Ada", "Grace", "Alan", "Edsger"),
    "lastname surname family": ("Lovelace", "Hopper", "Turing", "Dijkstra"),
    "username login user nickname handle": ("ada", "grace", "alan", "edsger"),
    "name fullname author owner customer": ("Ada Lovelace", "Grace Hopper", "Alan Turing"),
    "title subject headline label": ("A first draft", "Notes on the engine", "Harbor lights"),
    "description summary text body content message comment note detail details reason": (
        "As discussed on Friday.",
        "Three copies, please.",
        "Nothing out of the ordinary.",
    ),
    "phone mobile telephone fax": ("+4915112345678", "+12025550143", "+442079460958"),
    "street address line": ("1 Harbor Street", "22 Mill Lane", "7 Birch Avenue"),
    "city town locality": ("Lisbon", "Bergen", "Kyoto"),
    "state region province": ("Bavaria", "Oregon", "Hokkaido"),
    "country": ("DE", "FR", "JP"),
    "postcode postal zip zipcode": ("10115", "75001", "04109"),
    "currency": ("EUR", "USD", "JPY"),
    "language locale lang": ("en", "de", "fr"),
    "timezone tz": ("Europe/Berlin", "UTC", "Asia/Tokyo"),
    "url uri href link website homepage callback": (
        "https://example.com/a",
        "https://example.com/b",
        "https://example.org/c",
    ),
    "color colour": ("#336699", "#ffcc00", "#20b2aa"),
    "version": ("1.0.0", "1.4.2", "2.1.0"),
    "date day birthday": ("2024-05-17", "2024-06-03", "2024-09-30"),
    "token key secret password": ("correct-Horse7battery", "Tr0ub4dor-and-3"),
    "sku barcode article": ("SKU-1042", "SKU-2077", "SKU-3100"),
    "code": ("A1", "B2", "C3"),
    "type kind category tag": ("standard", "express", "gift"),
    "status phase": ("active", "pending", "closed"),
    "path file filename": ("notes/first.txt", "notes/second.txt"),
    "hash sha digest checksum": ("9f86d081884c7d65", "2c26b46b68ffc68f"),
    "ip": ("192.0.2.10", "192.0.2.77"),
    "host hostname domain": ("www.example.com", "api.example.org"),
}
_AMOUNTS: Mapping[str, tuple[float, ...]] = {
    "quantity count amount number num": (2, 1, 3, 5),
    "price total cost fee tax sum subtotal": (19.99, 4.5, 120, 7.25),
    "age": (36, 28, 51),
    "year": (2024, 2021, 1999),
    "month": (5, 11, 2),
    "day": (17, 3, 28),
    "hour": (10, 18, 7),
    "minute second minutes seconds": (30, 15, 45),
    "page": (1, 2, 3),
    "limit size pagesize per": (20, 50, 10),
    "offset skip start": (0, 20, 40),
    "latitude lat": (52.52, 38.72, 35.01),
    "longitude lng lon long": (13.4, -9.14, 135.77),
    "port": (8080, 443, 5432),
    "percent percentage rate ratio": (12.5, 50, 7),
    "rating score stars": (4, 5, 3),
    "width height length depth": (120, 80, 45),
    "weight mass": (1.5, 0.75, 12),
    "status code": (200, 404, 201),
    "timestamp created updated expires": (1715941800, 1717405200, 1727690400),
}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


@lru_cache(maxsize=4096)
def texts(name: str) -> tuple[str, ...]:
    """Texts for a property, the likeliest first.

    >>> texts("billing_city"), texts("x")
    (('Lisbon', 'Bergen', 'Kyoto'), ('amber', 'birch', 'cedar', 'dawn', 'ember', 'fjord', 'grove', 'harbor'))
    """
    return _found(name, _BY_WORD) or PLAIN


@lru_cache(maxsize=4096)
def amounts(name: str) -> tuple[float, ...]:
    """Numbers for a property, the likeliest first."""
    return _found(name, _BY_AMOUNT) or (7, 42, 3, 12.5, 100)


def _found(name: str, table: Mapping[str, tuple[T, ...]]) -> tuple[T, ...]:
    words = [each.lower() for each in _WORD.findall(name)]
    whole = "".join(words)
    # The last word is the noun: `customer_email` is an email.
    for word in (whole, *reversed(words)):
        for form in (word, word.removesuffix("s")):
            if form in table:
                return table[form]
    return ()


_BY_WORD = {word: texts for words, texts in _TEXTS.items() for word in words.split()}
_BY_AMOUNT = {word: found for words, found in _AMOUNTS.items() for word in words.split()}
