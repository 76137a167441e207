"""`ecsops configure`: profiles for the real service. No secret is ever shown."""

import sys
from collections.abc import Mapping
from gettext import gettext as _
from importlib.util import find_spec

import click

from ecsops.catalogue.model import Shape
from ecsops.cli.configure.dialogue import ask, ask_secret
from ecsops.cli.core.commands import output_option, yes_option
from ecsops.cli.core.global_options import COMMON_OPTIONS, Choice
from ecsops.cli.core.groups import Group
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items
from ecsops.cli.raw.credential_flags import CREDENTIAL_FLAGS, conceal, warning
from ecsops.config import TIMES
from ecsops.language import LOCALES
from ecsops.openapi import profile_values
from ecsops.openapi.access_key import SECRET_FIELDS
from ecsops.openapi.credentials import INSTALL, LIBRARY
from ecsops.openapi.modes import DEPRECATED, MODES, SIGN_IN_MODES, mode_of
from ecsops.openapi.profiles import Profiles
from ecsops.openapi.secrets import NoKeyring
from ecsops.output import Layout
from ecsops.type_variables import F

COLUMNS = ("Profile", "Current", "Name", "Value", "From")

VALUE: Shape = {"Profile": str, "Current": bool, "Name": str, "Value": str, "From": str}

DEFAULT_NAME = "default"

MODE_NAMES = tuple(each.name for each in MODES if each.name not in SIGN_IN_MODES)
"""The modes that can be configured here; who signs in does so with the vendor's CLI."""

in_file_option = click.option(
    "--insecure-file",
    is_flag=True,
    help="Store secrets in a file readable only by you, if there is no keyring.",
)


@click.group(
    "configure",
    cls=Group,
    help="Manage profiles for the real service.",
    invoke_without_command=True,
    params=[*COMMON_OPTIONS],
)
@in_file_option
@pass_session
@click.pass_context
def configure(ctx: click.Context, session: Session, /, insecure_file: bool) -> None:
    """Ask for a profile where no command is given."""
    if ctx.invoked_subcommand is not None:
        return
    if not sys.stdin.isatty():
        raise click.UsageError(_("No terminal for questions. Use `ecsops configure set`."), ctx)
    profiles = Profiles()
    name = session.profile or click.prompt(_("Profile"), profiles.current or DEFAULT_NAME, err=True)
    names = [each for each in MODE_NAMES if each != DEPRECATED]
    fields, kept = ask(profiles.own(name) or {"name": name}, names, given(session))
    try:
        profiles.set(name, fields, kept, in_file=insecure_file)
    except NoKeyring as error:
        # Nobody should have to answer all questions again.
        question = _("{reason} Store the secret in {path}, which only you can read?")
        click.confirm(question.format(reason=error, path=profiles.path), abort=True, err=True)
        profiles.set(name, fields, kept, in_file=True)
    tell_what_is_missing(session, profiles, name)
    session.note(
        _(
            "Saved. Try it with `{command}`; make it the default with `ecsops configure use "
            "{name}`."
        ).format(command=f"ecsops instance list --profile {name}", name=name)
    )


def given(session: Session) -> dict[str, str]:
    """Return the fields of a profile that the common options give."""
    values = {
        "region_id": session.region,
        "endpoint": session.endpoint,
        "backend": session.backend_name,
    }
    return {name: value for name, value in values.items() if value}


def credential_options(function: F) -> F:
    """Give a command the vendor's flags of who signs; it receives them by the profile's fields."""
    for flag in reversed(CREDENTIAL_FLAGS):
        is_mode = flag.field == "mode"
        function = click.option(
            f"--{flag.name}",
            flag.field,
            metavar=flag.metavar,
            type=Choice(MODE_NAMES, case_sensitive=False) if is_mode else str,
            help=f"{flag.summary} One of: {', '.join(MODE_NAMES)}." if is_mode else flag.summary,
        )(function)
    return function


