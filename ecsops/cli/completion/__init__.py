"""`ecsops completion`: tab completion."""
