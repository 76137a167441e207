"""Modules that all commands share: options, session, errors, terminal."""
