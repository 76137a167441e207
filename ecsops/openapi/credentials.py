"""The signer: from flags, else a named profile, else the environment, else the default profile.

How a profile comes to a key is its mode (`modes.py`); temporary keys come from `temporary.py`. No
text of this module ever holds a secret: what is shown of credentials is their AccessKeyId and
their source.
"""

import os
import time
from collections.abc import Callable, Mapping
from gettext import gettext as _
from threading import Lock

from ecsops.config import Profile, Settings, config_path, existing_profile, vendor_path
from ecsops.errors import TransportError
from ecsops.openapi.access_key import HINT, SERVED_HINT, Credentials, whole
from ecsops.openapi.modes import AK, STS_TOKEN, mode_of

PREFIXES = ("ALIBABA_CLOUD_", "ALIBABACLOUD_", "ALICLOUD_")
"""Prefixes of the vendor's variables, in order of precedence."""

KEY_VARIABLES = tuple(f"{prefix}ACCESS_KEY_ID" for prefix in PREFIXES)
"""The variables of a key; its secret and its token have the same three prefixes."""

URI_VARIABLE = "ALIBABA_CLOUD_CREDENTIALS_URI"

TEMPORARY_VARIABLES = (
    {
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE": "oidc_token_file",
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": "oidc_provider_arn",
        "ALIBABA_CLOUD_ROLE_ARN": "ram_role_arn",
    },
    {"ALIBABA_CLOUD_ECS_METADATA": "ram_role_name"},
    {URI_VARIABLE: "credentials_uri"},
)
"""Variables that together mean temporary keys, and the fields of a profile that they are.

The first are what the vendor's Kubernetes gives a pod. Unlike the vendor's libraries we ask the
metadata service only where the variable names a role: elsewhere there is no wait for it.
"""

LIBRARY = "alibabacloud_credentials"

INSTALL = "pip install 'ecsops[credentials]'"
"""How to install the vendor's library."""

MORE_VARIABLES = {
    "ALIBABA_CLOUD_ROLE_SESSION_NAME": "ram_session_name",
    "ALIBABA_CLOUD_STS_ENDPOINT": "sts_endpoint",
}
"""Other variables of the environment."""

MARGIN_S = 5 * 60
"""So long before it ends, a temporary key is renewed."""


class Signer:
    """The credentials of some settings: looked for when first asked, and renewed in time.

    Several threads may ask at once.
    """

    def __init__(
        self,
        settings: Settings,
        environment: Mapping[str, str] = os.environ,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._settings = settings
        self._environment = environment
        self._wall = wall
        self._lock = Lock()
        self._ask: Callable[[], Credentials] | None = None
        self._held: Credentials | None = None

    def __call__(self) -> Credentials:
        """Return the credentials that are good now. Raises TransportError when there are none."""
        with self._lock:
            now = self._wall()
            if self._held is None or now >= self._held.expires - MARGIN_S:
                try:
                    self._ask = self._ask or found(self._settings, self._environment)
                    self._held = self._ask()
                except TransportError:
                    # One that is good still is better than none.
                    if self._held is None or now >= self._held.expires:
                        raise
            return self._held


def found(settings: Settings, environment: Mapping[str, str]) -> Callable[[], Credentials]:
    """Return what gives the credentials of these settings, each time it is called.

    Raises TransportError when there are none, or when they are not whole.
    """
    profile, source = chosen(settings, environment)
    mode = mode_of(profile)
    if mode.name in (AK, STS_TOKEN):
        credentials = of_key(profile, source)
        return lambda: credentials
    try:
        # Only who has no key of his own pays for the vendor's library.
        from ecsops.openapi.temporary import giver
    except ModuleNotFoundError:
        raise TransportError(
            _(
                "The credential mode {mode} of {source} requires Alibaba Cloud's credentials "
                "library."
            ).format(mode=mode.name, source=source),
            INSTALL,
        ) from None
    paths = [config_path(settings.home), vendor_path(environment)]
    return giver(profile, source, lambda name: existing_profile(paths, name))


def chosen(settings: Settings, environment: Mapping[str, str]) -> tuple[Profile, str]:
    """Return the profile that signs, and where it is from; what the environment says is one too."""
    of_profile = _("profile {name}").format(**settings.profile) if settings.profile else ""
    if settings.profile and settings.profile_is_named:
        return settings.profile, of_profile
    if profile := of_environment(environment):
        return profile, _("environment {name}").format(**profile)
    if settings.profile:
        return settings.profile, of_profile
    if (settings.endpoint or "").startswith("http://"):
        there = _("No credentials for {endpoint}.").format(endpoint=settings.endpoint)
        raise TransportError(there, _(SERVED_HINT))
    raise TransportError(_("No credentials for the real service."), _(HINT))


def of_environment(environment: Mapping[str, str]) -> Profile | None:
    """Return what the environment says, in the fields of a profile, or None.

    The order is that of the vendor's libraries. Raises TransportError for half a key.
    """
    for variable in KEY_VARIABLES:
        if environment.get(variable):
            return key_of_environment(environment, variable)
    for variables in TEMPORARY_VARIABLES:
        if all(environment.get(variable) for variable in variables):
            told = {**variables, **MORE_VARIABLES}.items()
            fields = {field: environment.get(variable, "") for variable, field in told}
            return {**fields, "name": next(iter(variables))}
    return None


def key_of_environment(environment: Mapping[str, str], variable: str) -> Profile:
    """Return the key whose id that variable holds. Raises TransportError without its secret."""
    prefix = variable.removesuffix("ACCESS_KEY_ID")
    secret = environment.get(f"{prefix}ACCESS_KEY_SECRET")
    if not secret:
        raise TransportError(
            _("{variable} is set, but {prefix}ACCESS_KEY_SECRET is not.").format(
                variable=variable, prefix=prefix
            )
        )
    token = environment.get(f"{prefix}SECURITY_TOKEN", "")
    return {
        "name": variable,
        "access_key_id": environment[variable],
        "access_key_secret": secret,
        "sts_token": token,
    }


def of_key(profile: Profile, source: str) -> Credentials:
    """Return the key that a profile holds. Raises TransportError when it is not whole.

    A token that is left of another mode is none of the key's.
    """
    fields = whole(profile)
    token = fields["sts_token"] if mode_of(profile).name == STS_TOKEN else ""
    key_id, secret = fields["access_key_id"], fields["access_key_secret"]
    return Credentials(str(key_id), str(secret), str(token), source)
