"""The marks by which a state file is known as one of ours."""

FORMAT = 5
"""The format of the state file, raised with each change of tables: see `migrations`.

A file of a higher one is left alone.
"""

APPLICATION_ID = 0x65637331
"""Marks a SQLite file as ours (the letters ecs1)."""
