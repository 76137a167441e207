"""`ecsops monitor`: metrics and health."""
