"""How faults are written, for --help and for whoever wrote one that nobody can read."""

GRAMMAR = """\
[CONTRACT] [OPERATION]: FAULT [, N times] [, N%]
  CONTRACT   such as orders/v2; left out: every contract
  OPERATION  an operationId, or a method and a path; left out, with its colon: every operation
  FAULT      latency 200ms      the reply comes late; `latency 100ms-2s` draws the time
             dribble 5s         the body comes in small pieces, over that time
             hang               no answer, and the connection stays open
             reset              a TCP reset in place of an answer
             empty              the connection is closed without a byte
             truncate           the connection is closed in the middle of the body
             garbage            random bytes in place of an answer
             malformed-json     a body that says it is JSON, and is not
             wrong-type         a media type that the contract does not have
             violate            a body that breaks the schema, in another way each time
             status 503         that status, before the request has any effect; 429 and 503 have
                                Retry-After: 1, and `status 429 retry-after 5` another
             unknown-fields     a property more in each object
             unknown-members    enumerated values that the contract does not list
             optionals-absent   only what the contract requires
             nulls              null wherever it is allowed
  N times    as often as that, then never again
  N%         by chance, the same for the same --seed"""
