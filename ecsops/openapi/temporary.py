"""Temporary keys, through Alibaba Cloud's own credentials library, which is imported only here.

Its exceptions and its logs may hold keys, tokens and whole requests: of what they say, only a few
words go on that cannot be secret (`reason`).
"""

import logging
import os
import re
import time
from collections.abc import Callable, Mapping
from gettext import gettext as _
from typing import Any

from alibabacloud_credentials import provider as library
from alibabacloud_credentials_api import ICredentialsProvider
from Tea.exceptions import RetryError

from ecsops.config import Profile
from ecsops.errors import EcsopsError, TransportError
from ecsops.openapi.access_key import Credentials, whole
from ecsops.openapi.modes import SESSION_NAME, Mode, mode_of

Fields = Mapping[str, Any]

Find = Callable[[str], Profile]
"""Returns the profile of a name, or raises TransportError."""

UNTOLD_KEEPS_S = 15 * 60
"""How long a key without an expiration is used."""

SIGN_IN_SITES = {"CN": "https://oauth.aliyun.com", "INTL": "https://oauth.alibabacloud.com"}

NO_EXTERNAL = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS"
"""The vendor's variable that forbids programs of profiles."""

# They write tracebacks, and with DEBUG=sdk whole requests, to stderr.
logging.getLogger("credentials").disabled = True
logging.getLogger("alibabacloud-tea").disabled = True


def giver(profile: Profile, source: str, find: Find) -> Callable[[], Credentials]:
    """Return what gives the temporary keys of a profile; `find` finds those that it names.

    It raises TransportError where none is given.
    """
    built: list[ICredentialsProvider] = []

    def give() -> Credentials:
        try:
            if not built:
                built.append(provider(profile, find, ()))
            return told(built[0].get_credentials(), source)
        except EcsopsError:
            raise
        except Exception as error:
            # Whatever it is, its text may be a secret.
            raise refused(mode_of(profile), source, reason(error, asked=bool(built))) from None

    return give


def refused(mode: Mode, source: str, why: str) -> TransportError:
    """Return the error of a giver that gave no keys."""
    sentence = _("{giver} returned no credentials for {source}: {reason}.")
    return TransportError(
        sentence.format(giver=_(mode.giver), source=source, reason=why), _(mode.hint)
    )


def told(given: Any, source: str) -> Credentials:
    """Return what the library gave, in our form."""
    return Credentials(
        given.get_access_key_id(),
        given.get_access_key_secret(),
        given.get_security_token() or "",
        source,
        given.get_expiration() or time.time() + UNTOLD_KEEPS_S,
    )


def provider(profile: Profile, find: Find, seen: tuple[str, ...]) -> ICredentialsProvider:
    """Return the library's provider for a profile; `seen` are the names that led to it.

    Raises TransportError for a profile that is not whole, or that comes back to itself.
    """
    if profile["name"] in seen:
        raise TransportError(
            _("The profiles {names} name each other as their source.").format(names=", ".join(seen))
        )
    fields = whole(profile)
    seen = (*seen, profile["name"])
    return BUILDERS[mode_of(profile).name](fields, lambda name: provider(find(name), find, seen))


Source = Callable[[str], ICredentialsProvider]


def of_key(fields: Fields, source: Source) -> ICredentialsProvider:
    """A key that a role is assumed with."""
    return library.StaticAKCredentialsProvider(
        access_key_id=fields["access_key_id"], access_key_secret=fields["access_key_secret"]
    )


def of_token(fields: Fields, source: Source) -> ICredentialsProvider:
    """A temporary key that a role is assumed with."""
    return library.StaticSTSCredentialsProvider(
        access_key_id=fields["access_key_id"],
        access_key_secret=fields["access_key_secret"],
        security_token=fields["sts_token"],
    )


def of_role(fields: Fields, assumed_with: ICredentialsProvider) -> ICredentialsProvider:
    """A role that is assumed with the key of another provider."""
    return library.RamRoleArnCredentialsProvider(
        credentials_provider=assumed_with, external_id=fields.get("external_id"), **session(fields)
    )


def session(fields: Fields) -> dict[str, Any]:
    """Return the parameters of a role session for STS."""
    duration = fields.get("expired_seconds")
    return {
        "role_arn": fields["ram_role_arn"],
        "role_session_name": fields.get("ram_session_name") or SESSION_NAME,
        "duration_seconds": int(duration) if duration else None,
        "sts_region_id": fields.get("sts_region"),
        "sts_endpoint": fields.get("sts_endpoint"),
    }


