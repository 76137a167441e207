"""`ecsops events`: system events."""
