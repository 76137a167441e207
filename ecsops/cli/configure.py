"""`ecsops configure`: profiles for the real service. No secret is ever shown."""

import sys
from collections.abc import Mapping

import click

from ecsops.catalogue.model import Shape
from ecsops.cli.options import COMMON_OPTIONS, output_option, yes_option
from ecsops.cli.session import Session, pass_session
from ecsops.cli.show import show_items
from ecsops.cli.tree import Group
from ecsops.openapi.profiles import SECRET_FIELDS, SHOWN_FIELDS, Profiles
from ecsops.output import Layout

COLUMNS = ("Profile", "Current", "Name", "Value", "From")

VALUE: Shape = {"Profile": str, "Current": bool, "Name": str, "Value": str, "From": str}

DEFAULT_NAME = "default"

MODES = ("AK", "StsToken")

in_file_option = click.option(
    "--insecure-file",
    is_flag=True,
    help="Store secrets in a file that only you can read, where there is no keyring.",
)


@click.group(
    "configure",
    cls=Group,
    help="Make profiles for the real service, list, use and delete them.",
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
        raise click.UsageError("There is no terminal to ask at; use `ecsops configure set`.")
    name = session.profile or click.prompt("Profile", DEFAULT_NAME, err=True)
    key_id = click.prompt("AccessKeyId", err=True)
    kept = {"access_key_secret": click.prompt("AccessKeySecret", hide_input=True, err=True)}
    token = click.prompt("SecurityToken (none)", "", hide_input=True, show_default=False, err=True)
    if token:
        kept["sts_token"] = token
    region_id = click.prompt("Region", session.region or "cn-hangzhou", err=True)
    fields = {
        "mode": "StsToken" if token else "AK",
        "access_key_id": key_id,
        "region_id": region_id,
    }
    profiles = Profiles()
    profiles.set(name, {**fields, **given(session)}, kept, in_file=insecure_file)
    session.note(f"Stored. `ecsops configure use {name}` lets it count where none is named.")


def given(session: Session) -> dict[str, str]:
    """Return the fields of a profile that the common options give."""
    values = {
        "region_id": session.region,
        "endpoint": session.endpoint,
        "backend": session.backend_name,
    }
    return {name: value for name, value in values.items() if value}


@configure.command("set")
@click.option("--mode", type=click.Choice(MODES, case_sensitive=False), help="AK or StsToken.")
@click.option("--access-key-id", metavar="ID", help="The access key.")
@click.option(
    "--secrets-stdin",
    is_flag=True,
    help="Read AccessKeySecret, and in a second line the SecurityToken, from stdin.",
)
@in_file_option
@pass_session
def set_(
    session: Session,
    /,
    mode: str | None,
    access_key_id: str | None,
    secrets_stdin: bool,
    insecure_file: bool,
) -> None:
    """Set values of the profile that --profile names; --region, --endpoint, --backend are its own.

    Secrets are asked for, or read from stdin: on a command line others could read them.
    """
    fields = {**given(session)}
    fields |= {"mode": mode} if mode else {}
    fields |= {"access_key_id": access_key_id} if access_key_id else {}
    kept = read_secrets() if secrets_stdin else {}
    if access_key_id and not secrets_stdin and sys.stdin.isatty():
        kept = {"access_key_secret": click.prompt("AccessKeySecret", hide_input=True, err=True)}
    if not fields and not kept:
        raise click.UsageError("There is nothing to set.")
    if "sts_token" in kept:
        fields.setdefault("mode", "StsToken")
    name = session.profile or Profiles().current or DEFAULT_NAME
    Profiles().set(name, fields, kept, in_file=insecure_file)


def read_secrets() -> Mapping[str, str]:
    """Return the secrets that stdin holds, one a line."""
    lines = [line.strip() for line in sys.stdin.read().splitlines()]
    return {name: line for name, line in zip(SECRET_FIELDS, lines, strict=False) if line}


@configure.command("get")
@click.argument("name", type=click.Choice(SHOWN_FIELDS))
@pass_session
def get(session: Session, /, name: str) -> None:
    """Print one value of the profile that --profile names, or of the current one; no secret."""
    profiles = Profiles()
    profile = profiles.find(session.profile or profiles.current or DEFAULT_NAME)
    click.echo(profile.get(name, ""))


@configure.command("list")
@output_option
@pass_session
def list_(session: Session, /, layout: Layout) -> None:
    """List the values of all profiles and of the environment, and where each comes from."""
    values = Profiles().values()
    show_items(
        session,
        layout,
        lambda: (each.document() for each in values),
        columns=COLUMNS,
        shape=VALUE,
    )


@configure.command("use")
@click.argument("name")
@pass_session
def use(session: Session, /, name: str) -> None:
    """Let the profile NAME count where none is named; `simulator` goes back to the simulator."""
    Profiles().use("" if name == "simulator" else name)
    session.__dict__.pop("settings", None)
    session.profile = None
    session.note(f"From now on: {session.account}.")


@configure.command("delete")
@click.argument("name")
@yes_option
@pass_session
def delete(session: Session, /, name: str, yes: bool) -> None:
    """Delete the profile NAME and its secrets."""
    Profiles().find(name)
    session.confirm(f"Delete the profile {name}?", yes=yes)
    Profiles().delete(name)