def of_instance(fields: Fields, source: Source) -> ICredentialsProvider:
    """The RAM role of the instance on which the program runs; no thread renews its keys."""
    return library.EcsRamRoleCredentialsProvider(
        role_name=fields.get("ram_role_name") or None, async_update_enabled=False
    )


def of_pod(fields: Fields, source: Source) -> ICredentialsProvider:
    """A role that is assumed with an OIDC token."""
    return library.OIDCRoleArnCredentialsProvider(
        oidc_provider_arn=fields["oidc_provider_arn"],
        oidc_token_file_path=fields["oidc_token_file"],
        **session(fields),
    )


def of_uri(fields: Fields, source: Source) -> ICredentialsProvider:
    """An address that answers with keys."""
    return library.URLCredentialsProvider(uri=fields["credentials_uri"])


def of_program(fields: Fields, source: Source) -> ICredentialsProvider:
    """A program that prints keys. Raises TransportError where programs are forbidden."""
    if os.environ.get(NO_EXTERNAL, "").lower() == "true":
        raise TransportError(
            _("{variable} disables the program of profile {name}.").format(
                variable=NO_EXTERNAL, name=fields["name"]
            )
        )
    return library.ExternalCredentialsProvider(process_command=fields["process_command"])


def of_cloud_sso(fields: Fields, source: Source) -> ICredentialsProvider:
    """CloudSSO users who signed in with the vendor's CLI."""
    return library.CloudSSOCredentialsProvider(
        sign_in_url=fields["cloud_sso_sign_in_url"],
        account_id=fields["cloud_sso_account_id"],
        access_config=fields["cloud_sso_access_config"],
        access_token=fields["access_token"],
        access_token_expire=int(fields["cloud_sso_access_token_expire"]),
    )


def of_oauth(fields: Fields, source: Source) -> ICredentialsProvider:
    """OAuth users who signed in with the vendor's CLI.

    The sign-in is never renewed: that would make the vendor's copy of it void.
    """
    return library.OAuthCredentialsProvider(
        client_id=SESSION_NAME,
        sign_in_url=SIGN_IN_SITES[str(fields.get("oauth_site_type") or "CN").upper()],
        access_token=fields["oauth_access_token"],
        access_key_id=fields.get("access_key_id"),
        access_key_secret=fields.get("access_key_secret"),
        security_token=fields.get("sts_token"),
        sts_expiration=fields.get("sts_expiration"),
    )


BUILDERS: Mapping[str, Callable[[Fields, Source], ICredentialsProvider]] = {
    "AK": of_key,
    "StsToken": of_token,
    "RamRoleArn": lambda fields, source: of_role(fields, of_key(fields, source)),
    "EcsRamRole": of_instance,
    "ChainableRamRoleArn": lambda fields, source: of_role(fields, source(fields["source_profile"])),
    "RamRoleArnWithRoleName": lambda fields, source: of_role(fields, of_instance(fields, source)),
    "OIDC": of_pod,
    "CredentialsURI": of_uri,
    "External": of_program,
    "CloudSSO": of_cloud_sso,
    "OAuth": of_oauth,
}
"""Providers of credentials for each mode."""

CODE = r"[A-Z][A-Za-z]{1,40}(?:\.[A-Z][A-Za-z]{1,40}){0,3}"
"""A code of an error, such as EntityNotExist.Role."""


def meanings() -> tuple[tuple[str, str], ...]:
    """Return what texts of the library mean, in words that hold nothing that was sent or received.

    Of STS's refusals the code goes on.
    """
    return (
        (r"exit status (-?\d+)", _("the program exited with status {}")),
        (r"command process timed out", _("the program did not finish in time")),
        (r"failed to execute external command", _("the program cannot be started")),
        (r"IMDS credentials is disabled", _("ALIBABA_CLOUD_ECS_METADATA_DISABLED disables it")),
        (r"session duration should be", _("expired_seconds is less than 900")),
        (r"access token is empty or expired", _("the sign-in has expired")),
        (rf'role_arn, http_code: (\d+), .*"Code" ?: ?"({CODE})"', "{1} (HTTP {0})"),
        (r"(?:http_code[:=]|HttpCode=) ?(\d+)", "HTTP {}"),
    )


def reason(error: Exception, *, asked: bool) -> str:
    """Return why there are no credentials; no part of it can be a secret.

    `asked` is true if the provider was asked.
    """
    if isinstance(error, RetryError):
        return _("no response")
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    for pattern, meaning in meanings():
        if match := re.search(pattern, str(error), re.DOTALL):
            return meaning.format(*match.groups())
    if asked:
        return _("the response is invalid")
    return _("a field of the profile is invalid")
