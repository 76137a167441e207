"""Our own profiles: a file that is written whole and its owner alone reads; secrets elsewhere."""

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ecsops.config import (
    BACKENDS,
    ENDPOINT_VARIABLES,
    PROFILE_VARIABLES,
    REGION_VARIABLES,
    Profile,
    config_path,
    found_profile,
    home_of,
    read_config,
    vendor_path,
)
from ecsops.errors import TransportError
from ecsops.openapi import secrets
from ecsops.openapi.credentials import KEY_VARIABLES

SECRET_FIELDS = ("access_key_secret", "sts_token")
"""The fields that we store in the keyring; of the vendor's many, those of the modes we use."""

SHOWN_FIELDS = ("backend", "mode", "access_key_id", "region_id", "endpoint")
"""What is shown of a profile; the vendor's files hold other secrets, so the rest is not."""

MASK = "********"

VARIABLES = (
    "ECSOPS_BACKEND",
    *PROFILE_VARIABLES,
    *KEY_VARIABLES,
    *REGION_VARIABLES,
    *ENDPOINT_VARIABLES,
)
"""The variables that are shown where they are set: none holds a secret."""


class Value(NamedTuple):
    """One value, whose it is, and where it comes from."""

    profile: str
    current: bool
    name: str
    value: str
    origin: str

    def document(self) -> dict[str, Any]:
        """Return it as it is shown."""
        return {
            "Profile": self.profile,
            "Current": self.current,
            "Name": self.name,
            "Value": self.value,
            "From": self.origin,
        }


class Profiles:
    """The profiles of this user: those of our file can be changed, the vendor's are read."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        home = home_of(environment)
        self._environment = environment
        self._path = config_path(home)
        self._vendor_path = vendor_path(environment)

    @property
    def current(self) -> str:
        """The name of the profile that is used where none is named; nothing for the simulator."""
        return str(read_config(self._path).get("current", ""))

    def find(self, name: str) -> Profile:
        """Return the profile of that name. Raises TransportError when there is none."""
        found = found_profile([self._path, self._vendor_path], name)
        if found is None:
            raise TransportError(
                f"There is no profile {name}.", "`ecsops configure list` lists them."
            )
        return found

    def set(
        self, name: str, fields: Mapping[str, str], kept: Mapping[str, str], *, in_file: bool
    ) -> None:
        """Change fields of our profile of that name, or begin one; `kept` are its secrets.

        They go to the keyring, or `in_file` where the user asks for that.
        Raises TransportError where they cannot be stored; the profile is then as it was.
        """
        if (backend := fields.get("backend", BACKENDS[0])) not in BACKENDS:
            raise TransportError(
                f"There is no backend {backend}.", f"One of: {', '.join(BACKENDS)}."
            )
        config = read_config(self._path)
        profiles = {each["name"]: dict(each) for each in config.get("profiles", [])}
        profile = profiles.setdefault(name, {"name": name, "mode": "AK"})
        profile.update(fields)
        for field, secret in kept.items():
            profile.pop(field, None)
            if in_file:
                profile[field] = secret
            else:
                secrets.put(name, field, secret)
        self._write({**config, "profiles": list(profiles.values())})

    def use(self, name: str) -> None:
        """Let the profile count where none is named; no name means the simulator."""
        if name:
            self.find(name)
        config = read_config(self._path)
        self._write({"profiles": [], **config, "current": name})

    def delete(self, name: str) -> None:
        """Forget our profile and its secrets. Raises TransportError when it is not ours."""
        config = read_config(self._path)
        left = [each for each in config.get("profiles", []) if each["name"] != name]
        if len(left) == len(config.get("profiles", [])):
            self.find(name)
            raise TransportError(f"Profile {name} is in {self._vendor_path}, which is not ours.")
        for field in SECRET_FIELDS:
            secrets.delete(name, field)
        current = "" if config.get("current") == name else config.get("current", "")
        self._write({**config, "current": current, "profiles": left})

    def values(self) -> Iterator[Value]:
        """Yield every value, and where it comes from; of a secret only that it is there."""
        for variable in dict.fromkeys(VARIABLES):
            if value := self._environment.get(variable):
                yield Value("", True, variable, value, "environment")
        seen: set[str] = set()
        for path in (self._path, self._vendor_path):
            for profile in read_config(path).get("profiles", []):
                if profile["name"] not in seen:
                    yield from self._of(profile, path)
                seen.add(profile["name"])

    def _of(self, profile: Profile, path: str) -> Iterator[Value]:
        name, current = profile["name"], profile["name"] == self.current
        for field in SHOWN_FIELDS:
            if profile.get(field):
                yield Value(name, current, field, str(profile[field]), path)
        for field in SECRET_FIELDS:
            if profile.get(field):
                yield Value(name, current, field, MASK, path)
            elif path == self._path and secrets.get(name, field):
                yield Value(name, current, field, MASK, "keyring")

    def _write(self, config: Mapping[str, Any]) -> None:
        directory = os.path.dirname(self._path)
        os.makedirs(directory, mode=0o700, exist_ok=True)
        draft = f"{self._path}.{os.getpid()}.new"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump(config, file, indent="\t", ensure_ascii=False)
            file.write("\n")
        os.replace(draft, self._path)
