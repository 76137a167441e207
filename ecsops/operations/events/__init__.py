"""System events: list, watch, explain and answer them."""
