"""No property tells any more which alternative a value is.

## What it says

`discriminator` is gone. It changes no value that is valid, but the code that is compiled from it
tries the alternatives in turn.

## Who breaks

- Requests: nobody is refused; what meets two alternatives may be read as the other one.
- Answers: consumers that choose by the property, where the provider stops sending it, or sends
  other values in it.
- Messages: readers of the baseline, as consumers of answers.

## Example

```yaml
oneOf: [{$ref: "#/components/schemas/Card"}, {$ref: "#/components/schemas/Transfer"}]
discriminator: {propertyName: kind}   # baseline
```

## Instead

Keep the property required with a `const` in each alternative: then they can still be told apart.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SOURCE, Severity.WARNING)
