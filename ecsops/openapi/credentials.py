"""Who signs: the first found of a profile that is named, the environment, and the current profile.

Modes of a profile are those of the vendor's CLI; AK and StsToken are read here. No text of this
module ever holds a secret: what is shown of credentials is their AccessKeyId and their source.
"""

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from ecsops.config import Settings
from ecsops.errors import TransportError
from ecsops.openapi import secrets

KEY_VARIABLES = (
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    "ALIBABACLOUD_ACCESS_KEY_ID",
    "ALICLOUD_ACCESS_KEY_ID",
)
"""The vendor's variables, first found; the secret and the token have the same three prefixes."""

HINT = (
    "`ecsops configure` stores an access key, or set ALIBABA_CLOUD_ACCESS_KEY_ID and "
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET. `--backend simulator` needs none."
)


class Credentials(NamedTuple):
    """An access key, and a token where it is a temporary one."""

    access_key_id: str
    access_key_secret: str
    security_token: str
    source: str

    def __repr__(self) -> str:
        return f"Credentials({self.access_key_id}, {self.source})"


def find(settings: Settings, environment: Mapping[str, str] = os.environ) -> Credentials:
    """Return the credentials of these settings. Raises TransportError when there are none."""
    if settings.profile and settings.profile_is_named:
        return of_profile(settings.profile)
    found = of_environment(environment)
    if found is None and settings.profile:
        found = of_profile(settings.profile)
    if found is None:
        raise TransportError("There are no credentials for the real service.", HINT)
    return found


def of_environment(environment: Mapping[str, str]) -> Credentials | None:
    """Return the environment's credentials, or None. Raises TransportError for half of them."""
    variable = next((name for name in KEY_VARIABLES if environment.get(name)), None)
    if variable is None:
        return None
    prefix = variable.removesuffix("ACCESS_KEY_ID")
    secret = environment.get(f"{prefix}ACCESS_KEY_SECRET")
    if not secret:
        raise TransportError(f"{variable} is set, but {prefix}ACCESS_KEY_SECRET is not.")
    token = environment.get(f"{prefix}SECURITY_TOKEN", "")
    return Credentials(environment[variable], secret, token, f"environment {variable}")


def of_profile(profile: Mapping[str, Any]) -> Credentials:
    """Return the credentials of a profile. Raises TransportError when it has none of its mode."""
    name, mode = profile["name"], str(profile.get("mode") or "AK")
    if mode.lower() not in ("ak", "ststoken"):
        raise TransportError(
            f"Profile {name} has the mode {mode}, which this version cannot use.",
            "Profiles of the modes AK and StsToken are read; or set the environment variables "
            "of a key that the vendor's CLI gives you.",
        )
    wanted = ["access_key_secret"] + (["sts_token"] if mode.lower() == "ststoken" else [])
    held = {field: profile.get(field) or secrets.get(name, field) for field in wanted}
    absent = [field for field in wanted if not held[field]]
    if not profile.get("access_key_id") or absent:
        absent = absent or ["access_key_id"]
        raise TransportError(f"Profile {name} has no {' and no '.join(absent)}.", HINT)
    return Credentials(
        str(profile["access_key_id"]),
        str(held["access_key_secret"]),
        str(held.get("sts_token") or ""),
        f"profile {name}",
    )
