"""Where state lives, and which backend and region are meant: flag, environment, profile, default.

Profiles are those of the vendor's CLI: its file is read in place, ours has the same form. A file
is read only where a profile is named, or ours exists, so that the simulator starts without.
"""

import os
from collections.abc import Iterator, Mapping
from gettext import gettext as _
from typing import Any, NamedTuple

from ecsops.errors import TransportError

HOME_VARIABLE = "ECSOPS_HOME"
"""Environment variable that names the directory of the state."""

HOME_NAME = ".ecsops"
"""The directory of the state in the user's own, where the environment names none."""

STATE_NAME = "simulator.db"
"""The simulator's state file."""

DEFAULT_REGION_ID = "cn-hangzhou"
"""The vendor's CLI falls back to it too."""

REGION_VARIABLES = (
    "ECSOPS_REGION_ID",
    "ALIBABA_CLOUD_REGION_ID",
    "ALIBABACLOUD_REGION_ID",
    "ALICLOUD_REGION_ID",
)
"""Environment variables that name the region, first found; all but ours are the vendor's."""


PROFILE_VARIABLES = (
    "ECSOPS_PROFILE",
    "ALIBABACLOUD_PROFILE",
    "ALIBABA_CLOUD_PROFILE",
    "ALICLOUD_PROFILE",
)
"""Environment variables that name the profile; the vendor's count where its service is called."""

BACKEND_VARIABLE = "ECSOPS_BACKEND"

TIMES_VARIABLE = "ECSOPS_TIMES"
"""Environment variable that says how tables on a terminal show times: one of TIMES."""

LOCAL, UTC = "local", "utc"

TIMES = (LOCAL, UTC)

ENDPOINT_VARIABLES = ("ECSOPS_ENDPOINT", "ALIBABA_CLOUD_ENDPOINT")

SEEN_NAME = "seen"
"""The directory of what was seen of real accounts, for the shell's completion."""

SIMULATOR, OPENAPI = "simulator", "openapi"

BACKENDS = (SIMULATOR, OPENAPI)

CONFIG_NAME = "config.json"

KEY_FIELDS = ("access_key_id", "access_key_secret", "sts_token")

COMMAND_LINE = "(command line)"
"""The name of the profile whose fields are all on the command line."""

Profile = Mapping[str, Any]
"""One profile, in the fields of the vendor's config.json; `backend` is ours."""


class Settings(NamedTuple):
    """Settings from the command line, the environment and the profile together.

    `profile_is_named` tells that the command line names it, or has fields of it: it is then over
    the environment.
    """

    home: str
    region_id: str
    backend: str = SIMULATOR
    endpoint: str = ""
    profile: Profile | None = None
    profile_is_named: bool = False

    @property
    def state_path(self) -> str:
        """The simulator's state file."""
        return os.path.join(self.home, STATE_NAME)

    @property
    def seen_path(self) -> str:
        """The file of what was seen of this real account: of its profile, at its endpoint."""
        account = f"{self.profile['name'] if self.profile else ''}@{self.endpoint}"
        name = "".join(sign if sign.isalnum() else f"%{ord(sign):x}" for sign in account)
        return os.path.join(self.home, SEEN_NAME, f"{name}.db")


