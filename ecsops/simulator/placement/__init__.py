"""Hosts, and which instance runs on which."""
