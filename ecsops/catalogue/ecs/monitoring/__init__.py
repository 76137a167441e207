"""Built-in monitoring data."""
