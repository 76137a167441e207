"""Settings and their sources: the values of profiles and of the environment, without secrets."""

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ecsops.config import (
    ENDPOINT_VARIABLES,
    PROFILE_VARIABLES,
    REGION_VARIABLES,
    TIMES_VARIABLE,
    Profile,
    read_config,
)
from ecsops.errors import TransportError
from ecsops.openapi import secrets
from ecsops.openapi.access_key import SECRET_FIELDS
from ecsops.openapi.credentials import (
    KEY_VARIABLES,
    MORE_VARIABLES,
    TEMPORARY_VARIABLES,
    URI_VARIABLE,
)
from ecsops.openapi.modes import mode_of
from ecsops.openapi.profiles import Profiles

SHOWN_FIELDS = (
    "backend",
    "mode",
    "access_key_id",
    "source_profile",
    "ram_role_name",
    "ram_role_arn",
    "ram_session_name",
    "external_id",
    "expired_seconds",
    "oidc_provider_arn",
    "oidc_token_file",
    "sts_region",
    "sts_endpoint",
    "cloud_sso_sign_in_url",
    "cloud_sso_account_id",
    "cloud_sso_access_config",
    "oauth_site_type",
    "region_id",
    "endpoint",
    "language",
    "times",
)
"""Fields of a profile that are shown unchanged."""

MASKED_FIELDS = (
    *SECRET_FIELDS,
    "credentials_uri",
    "process_command",
    "access_token",
    "oauth_access_token",
    "oauth_refresh_token",
    "private_key",
    "bearer_token",
)
"""Of these it is shown that they are there; a URI and a command may have secrets in them."""

MASK = "********"

VARIABLES = (
    "ECSOPS_BACKEND",
    *PROFILE_VARIABLES,
    *KEY_VARIABLES,
    *(name for names in TEMPORARY_VARIABLES for name in names),
    *MORE_VARIABLES,
    *REGION_VARIABLES,
    *ENDPOINT_VARIABLES,
    TIMES_VARIABLE,
)
"""The variables that are shown where they are set: none but a URI may hold a secret."""


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


def values(environment: Mapping[str, str] = os.environ) -> Iterator[Value]:
    """Yield every value, and where it comes from; of a secret only that it is there."""
    for variable in dict.fromkeys(VARIABLES):
        if value := environment.get(variable):
            shown = MASK if variable == URI_VARIABLE else value
            yield Value("", True, variable, shown, "environment")
    profiles = Profiles(environment)
    seen: set[str] = set()
    for path in (profiles.path, profiles.vendor_path):
        for profile in read_config(path).get("profiles", []):
            if profile["name"] not in seen:
                current = profile["name"] == profiles.current
                ours = path == profiles.path
                yield from values_of(profile, path, current=current, ours=ours)
            seen.add(profile["name"])


def values_of(profile: Profile, path: str, *, current: bool, ours: bool) -> Iterator[Value]:
    """Yield the values of a profile in that file; of ours the keyring has secrets too."""
    name = profile["name"]
    for field in SHOWN_FIELDS:
        if profile.get(field):
            yield Value(name, current, field, str(profile[field]), path)
    for field in MASKED_FIELDS:
        if profile.get(field):
            yield Value(name, current, field, MASK, path)
        elif ours and field in SECRET_FIELDS and field in needed(profile):
            yield from in_keyring(name, field, current=current)


def in_keyring(name: str, field: str, *, current: bool) -> Iterator[Value]:
    """Yield the secret of our profile of that name, or why the keyring cannot be asked for it."""
    try:
        if secrets.get(name, field):
            yield Value(name, current, field, MASK, "keyring")
    except TransportError as error:
        yield Value(name, current, field, "", error.message)


def needed(profile: Profile) -> tuple[str, ...]:
    """Return the fields that the mode of a profile needs; none of a mode that there is not."""
    try:
        return mode_of(profile).needs
    except TransportError:
        return ()
