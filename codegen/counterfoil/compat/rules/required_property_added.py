"""An object must have a property that the baseline does not know.

## What it says

The candidate declares a property and lists it in `required`; the baseline does neither.

## Who breaks

- Requests: every consumer: none of them sends it. With a `default` the provider can fill it in;
  that is the policy required-with-default.
- Answers: consumers only if their version forbids unknown properties; for the others it is one
  more thing to ignore.
- Messages: readers of the candidate, which miss it in every message of the baseline.

## Example

```yaml
required: [id, currency]         # candidate; the baseline: [id]
properties:
  id: {type: string}
  currency: {type: string}
```

## Instead

Add it as optional and fill in inside the provider what is missing (`EUR`, as before). Make it
required in the next major version, when nobody leaves it out any more.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
