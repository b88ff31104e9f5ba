"""More than 100 schemas describe one value.

## What it says

A schema refers to a second one for the value that it describes, the second to a third, and so on, by `$ref`, `allOf`,
`oneOf` or `anyOf`, more than 100 times. No contract written for people does, and tools that read it recursively would
crash. The schema at which the chain became too long is taken for one that allows every value.

A recursive schema is something else and welcome: there, a property or an item stands between one reference and the next.

## Who breaks

Whoever reads the contract with a tool that has no such limit.

## Example

```yaml
Order1: {allOf: [{$ref: "#/components/schemas/Order2"}, {properties: {id: {type: string}}}]}
Order2: {allOf: [{$ref: "#/components/schemas/Order3"}, {properties: {state: {type: string}}}]}
# … and so on, to Order101
```

## Instead

Write what belongs together in one schema, or list all parts in one `allOf`.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
