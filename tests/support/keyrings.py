"""Keyrings for tests: one in memory, and one that fails."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class Drawer(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError


class Failing(KeyringBackend):
    """A keyring whose every act ends with an error; the secret stands in its text."""

    priority = 1

    def __init__(self, error: type[Exception]) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error(password)

    def delete_password(self, service: str, username: str) -> None:
        raise self.error(username)


@contextmanager
def using(backend: KeyringBackend) -> Iterator[None]:
    """Let the program find this keyring while the block runs."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield
    finally:
        keyring.set_keyring(before)


def new_user(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Let the program run for a user who has nothing of the vendor's."""
    monkeypatch.setenv("HOME", str(home))
    for name in [name for name in os.environ if name.startswith(("ALIBABA", "ALICLOUD"))]:
        monkeypatch.delenv(name)
