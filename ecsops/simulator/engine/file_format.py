"""The marks by which a state file is known as one of ours."""

FORMAT = 6
"""The format of the state file, raised with each change of tables: see `migrations`.

A file of a higher one is left alone.
"""

APPLICATION_ID = 0x65637331
"""Marks a SQLite file as ours (the letters ecs1)."""

SCHEMA_DIGESTS = {6: "506ba433068e66c2"}
"""By format: the digest of the statements that make its tables.

A change of tables needs the next FORMAT, a migration, and its digest here; a test compares.
"""
