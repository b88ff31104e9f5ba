"""An `operationId` cannot be a function's name.

## What it says

The `operationId` starts with a digit, is a word that Python keeps for itself, or holds characters
other than letters, digits and the usual separators (`_ - . /` and blanks).

## Who breaks

Readers: the generated function has a name that is not in the contract, so nobody finds one from
the other.

## Example

```yaml
get: {operationId: import}
put: {operationId: "2fa:enable!"}
```

## Instead

```yaml
get: {operationId: importOrders}
put: {operationId: enableTwoFactor}
```
"""

import re
from collections.abc import Iterator

from counterfoil.engine.naming import identifier, words
from counterfoil.engine.rules import rule
from counterfoil.lint.operations import every
from counterfoil.model import Bundle, Finding, Severity

_SEPARATED = re.compile(r"[^\W_][\w ./-]*")


@rule(Severity.WARNING)
def operation_id_unusable(bundle: Bundle) -> Iterator[Finding]:
    for operation in every(bundle.api):
        if operation.author_id and not _usable(operation.author_id):
            yield Finding(
                rule="operation-id-unusable",
                message=f"{bundle.contract.title} {operation.title} has the operationId"
                f" `{operation.author_id}`, which generated code cannot use as a name; it says"
                f" `{operation.name}`",
                at=(operation.place / "operationId").at,
                subject=operation.title,
                witness=operation.author_id,
                fix="Begin with a letter, use letters, digits and `_`, and avoid Python's own words.",
            )


def _usable(name: str) -> bool:
    plain = "_".join(words(name)).lower()
    return _SEPARATED.fullmatch(name) is not None and identifier(name) == plain
