"""Saving an account into one file, and restoring it from there."""
