"""An access key, and the fields of a profile that hold one.

No text of this module ever holds a secret: a key shows its AccessKeyId and its source.
"""

import math
from gettext import gettext as _
from typing import Any, NamedTuple

from ecsops.config import Profile
from ecsops.errors import TransportError
from ecsops.openapi import secrets
from ecsops.openapi.modes import mode_of

SECRET_FIELDS = ("access_key_secret", "sts_token")
"""The fields of a profile that we keep in the keyring."""

HINT = (
    "Store an access key with `ecsops configure`, or set ALIBABA_CLOUD_ACCESS_KEY_ID and "
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET. `--backend simulator` needs no credentials."
)

SERVED_HINT = (
    "A served simulator has its own keys: `ecsops sim key create` creates one for `ecsops "
    "configure`, or for ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET."
)
"""Plain HTTP is spoken by `sim serve`, and not by the real service."""


class Credentials(NamedTuple):
    """An access key, and a token where it is a temporary one, good until `expires`."""

    access_key_id: str
    access_key_secret: str
    security_token: str
    source: str
    expires: float = math.inf

    def __repr__(self) -> str:
        return f"Credentials({self.access_key_id}, {self.source})"


def whole(profile: Profile) -> dict[str, Any]:
    """Return the fields of a profile, secrets of the keyring among them.

    Raises TransportError when one is absent that its mode needs.
    """
    fields = with_secrets(profile)
    if absent := absent_fields(fields):
        raise TransportError(
            _("Profile {name} requires {fields}.").format(
                name=profile["name"], fields=", ".join(absent)
            ),
            _(HINT),
        )
    return fields


def absent_fields(profile: Profile) -> list[str]:
    """Return the fields that the mode of a profile needs and that it has not."""
    return [field for field in mode_of(profile).needs if not profile.get(field)]


def with_secrets(profile: Profile) -> dict[str, Any]:
    """Return the fields of a profile, and those that it needs and the keyring has.

    Raises TransportError for a keyring that cannot be read.
    """
    stored = (field for field in absent_fields(profile) if field in SECRET_FIELDS)
    return {**profile, **{field: secrets.get(str(profile["name"]), field) for field in stored}}
