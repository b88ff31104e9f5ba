"""Items of a list are allowed that were not before.

## What it says

`items` is gone, or was `false` and is not.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that read every item as what the baseline said: a `list[str]` with a number
  in it.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet other items.

## Example

```yaml
tags: {type: array, items: {type: string}}   # baseline
tags: {type: array}                          # candidate: [1] may arrive
```

## Instead

Keep this list as it is, and send items of other kinds in a second one.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
