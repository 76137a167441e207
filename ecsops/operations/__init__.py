"""What ecsops does with several calls of the API: one module a topic."""
