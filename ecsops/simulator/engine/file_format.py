"""The marks by which a state file is known as one of ours."""

FORMAT = 1
"""The format of the state file; a file of a higher one is left alone."""

APPLICATION_ID = 0x65637331
"""Marks a SQLite file as ours (the letters ecs1)."""
