"""A server URL has no host.

## What it says

`servers` holds a URL that only has a path, so it means something only to who downloaded the
contract from that server.

## Who breaks

Consumers: their client has no address to call until they pass one themselves.

## Example

```yaml
servers: [{url: /api/v1}]
```

## Instead

```yaml
servers: [{url: "https://orders.example.com/api/v1"}]
```
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from counterfoil.engine.rules import rule
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.NOTE)
def server_url_relative(bundle: Bundle) -> Iterator[Finding]:
    api = bundle.api
    holders = [(bundle.contract.title, api.servers, api.place)]
    for operation in api.operations:
        if operation.servers != api.servers:
            title = f"{bundle.contract.title} {operation.title}"
            holders.append((title, operation.servers, operation.place))
    for title, servers, place in holders:
        for index, url in enumerate(servers):
            if not _absolute(url):
                yield Finding(
                    rule="server-url-relative",
                    message=f"{title} has the server `{url}`, which has no host",
                    at=(place / "servers" / index / "url").at,
                    subject=url,
                    witness=url,
                    fix="Write the whole URL, with https:// and a host.",
                )


def _absolute(url: str) -> bool:
    # A URL that begins with a variable, such as {scheme}://…, gets its scheme from there.
    return url.startswith("{") or bool(urlsplit(url).scheme and "//" in url)
