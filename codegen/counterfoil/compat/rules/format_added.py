"""A text or a number must keep to a format, and did not have to before.

## What it says

The candidate has a `format` and the baseline had none. Formats that are known are asserted here,
as validators of requests and answers do; one that nobody knows forbids nothing.

## Who breaks

- Requests: consumers that send values outside the format.
- Answers: nobody: values of the format are among those that they were prepared for. A generated
  client has another type for it, though (`date` in place of `str`).
- Messages: readers of the candidate that meet other values in messages of the baseline.

## Example

```yaml
due: {type: string}                 # baseline: "tomorrow" is valid
due: {type: string, format: date}   # candidate: it is not
```

## Instead

Add a second property with the format, take either of the two in requests, and deprecate the first
one.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
