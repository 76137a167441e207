"""Tags of resources."""