def read_settings(
    *,
    region_id: str | None = None,
    backend: str | None = None,
    endpoint: str | None = None,
    profile: str | None = None,
    given: Profile | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """Return the settings; `given` are fields of a profile that the command line has.

    Raises TransportError for a profile or a backend that there is not.
    """
    home = home_of(environment)
    asked = backend or environment.get(BACKEND_VARIABLE) or (OPENAPI if endpoint else "")
    found = chosen_profile(home, profile, asked, environment)
    asked = asked or (found.get("backend", OPENAPI) if found else SIMULATOR)
    if asked not in BACKENDS:
        raise TransportError(
            _("No such backend: {name}.").format(name=asked),
            _("Use one of: {names}.").format(names=", ".join(BACKENDS)),
        )
    of_found = found or {}
    return Settings(
        home,
        region_id or first(environment, REGION_VARIABLES) or region_of(of_found),
        asked,
        endpoint or first(environment, ENDPOINT_VARIABLES) or of_found.get("endpoint", ""),
        overlaid(of_found, given) if given else found,
        profile is not None or bool(given),
    )


def overlaid(profile: Profile, given: Profile) -> Profile:
    """Return a profile with the fields of the command line over its own.

    A key there is none of the profile's, and neither it nor a role leaves the mode as it was.
    """
    hidden = KEY_FIELDS if "access_key_id" in given else ()
    hidden = (*hidden, "mode") if {"access_key_id", "ram_role_arn"} & given.keys() else hidden
    kept = {name: value for name, value in profile.items() if name not in hidden}
    return {"name": COMMAND_LINE, **kept, **given}


def user_home(environment: Mapping[str, str]) -> str:
    """Return the user's home directory; an empty HOME counts as none, as in no variable at all."""
    if environment.get("HOME"):
        return environment["HOME"]
    # lazy import: HOME is rarely absent
    from pwd import getpwuid

    return getpwuid(os.getuid()).pw_dir


def home_of(environment: Mapping[str, str]) -> str:
    """Return the directory of the state and of our profiles."""
    return environment.get(HOME_VARIABLE) or os.path.join(user_home(environment), HOME_NAME)


def first(environment: Mapping[str, str], names: tuple[str, ...]) -> str:
    """Return the first of the variables that is set, or nothing."""
    return next((environment[name] for name in names if environment.get(name)), "")


def region_of(profile: Profile) -> str:
    """Return the region of a profile, or the default."""
    return profile.get("region_id") or DEFAULT_REGION_ID


def chosen_profile(
    home: str, named: str | None, backend: str, environment: Mapping[str, str]
) -> Profile | None:
    """Return the profile that counts, or None. Raises TransportError when the named one is absent.

    The vendor's own choice of a profile counts only where the real service is asked for: that
    somebody uses the vendor's CLI too must not turn a rehearsal into the real thing.
    """
    ours = config_path(home)
    variables = PROFILE_VARIABLES if backend == OPENAPI else PROFILE_VARIABLES[:1]
    name = named or first(environment, variables)
    paths = [ours, vendor_path(environment)]
    if not name:
        name = read_config(ours).get("current", "")
        if not name and backend == OPENAPI:
            name = read_config(paths[1]).get("current", "")
        if not name:
            return None
    return existing_profile(paths, name)


def language_of_profile(named: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return the language of the profile in force, or nothing; errors are reported later."""
    return field_of_profile("language", named, environment)


def times_are_local(named: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether times are shown in the local zone: the default, unless set to UTC."""
    setting = environment.get(TIMES_VARIABLE) or field_of_profile("times", named, environment)
    return setting.lower() != UTC


def field_of_profile(field: str, named: str, environment: Mapping[str, str]) -> str:
    """Return a field of the profile in effect, or an empty text; errors are reported later."""
    backend = environment.get(BACKEND_VARIABLE, "")
    try:
        found = chosen_profile(home_of(environment), named or None, backend, environment)
    except TransportError:
        return ""
    return str((found or {}).get(field, ""))


def existing_profile(paths: list[str], name: str) -> Profile:
    """Return the profile of that name, from the first file that has it. Raises TransportError."""
    profile = next((each for each in profiles(paths) if each["name"] == name), None)
    if profile is None:
        raise TransportError(
            _("No such profile: {name}.").format(name=name),
            _("`ecsops configure list` lists them."),
        )
    return profile


def profiles(paths: list[str]) -> Iterator[Profile]:
    """Yield the profiles of the files. Raises TransportError for a file that cannot be read."""
    for path in paths:
        yield from read_config(path).get("profiles", [])


def config_path(home: str) -> str:
    """Return the file of our profiles."""
    return os.path.join(home, CONFIG_NAME)


def vendor_path(environment: Mapping[str, str]) -> str:
    """Return the file of the vendor's CLI."""
    user = environment.get("HOME") or user_home(environment)
    return os.path.join(user, ".aliyun", CONFIG_NAME)


def read_config(path: str) -> dict[str, Any]:
    """Return what a file of profiles holds; nothing where there is none. Raises TransportError."""
    if not os.path.exists(path):
        return {}
    # Every run asks for the language of the profile, and most have no file of profiles.
    import json

    try:
        with open(path, encoding="utf-8-sig") as file:  # editors of Windows write it so
            config = json.load(file)
        assert isinstance(config, dict)
        assert all(isinstance(each, dict) and each.get("name") for each in config["profiles"])
    except (OSError, ValueError, KeyError, TypeError, AssertionError):
        raise TransportError(_("Cannot read {path} as a profile file.").format(path=path)) from None
    return config
