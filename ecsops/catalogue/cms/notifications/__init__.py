"""Event rules, their targets, contacts, and the events that CloudMonitor knows."""
