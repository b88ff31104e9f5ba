"""The whole shop: four services that only know each other's contracts."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from e2e.backends import SERVICES, Backend
from e2e.processes import Process, await_ready, eventually, free_ports, launched


@dataclass(frozen=True, slots=True)
class Shop:
    """Services that run, and the key that opens them."""

    services: Mapping[str, Process]
    key: str

    def url(self, name: str, version: str) -> str:
        """Where a version of a contract is served."""
        return f"{self.services[name].url}/{version}"

    def told(self, order_id: object) -> list[dict[str, Any]]:
        """What the customer was told about an order by now."""
        answer = httpx2.get(
            f"{self.url('notifications', 'v1')}/notifications",
            params={"orderId": str(order_id)},
            headers={"X-API-Key": self.key},
        )
        told: list[dict[str, Any]] = answer.raise_for_status().json()
        return told

    def told_at_last(self, order_id: object) -> list[dict[str, Any]]:
        """What the customer was told about an order, once that is something."""
        return eventually(lambda: self.told(order_id), bool, list(self.services.values()))

    def __str__(self) -> str:
        return "\n".join(map(str, self.services.values()))


@contextmanager
def opened(backend: Backend, folder: Path) -> Iterator[Shop]:
    """The shop, from when every service is ready until all have stopped."""
    key = secrets.token_hex(8)
    ports = dict(zip(SERVICES, free_ports(len(SERVICES)), strict=True))
    with ExitStack() as stack:
        services = {
            name: stack.enter_context(
                launched(name, ports[name], environment(name, ports, backend, key), folder)
            )
            for name in SERVICES
        }
        for process in services.values():
            await_ready(process)
        yield Shop(services, key)


def environment(
    name: str, ports: Mapping[str, int], backend: Backend, key: str
) -> Mapping[str, str]:
    """What a service is told: where to keep things, and where the others are."""
    return {
        "API_KEY": key,
        "DATABASE_URL": backend.databases[name],
        "BROKER_URL": backend.broker,
        "BROKER_PREFIX": backend.prefix,
        "INVENTORY_URL": f"http://127.0.0.1:{ports['inventory']}/v1",
        "INVENTORY_KEY": key,
        "PAYMENTS_URL": f"http://127.0.0.1:{ports['payments']}/v1",
        "PAYMENTS_KEY": key,
        "ORDERS_URL": f"http://127.0.0.1:{ports['orders']}/v2",
        "ORDERS_KEY": key,
    }
