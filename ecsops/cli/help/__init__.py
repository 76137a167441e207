"""`ecsops help` and `ecsops schema`."""
