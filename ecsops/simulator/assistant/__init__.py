"""Cloud Assistant: commands, invocations, agents."""
