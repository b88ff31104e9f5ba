"""A text may be shorter than before.

## What it says

`minLength` is smaller in the candidate, or it is gone.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that rely on the length: who takes the first character of a text that may now
  be empty.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet shorter texts.

## Example

```yaml
name: {type: string, minLength: 1}   # baseline
name: {type: string}                 # candidate: "" may arrive
```

## Instead

Leave the property out where there is nothing to say, if it is optional. Otherwise keep to the
length of the baseline, and add a property for what is shorter.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
