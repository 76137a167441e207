"""The questions of `ecsops configure`. Nothing is stored here: breaking off leaves all as it is."""

import re
from collections.abc import Mapping, Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.cli.core.global_options import Choice
from ecsops.config import DEFAULT_REGION_ID, Profile
from ecsops.errors import TransportError
from ecsops.openapi.access_key import SECRET_FIELDS, with_secrets
from ecsops.openapi.modes import AK, SESSION_NAME, mode_of

DEFAULTS = {"ram_session_name": SESSION_NAME}

REGION_ID = re.compile(r"[a-zA-Z0-9-]+")
"""Pattern of a region in the vendor's CLI."""


def labels() -> dict[str, str]:
    """Return the dialogue's prompts; rarely used fields have none."""
    return {
        "access_key_id": "AccessKeyId",
        "access_key_secret": "AccessKeySecret",
        "sts_token": "SecurityToken",
        "source_profile": _("Source profile"),
        "ram_role_name": _("RAM role name"),
        "ram_role_arn": _("RAM role ARN"),
        "ram_session_name": _("Role session name"),
        "external_id": _("External id"),
        "oidc_provider_arn": _("OIDC provider ARN"),
        "oidc_token_file": _("OIDC token file"),
        "credentials_uri": _("Credentials URI"),
        "process_command": _("Process command"),
    }


def ask(
    profile: Profile, mode_names: Sequence[str], given: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the fields and the secrets that the user wants; what `given` says is not asked.

    Raises click.Abort when the user breaks off.
    """
    mode = mode_of({**profile, "mode": ask_mode(profile, mode_names)})
    held = with_stored(profile)
    fields, kept = {"mode": mode.name}, {}
    for field in mode.fields:
        if field in SECRET_FIELDS:
            if secret := ask_secret(field, is_held=bool(held.get(field))):
                kept[field] = secret
        elif field in labels():
            default = str(profile.get(field) or DEFAULTS.get(field, ""))
            fields[field] = ask_field(field, default, needed=field in mode.needs)
    if "region_id" not in given:
        fields["region_id"] = ask_region(str(profile.get("region_id") or DEFAULT_REGION_ID))
    return {**fields, **given}, kept


def ask_mode(profile: Profile, names: Sequence[str]) -> str:
    """Return the mode that the user chooses; the one there is unless he says otherwise."""
    now = str(profile.get("mode") or AK)
    choice = Choice(names, case_sensitive=False)
    mode: str = click.prompt(
        _("Mode"), now if now in names else AK, type=choice, show_choices=True, err=True
    )
    return mode


def with_stored(profile: Profile) -> Mapping[str, Any]:
    """Return the profile with its secrets, as far as the keyring tells them."""
    try:
        return with_secrets(profile)
    except TransportError:
        return profile


def ask_secret(field: str, *, is_held: bool = False) -> str:
    """Return the secret that the user types unseen, or nothing where he keeps the one there is."""
    label = labels()[field]
    if not is_held:
        secret: str = click.prompt(label, hide_input=True, err=True, value_proc=not_blank)
        return secret
    question = _("{label} (press Enter to keep it)").format(label=label)
    typed: str = click.prompt(question, "", hide_input=True, show_default=False, err=True)
    return typed.strip()


def ask_field(field: str, default: str, *, needed: bool) -> str:
    """Return the value of a field; nothing where it may be left out."""
    question = (
        labels()[field] if needed or default else _("{label} (none)").format(label=labels()[field])
    )
    value: str = click.prompt(
        question,
        default or (None if needed else ""),
        show_default=bool(default),
        value_proc=not_blank if needed else str.strip,
        err=True,
    )
    return value


def ask_region(default: str) -> str:
    """Return the region that the user chooses."""
    region_id: str = click.prompt(_("Region"), default, value_proc=region, err=True)
    return region_id


def region(text: str) -> str:
    """Return a region as it is typed. Raises click.BadParameter for what can be none."""
    if not REGION_ID.fullmatch(text.strip()):
        raise click.BadParameter(_("Invalid region. Use a region such as cn-hangzhou."))
    return text.strip()


def not_blank(text: str) -> str:
    """Return the text without blanks around it. Raises click.BadParameter for nothing."""
    if not text.strip():
        raise click.BadParameter(_("The value is empty."))
    return text.strip()
