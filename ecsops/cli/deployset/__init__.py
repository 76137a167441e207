"""`ecsops deployset`: deployment sets."""
