"""The name under which completion scripts that are already installed import the helper."""

from completion_values import main  # type: ignore[import-not-found]

__all__ = ["main"]
