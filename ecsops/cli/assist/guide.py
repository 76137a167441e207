"""`ecsops assist agent guide`: the commands to type on an instance itself (document 2.2)."""

from gettext import gettext as _

import click

from ecsops.catalogue.ecs.assistant.agent_guides import ACTIONS, INITS, SYSTEMS, Guide, guide_for
from ecsops.cli.core.commands import Command
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.session import Session, pass_session


@click.command(cls=Command)
@click.argument("action", type=Choice(ACTIONS))
@click.option("--os", "system", required=True, type=Choice(SYSTEMS), help="Operating system.")
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
    system: str,
    source: bool,
    version: str | None,
    init: str | None,
) -> None:
    """Show the exact commands that install, upgrade, start or stop the agent on an instance."""
    asked = Guide(action, system, source, version_of(version), init or "")
    lines = guide_for(asked)
    if not lines:
        raise click.UsageError(missing(asked))
    session.print(f"{line}\n" for line in lines)


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
    return _(
        "The commands depend on --init: systemd, upstart or sysvinit, or other before "
        '1.0.1.309. On systemd, `strings /sbin/init | grep "/lib/system"` prints a line.'
    )
