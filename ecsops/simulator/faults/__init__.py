"""Faults that the user adds."""
