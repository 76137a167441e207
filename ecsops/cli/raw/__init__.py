"""`ecsops ecs` and `ecsops cms`: raw calls."""
