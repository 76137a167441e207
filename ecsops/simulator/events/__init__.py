"""System events: their states, execution and answers."""
