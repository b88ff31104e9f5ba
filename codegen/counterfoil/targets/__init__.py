"""Whom the generated suites talk to: stubs, something at a URL, or a process; and events for handlers."""
