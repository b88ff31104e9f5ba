"""What a provider is held to while something that it relies on fails."""

MARGIN = 0.25
"""Seconds beyond a deadline that are held against the machine, not the provider."""
ABOVE = 1.0
"""Seconds by which a dependency is later than the latest deadline of whoever waits for it."""
ATTEMPTS = 5
"""So often one request of a dependency may be sent, the first time included."""
STORM = 0.1
"""Seconds in which no more than three attempts are made: without pauses they help nobody."""
IN_A_STORM = 3
RETRY_AFTER = 1
"""Seconds that a dependency asks to be left alone."""
EARLY = 0.15
"""Seconds by which whoever was asked to wait may be early: clocks and wires are not exact."""
BLOCKED = 0.5
"""Seconds that a bystander may take, whatever somebody else waits for; more where it is slow anyway."""
SLOWER = 10
"""A bystander is held up where it takes this many times as long as it does otherwise."""
RECOVERY = 10.0
"""Seconds after a fault within which an operation is accepted again: a circuit breaker has time to close."""
TRIALS = 240
"""Faults of one operation of a dependency that are tried in one run."""
LEAKED = 507
"""A status that no provider chooses by itself."""
