"""The modes of a profile: how it comes to an access key, and which fields it needs for that.

Names and fields are those of the vendor's CLI, whose profiles (`config.json`) are read in place.
"""

from collections.abc import Mapping
from gettext import gettext as _
from typing import Any, NamedTuple

from ecsops.errors import TransportError

AK, STS_TOKEN = "AK", "StsToken"

SESSION_NAME = "ecsops"
"""The session of a role where the profile names none: it stands in the account's audit log."""


class Mode(NamedTuple):
    """One mode: the fields that it needs, and those that it may have.

    `giver` gives its keys, which are then temporary; `hint` helps where it gives none.
    """

    name: str
    needs: tuple[str, ...] = ()
    may_have: tuple[str, ...] = ()
    giver: str = ""
    hint: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of the mode."""
        return self.needs + self.may_have


DEPRECATED = "RamRoleArnWithRoleName"
"""A deprecated mode that the vendor's CLI still reads."""

KEY = ("access_key_id", "access_key_secret")

ROLE = ("ram_session_name", "expired_seconds", "sts_region", "sts_endpoint")

STS = "STS"

STS_HINT = (
    "Check that the role exists and trusts the caller, and that the caller may call "
    "sts:AssumeRole. expired_seconds is at least 900, and at most the role's maximum session "
    "duration."
)

METADATA = "The ECS metadata service"

METADATA_HINT = (
    "The metadata service works only on ECS instances and without a proxy (HTTP_PROXY); it "
    "has credentials if a RAM role is attached to the instance."
)

SIGN_IN_HINT = "Sign in again with the vendor's CLI: `aliyun configure --profile NAME --mode {}`."

MODES = (
    Mode(AK, KEY),
    Mode(STS_TOKEN, (*KEY, "sts_token")),
    Mode("RamRoleArn", (*KEY, "ram_role_arn"), (*ROLE, "external_id"), STS, STS_HINT),
    Mode("EcsRamRole", (), ("ram_role_name",), METADATA, METADATA_HINT),
    Mode(
        "ChainableRamRoleArn",
        ("source_profile", "ram_role_arn"),
        (*ROLE, "external_id"),
        STS,
        STS_HINT,
    ),
    Mode(
        DEPRECATED,
        ("ram_role_name", "ram_role_arn"),
        (*ROLE, "external_id"),
        "The ECS metadata service or STS",
        f"{METADATA_HINT} {STS_HINT}",
    ),
    Mode("OIDC", ("oidc_provider_arn", "oidc_token_file", "ram_role_arn"), ROLE, STS, STS_HINT),
    Mode(
        "CredentialsURI",
        ("credentials_uri",),
        (),
        "The credentials URI",
        "The response must be JSON with Code Success, AccessKeyId, AccessKeySecret, "
        "SecurityToken and Expiration.",
    ),
    Mode(
        "External",
        ("process_command",),
        (),
        "The program of process_command",
        "The program must print JSON with mode (AK or StsToken), access_key_id, "
        "access_key_secret and, for temporary credentials, sts_token and expiration.",
    ),
    Mode(
        "CloudSSO",
        (
            "cloud_sso_sign_in_url",
            "cloud_sso_account_id",
            "cloud_sso_access_config",
            "access_token",
            "cloud_sso_access_token_expire",
        ),
        (),
        "CloudSSO",
        SIGN_IN_HINT.format("CloudSSO"),
    ),
    Mode(
        "OAuth",
        ("oauth_access_token",),
        ("oauth_site_type", *KEY, "sts_token", "sts_expiration"),
        "OAuth",
        SIGN_IN_HINT.format("OAuth"),
    ),
)
"""The modes that are used. Sources: the vendor's CLI, and its credentials library.

Who signs in by a browser (CloudSSO, OAuth) does that with the vendor's CLI; the key that it then
has is used.
"""

SIGN_IN_MODES = ("CloudSSO", "OAuth")
"""The modes whose profiles only the vendor's CLI makes."""

REFUSED = {
    "RsaKeyPair": "the vendor has discontinued it",
    "BearerToken": "ECS and CloudMonitor accept no bearer tokens",
    "Anonymous": "ECS and CloudMonitor reject anonymous calls",
}
"""Modes of the vendor's CLI that are not used, and why."""

INFERRED = (
    (("access_key_id", "ram_role_arn"), "RamRoleArn"),
    (("sts_token",), STS_TOKEN),
    (("access_key_id",), AK),
    (("process_command",), "External"),
    (("credentials_uri",), "CredentialsURI"),
    (("oidc_token_file",), "OIDC"),
    (("source_profile",), "ChainableRamRoleArn"),
    (("ram_role_name", "ram_role_arn"), DEPRECATED),
    (("ram_role_name",), "EcsRamRole"),
)
"""Which mode is meant by fields without one; the first line counts whose fields are all there."""


def mode_of(profile: Mapping[str, Any]) -> Mode:
    """Return the mode of a profile, whatever its case. Raises TransportError for an unusable one.

    Without a mode, the fields decide.
    """
    name = str(profile.get("mode") or inferred(profile)).lower()
    for mode in MODES:
        if mode.name.lower() == name:
            return mode
    refused = next((each for each in REFUSED if each.lower() == name), "")
    reason = _(REFUSED[refused]) if refused else _("the mode does not exist")
    raise TransportError(
        _(
            "Profile {name} has the credential mode {mode}, which is not supported: {reason}."
        ).format(name=profile["name"], mode=profile["mode"], reason=reason),
        _("Modes: {names}.").format(names=", ".join(each.name for each in MODES)),
    )


def inferred(profile: Mapping[str, Any]) -> str:
    """Return the name of the mode that the fields of a profile mean."""
    return next(
        (name for fields, name in INFERRED if all(profile.get(each) for each in fields)), AK
    )
