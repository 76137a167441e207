"""The topics of `ecsops help TOPIC`: pages of the documentation, shown in the terminal."""

TOPICS = {
    "output": "Tables, JSON, columns and queries.",
    "errors": "Format of errors, and all exit codes.",
    "schedules": "Schedules: cron, rate and at.",
    "simulator": "The simulator: state, time, scope and faults.",
    "environment": "Profiles, credentials and environment variables, and their precedence.",
    "schema": "The commands as JSON, for programs.",
}
"""Each topic with its help line; its page is in docs/reference."""
