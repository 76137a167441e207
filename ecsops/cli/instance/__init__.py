"""`ecsops instance`: instances."""
