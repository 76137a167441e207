"""The serial console and the screen of instances."""
