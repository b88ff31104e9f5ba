"""A property now tells which alternative a value is.

## What it says

`discriminator` is new. It changes no value that is valid, but the code that is compiled from it:
the alternative is chosen by the property, not by trying.

## Who breaks

- Requests: generated servers choose by the property: consumers whose value meets an alternative
  other than the one it names are refused.
- Answers: generated clients choose by the property, once compiled anew; those of the baseline go
  on trying.
- Messages: generated readers of the candidate, as generated servers.

## Example

```yaml
oneOf: [{$ref: "#/components/schemas/Card"}, {$ref: "#/components/schemas/Transfer"}]
discriminator: {propertyName: kind}   # candidate
```

## Instead

Let every alternative require the property with a `const` of its own first. Then the discriminator
says only what the schemas say already, and nobody notices.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SOURCE, Severity.NOTE)
