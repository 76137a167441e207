"""Deployment sets, and launches into them."""
