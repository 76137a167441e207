"""`ecsops assist agent guide`: the commands to type on an instance itself (document 2.2)."""

from gettext import gettext as _

import click

from ecsops.catalogue.ecs.assistant.agent_guides import (
    ACTIONS,
    DETECT_INIT,
    INITS,
    SYSTEMS,
    Guide,
    Known,
    guide_for,
)
from ecsops.cli.core.commands import Command
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.session import Session, pass_session


@click.command(cls=Command)
@click.argument("action", type=Choice(ACTIONS))
@click.argument("instance_id", metavar="[INSTANCE]", required=False)
@click.option("--os", "system", type=Choice(SYSTEMS), help="Operating system.")
@click.option(
    "--source", is_flag=True, help="Build the agent from source instead of installing a package."
)
@click.option("--version", metavar="VERSION", help="Agent version, such as 1.0.1.400.")
@click.option("--init", type=Choice(INITS), help="Init system of the instance.")
@pass_session
def guide(
    session: Session,
    /,
    action: str,
    instance_id: str | None,
    system: str | None,
    source: bool,
    version: str | None,
    init: str | None,
) -> None:
    """Show the exact commands that install, upgrade, start or stop the agent on an instance.

    The system and the agent's version are those of INSTANCE, or of --os and --version.
    """
    if instance_id is None and system is None:
        raise click.UsageError(_("Name an INSTANCE, or give its system with --os."))
    known = Known("", "", "")
    if instance_id is not None:
        from ecsops.operations.assistant.agent import system_of  # lazy import

        known = system_of(session.client, instance_id)
    asked = Guide(
        action,
        system or known.system,
        source,
        version_of(version or known.version or None),
        init or known.init,
    )
    lines = guide_for(asked)
    if not lines:
        raise click.UsageError(missing(asked))
    session.print(f"{line}\n" for line in lines)
    if action == "stop":
        # the warning of document 2.2
        session.note(
            _(
                "Warning: without the agent (AliyunService) the instance may become abnormal, "
                "and the console may be unable to stop it."
            )
        )


def version_of(text: str | None) -> tuple[int, ...] | None:
    """Return a version as numbers, to compare; raise click.UsageError for another text."""
    if text is None:
        return None
    try:
        return tuple(map(int, text.split(".")))
    except ValueError:
        raise click.UsageError(
            _("Invalid version {text!r}. Use a version such as 1.0.1.400.").format(text=text)
        ) from None


def missing(asked: Guide) -> str:
    """Return what the command line does not say and the answer depends on."""
    if asked.version is None:
        return _(
            "The commands depend on the agent's --version, which `aliyun-service -v` "
            "prints on the instance."
        )
    detect = "\n".join(f"  {line}  # {name}" for name, line in DETECT_INIT)
    return (
        _(
            "The commands depend on --init: systemd, upstart or sysvinit, or other before "
            "1.0.1.309. On the instance, one of these prints a line:"
        )
        + f"\n{detect}"
    )
