"""Networks of instances."""
