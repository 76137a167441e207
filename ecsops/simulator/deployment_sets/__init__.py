"""Deployment sets and their members."""
