"""Event rules, targets, contacts, and received events."""
