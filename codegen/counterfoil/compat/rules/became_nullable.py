"""A value may be null, and could not before.

## What it says

`null` joined the types: `nullable: true`, `type: [string, "null"]`, or an alternative that is
`null`.

## Who breaks

- Requests: nobody: consumers need not send null.
- Answers: consumers that read the value without asking whether it is null; in most languages that
  is a crash far from where it was parsed.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet null.

## Example

```yaml
shipped_at: {type: string, format: date-time}             # baseline
shipped_at: {type: [string, "null"], format: date-time}   # candidate
```

## Instead

Leave an optional property out where there is no value: consumers are prepared for that. If it is
required, add an optional property beside it, and keep a meaningful value in the first one until
the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
