"""A file of expectations belongs to nobody who consumes the contract.

## What it says

`consumer` is the name of a folder in `services/`, and of the file itself. Here there is no such folder, or the
file has another name, or the service does not list the contract under `consumes`. Where a monorepo has
no `services/` at all, its consumers live elsewhere, and only the name of the file counts.

## Who breaks

The provider: it is held to what nobody relies on; or the consumer, whose table of consumed contracts, and
thereby its stubs, lack one.

## Example

`contracts/orders/v1/expectations/chekout.yaml`, and a service `services/checkout/`:

```yaml
consumer: chekout
```

## Instead

`contracts/orders/v1/expectations/checkout.yaml`:

```yaml
consumer: checkout
```

and in `services/checkout/pyproject.toml`

```toml
[tool.counterfoil.service]
consumes = ["orders/v1"]
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
