"""A link of the contract, or the Location of what was created, leads to nothing.

## What it says

The contract links a response to an operation, the parameters of the link were taken from an answer,
and following it answers 404 or 410. The same is said of a `Location` whose target answers so, while
what was created can be read where the contract has it.

## Who breaks

Consumers that follow links instead of making up addresses.

## Example

```yaml
links:
  payment: {operationId: getPayment, parameters: {paymentId: "$response.body#/paymentId"}}
```

```http
GET /payments/9

404 Not Found
```

## Instead

Answer with an id that exists where the link points, or correct the link's parameters. Build a
`Location` from the path under which the service is really mounted.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
