"""Metrics, charts, alarm rules and health."""
