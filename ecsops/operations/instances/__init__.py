"""Instances: select them and change their state."""
