"""A value that is left out means something else than before.

## What it says

`default` differs. It changes no value that is valid, but what the same request does.

## Who breaks

- Requests: consumers that leave the value out: they get the other behaviour without having
  changed a line.
- Answers: consumers that fill in the default of the baseline for what the provider leaves out
  with the other one in mind.
- Messages: readers of the candidate, for messages of the baseline that leave it out.

## Example

```yaml
order: {type: string, default: newest}   # baseline
order: {type: string, default: price}    # candidate
```

## Instead

Keep the default, and let consumers ask for the other value. Change it in the next major version.
In answers send the value always, rather than leave it to a default.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SEMANTIC, Severity.WARNING)