@configure.command("set")
@credential_options
@click.option("--language", type=click.Choice(list(LOCALES)), help="Language of messages.")
@click.option("--times", type=Choice(TIMES), help="How tables on a terminal show times.")
@click.option(
    "--secrets-stdin",
    is_flag=True,
    help="Read AccessKeySecret, and SecurityToken on a second line, from stdin.",
)
@in_file_option
@pass_session
def set_(
    session: Session, /, secrets_stdin: bool, insecure_file: bool, **options: str | None
) -> None:
    """Change the profile named by --profile; --region, --endpoint and --backend are saved in
    it.

    An empty value removes the setting. Secrets are prompted for, or read from stdin: other
    users can read a command line.
    """
    fields = {name: value for name, value in options.items() if value is not None}
    kept = secrets_of(session, fields, from_stdin=secrets_stdin)
    fields = {**given(session), **fields}
    if not fields and not kept:
        raise click.UsageError(_("Nothing to set."))
    if "sts_token" in kept:
        fields.setdefault("mode", "StsToken")
    profiles = Profiles()
    name = session.profile or profiles.current or DEFAULT_NAME
    profiles.set(name, fields, kept, in_file=insecure_file)
    tell_what_is_missing(session, profiles, name)


def tell_what_is_missing(session: Session, profiles: Profiles, name: str) -> None:
    """Report the fields that a profile still requires, and the library."""
    if absent := profiles.absent(name):
        session.note(
            _("Profile {name} still requires {fields}.").format(name=name, fields=", ".join(absent))
        )
    if mode_of(profiles.find(name)).giver and find_spec(LIBRARY) is None:
        session.note(_("The credential mode requires a library: {command}").format(command=INSTALL))


def secrets_of(session: Session, fields: dict[str, str], *, from_stdin: bool) -> Mapping[str, str]:
    """Take the secrets out of the fields, or read or ask for them; return them."""
    kept = {name: fields.pop(name) for name in SECRET_FIELDS if name in fields}
    if kept:
        conceal(kept.values())
        session.note(warning())
    if from_stdin:
        return {**kept, **read_secrets()}
    if "access_key_id" in fields and not kept and sys.stdin.isatty():
        needed = mode_of({"name": "", **fields}).needs
        return {name: ask_secret(name) for name in SECRET_FIELDS if name in needed}
    return kept


def read_secrets() -> Mapping[str, str]:
    """Return the secrets that stdin holds, one a line."""
    lines = [line.strip() for line in sys.stdin.read().splitlines()]
    return {name: line for name, line in zip(SECRET_FIELDS, lines, strict=False) if line}


@configure.command("get")
@click.argument("name", metavar="FIELD", type=Choice(profile_values.SHOWN_FIELDS))
@pass_session
def get(session: Session, /, name: str) -> None:
    """Print one setting of the profile named by --profile, or of the default profile. Secrets
    are never printed."""
    profiles = Profiles()
    profile = profiles.find(session.profile or profiles.current or DEFAULT_NAME)
    click.echo(profile.get(name, ""))


@configure.command("list")
@output_option
@pass_session
def list_(session: Session, /, layout: Layout) -> None:
    """List the settings of all profiles and of the environment, and where each comes from.

    The command reports on stderr which account it has selected.
    """
    show_items(
        session,
        layout,
        lambda: (each.document() for each in profile_values.values()),
        columns=COLUMNS,
        shape=VALUE,
        least=("From", "Current"),
        nothing=lambda: _("No profiles."),
    )
    session.note(_("Commands use {account}.").format(account=session.account))


@configure.command("use")
@click.argument("name", metavar="PROFILE")
@pass_session
def use(session: Session, /, name: str) -> None:
    """Make PROFILE the default; `simulator` returns to the simulator."""
    Profiles().use("" if name == "simulator" else name)
    session.__dict__.pop("settings", None)
    session.profile = None
    session.note(_("Commands now use {account}.").format(account=session.account))


@configure.command("delete")
@click.argument("name", metavar="PROFILE")
@yes_option
@pass_session
def delete(session: Session, /, name: str, yes: bool) -> None:
    """Delete PROFILE and its secrets."""
    profiles = Profiles()
    profiles.find(name)
    question = _("Delete the profile {name}?").format(name=name)
    session.confirm(question, yes=yes, place=profiles.path)
    profiles.delete(name)
