"""Where the services keep their rows and send their messages while they are tested."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from kombu.connection import Connection
from kombu.entity import Exchange, Queue
from psycopg import sql

POSTGRESQL = "postgresql://postgres@127.0.0.1:5432"
RABBITMQ = "amqp://guest:guest@127.0.0.1:5672//"
SERVICES: tuple[str, ...] = ("orders", "inventory", "payments", "notifications")


@dataclass(frozen=True, slots=True)
class Backend:
    """A database for each service and a broker for all of them."""

    databases: Mapping[str, str]
    broker: str
    prefix: str = ""


@contextmanager
def embedded(folder: Path) -> Iterator[Backend]:
    """Files, as the services use by default."""
    databases = {name: f"sqlite:///{folder / name}.sqlite3" for name in SERVICES}
    yield Backend(databases, f"sqla+sqlite:///{folder / 'broker'}.sqlite3")


@contextmanager
def servers(folder: Path) -> Iterator[Backend]:
    """PostgreSQL and RabbitMQ on this machine: databases, a queue and an exchange that nobody else uses."""
    require_servers()
    prefix = f"test-{secrets.token_hex(4)}-"
    names = {service: f"{prefix}{service}" for service in SERVICES}
    try:
        for name in names.values():
            administer("create database {}", name)
        databases = {service: f"{POSTGRESQL}/{name}" for service, name in names.items()}
        yield Backend(databases, RABBITMQ, prefix)
    finally:
        for name in names.values():
            administer("drop database if exists {} with (force)", name)
        with Connection(RABBITMQ) as connection:
            Queue(f"{prefix}notifications.order-placed").bind(connection.default_channel).delete()
            Exchange(f"{prefix}shop").bind(connection.default_channel).delete()


BACKENDS = {"embedded": embedded, "servers": servers}


def administer(statement: LiteralString, name: str) -> None:
    """Runs a statement about a database from outside of it."""
    with psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def require_servers() -> None:
    """Skips where one of the servers is missing; where they must be there, fails."""
    if missing := (missing_postgresql() or missing_rabbitmq()):
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)


def missing_postgresql() -> str:
    """Why PostgreSQL cannot be used, or nothing."""
    try:
        psycopg.connect(f"{POSTGRESQL}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError as reason:
        return f"no PostgreSQL at {POSTGRESQL}: {reason}"
    return ""


def missing_rabbitmq() -> str:
    """Why RabbitMQ cannot be used, or nothing."""
    with Connection(RABBITMQ, connect_timeout=3) as connection:
        try:
            connection.connect()
        except (*connection.connection_errors, *connection.channel_errors) as reason:
            return f"no RabbitMQ at {RABBITMQ}: {reason}"
    return ""
