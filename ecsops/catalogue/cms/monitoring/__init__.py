"""Metrics and alarm rules."""
