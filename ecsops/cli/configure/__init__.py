"""`ecsops configure`: profiles."""
