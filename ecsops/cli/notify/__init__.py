"""`ecsops notify`: event notification."""
