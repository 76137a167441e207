"""Our own profiles: a file that is written whole and its owner alone reads; secrets elsewhere."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from gettext import gettext as _
from tempfile import mkstemp
from typing import Any

from ecsops.config import (
    BACKENDS,
    Profile,
    config_path,
    existing_profile,
    home_of,
    read_config,
    vendor_path,
)
from ecsops.errors import TransportError
from ecsops.openapi import secrets
from ecsops.openapi.access_key import SECRET_FIELDS, absent_fields, with_secrets
from ecsops.openapi.modes import mode_of


class Profiles:
    """The profiles of this user: those of our file can be changed, the vendor's are read."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self.path = config_path(home_of(environment))
        self.vendor_path = vendor_path(environment)

    @property
    def current(self) -> str:
        """The name of the profile that is used where none is named; nothing for the simulator."""
        return str(read_config(self.path).get("current", ""))

    def find(self, name: str) -> Profile:
        """Return the profile of that name. Raises TransportError when there is none."""
        return existing_profile([self.path, self.vendor_path], name)

    def own(self, name: str) -> Profile | None:
        """Return our profile of that name, or None."""
        profiles = read_config(self.path).get("profiles", [])
        return next((each for each in profiles if each["name"] == name), None)

    def absent(self, name: str) -> list[str]:
        """Return the fields that our profile of that name still needs."""
        profile = self.own(name)
        if profile is None:
            return []
        return absent_fields(with_secrets(profile))

    def set(
        self, name: str, fields: Mapping[str, str], kept: Mapping[str, str], *, in_file: bool
    ) -> None:
        """Change fields of our profile of that name, or begin one; `kept` are its secrets.

        They go to the keyring, or `in_file` where the user asks for that. An empty value takes a
        field away. Raises NoKeyring where they cannot be stored, TransportError where the file
        cannot be written, or for a backend or a mode that there is not; the profile is then as it
        was.
        """
        if (backend := fields.get("backend", BACKENDS[0])) not in BACKENDS:
            raise TransportError(
                _("No such backend: {name}.").format(name=backend),
                _("Use one of: {names}.").format(names=", ".join(BACKENDS)),
            )
        with self._changing() as config:
            profiles = {each["name"]: each for each in config["profiles"]}
            if name not in profiles:
                profiles[name] = {"name": name}
                config["profiles"].append(profiles[name])
            profile = profiles[name]
            profile.update(fields, mode=mode_of({**profile, **fields, **kept}).name)
            for field in [field for field, value in profile.items() if value == ""]:
                del profile[field]
            keep(profile, kept, in_file=in_file)

    def use(self, name: str) -> None:
        """Make the profile the default; no name means the simulator."""
        if name:
            self.find(name)
        with self._changing() as config:
            config["current"] = name

    def delete(self, name: str) -> None:
        """Forget our profile and its secrets. Raises TransportError when it is not ours."""
        if self.own(name) is None:
            self.find(name)
            raise TransportError(
                _("Profile {name} is in {path}, which ecsops does not change.").format(
                    name=name, path=self.vendor_path
                )
            )
        with self._changing() as config:
            config["profiles"] = [each for each in config["profiles"] if each["name"] != name]
            if config.get("current") == name:
                config["current"] = ""
            for field in SECRET_FIELDS:
                secrets.delete(name, field)

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Any]]:
        """Give what our file holds, and write it as it is afterwards, whole or not at all.

        Two processes change it one after the other. Raises TransportError where it cannot be
        read or written; that is known before the block begins.
        """
        # Who has a link there keeps it.
        path = os.path.realpath(self.path)
        directory = os.path.dirname(path)
        draft = ""
        try:
            os.makedirs(directory, mode=0o700, exist_ok=True)
            with locked(directory):
                descriptor, draft = mkstemp(dir=directory, prefix=f"{os.path.basename(path)}.")
                with open(descriptor, "w", encoding="utf-8") as file:
                    config = {"profiles": [], **read_config(path)}
                    yield config
                    json.dump(config, file, indent="\t", ensure_ascii=False)
                    file.write("\n")
                    file.flush()
                    os.fsync(descriptor)
                os.replace(draft, path)
        except OSError as error:
            raise TransportError(
                _("Cannot write {path}: {reason}.").format(path=path, reason=error.strerror)
            ) from None
        finally:
            with suppress(OSError):
                os.unlink(draft)


@contextmanager
def locked(directory: str) -> Iterator[None]:
    """Hold the directory while the block runs; who else asks for it waits."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def keep(profile: dict[str, Any], kept: Mapping[str, str], *, in_file: bool) -> None:
    """Store secrets of a profile in the keyring, or in the profile and no longer in the keyring."""
    for field, secret in kept.items():
        profile.pop(field, None)
        if in_file:
            profile[field] = secret
            with suppress(TransportError):
                secrets.delete(profile["name"], field)
        else:
            secrets.put(profile["name"], field, secret)
