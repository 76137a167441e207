"""How scripts run: the sandbox, its runner, and the built-in fake shell."""
