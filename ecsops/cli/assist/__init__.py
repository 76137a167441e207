"""`ecsops assist`: Cloud Assistant."""
