"""Cloud Assistant: scripts on many instances, and the agent."""
