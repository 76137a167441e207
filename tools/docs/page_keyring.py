"""A keyring for pages and tests: an open file in the user's home."""

import json
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class PageKeyring(KeyringBackend):
    """Keeps secrets in `~/.keyring.json`, so that no page and no test finds the user's own."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret, or None."""
        return held().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        path().write_text(json.dumps({**held(), f"{service}/{username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret. Raises PasswordDeleteError when there is none."""
        left = held()
        if left.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError
        path().write_text(json.dumps(left))


def path() -> Path:
    """Return the file."""
    return Path.home() / ".keyring.json"


def held() -> dict[str, str]:
    """Return all secrets."""
    secrets: dict[str, str] = json.loads(path().read_text()) if path().exists() else {}
    return secrets
