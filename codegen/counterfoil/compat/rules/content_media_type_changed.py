"""A text holds another kind of content than before.

## What it says

`contentMediaType` was added, removed or changed. Validators do not look into the text, so that no
value is refused; whoever opens it has the wrong reader at hand.

## Who breaks

- Requests: the provider, which reads what consumers sent as something else than it is.
- Answers: consumers, which read what arrives as what the baseline said it is.
- Messages: readers of the candidate that open messages of the baseline.

## Example

```yaml
label: {type: string, contentMediaType: image/png}         # baseline
label: {type: string, contentMediaType: application/pdf}   # candidate
```

## Instead

Add a property for the other kind of content (`label_pdf`), and deprecate the first one.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SEMANTIC, Severity.WARNING)
