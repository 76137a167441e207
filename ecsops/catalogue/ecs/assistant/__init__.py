"""Cloud Assistant: commands, invocations and the agent."""
