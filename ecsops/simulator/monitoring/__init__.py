"""Metrics, computed from what instances went through, and alarm rules."""
