"""What `ecsops help TOPIC` explains: pages of the documentation, as a terminal shows them."""

TOPICS = {
    "output": "Tables, JSON, columns and queries.",
    "errors": "What an error looks like, and every exit status.",
    "schedules": "When a script runs again: cron, rate and at.",
    "simulator": "The account that commands run against unless told otherwise.",
    "environment": "Profiles, credentials and environment variables, and which of them count.",
    "schema": "The commands as JSON, for programs.",
}
"""Each topic with its line in the help; it has a page in docs/reference."""
