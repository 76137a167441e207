"""What `ecsops help TOPIC` explains: pages of the documentation, as a terminal shows them."""

TOPICS = {
    "output": "Tables, JSON, columns and queries.",
    "errors": "Format of errors, and all exit codes.",
    "schedules": "Schedules: cron, rate and at.",
    "simulator": "Choose the account that commands use by default",
    "environment": "Profiles, credentials and environment variables, and their precedence.",
    "schema": "The commands as JSON, for programs.",
}
"""Each topic with its line in the help; it has a page in docs/reference."""
