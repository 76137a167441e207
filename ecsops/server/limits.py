"""Bounds of the served simulator, so that no client can stop it. All of it is our own choice."""

REQUEST_BYTES = 1024 * 1024
"""The longest request, line and headers and body; scripts and files have at most 32 KB."""

REQUEST_S = 30.0
"""How long a request may take to arrive, and a connection may stay without its first one.

A client that reads nothing of its answers has as long.
"""

PIPELINED = 16
"""Requests of a connection that may wait while an earlier one is answered."""

IDLE_S = 60
"""How long a connection may rest between two requests."""

CONNECTIONS = 500
"""How many there are at a time; one more closes the one that has waited for its client longest."""

HANDSHAKES = 500
"""Connections that agree on TLS at a time; for one more, the oldest of them is closed."""

ACCEPTED_AT_ONCE = 50
"""Connections that are taken before any of them is looked at."""

FILES = CONNECTIONS + HANDSHAKES + 5 * ACCEPTED_AT_ONCE + 100
"""Files that may be open at once: connections, those being taken and closed, and our own."""

BACKLOG = 2048
"""Connections that may wait to be taken."""

PARAMETERS = 5000
"""Parameters of a call: the longest lists have 100 items of a few parts."""

STOP_S = 10
"""How long requests that are under way may take to end after SIGTERM."""

NONCES = 100_000
"""Nonces that are remembered; if more come within the window, the oldest are forgotten."""

CLOCK_SKEW_S = 15 * 60
"""How far a request's time may be from ours (the pages on signatures: 15 minutes)."""

TICK_S = 0.5
"""Interval for due entries and notifications while no calls arrive."""

SEND_BYTES = 256 * 1024
"""Bytes of unread responses per connection: a page goes out in one piece."""

RECEIVE_BYTES = 64 * 1024
"""Bytes received at a time."""

LARGE_BYTES = 1024 * 1024
"""Memory up to this size stays ours when it is freed: a page of 50 takes three times 150 KB."""
