"""Topics of `ecsops help TOPIC`: documentation pages formatted for the terminal."""

TOPICS = {
    "output": "Tables, JSON, columns and queries.",
    "errors": "Format of errors, and all exit codes.",
    "schedules": "Schedules: cron, rate and at.",
    "simulator": "Choose the account that commands use by default",
    "environment": "Profiles, credentials and environment variables, and their precedence.",
    "schema": "The commands as JSON, for programs.",
}
"""Each topic with its line in the help; it has a page in docs/reference."""
