"""Notifications: rules, targets and delivery."""
