"""Tasks that consist of several API calls: one module a topic."""
