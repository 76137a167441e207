"""The exit statuses and their meanings."""

from signal import SIGINT, SIGPIPE, SIGTERM

from ecsops import errors
from ecsops.cli.core.manual_pages import WRONG_LINE
from ecsops.errors import EcsopsError

BY_A_SIGNAL = 128
"""Shells add this to the number of the signal that ended a process."""

OWN = (
    (0, "", "Success. An empty listing is a success, too."),
    (1, "anything else", "A bug, with its traceback; or a confirmation was declined."),
    (1, "", "The output cannot be written: stdout is closed, or the disk is full."),
    (
        WRONG_LINE,
        "`click.UsageError`",
        "The command line is invalid, or a confirmation needs a terminal or --yes.",
    ),
    (
        BY_A_SIGNAL + SIGINT,
        "Ctrl-C",
        "Interrupted; stderr names the work that continues on the service.",
    ),
    (BY_A_SIGNAL + SIGPIPE, "", "The reader of the output closed the pipe, as `head` does."),
    (BY_A_SIGNAL + SIGTERM, "SIGTERM", "Terminated; the same as after Ctrl-C."),
)
"""Statuses without an error class of ours: status, cause and meaning."""


def told() -> list[tuple[int, str, str]]:
    """Return status, class or cause, and meaning of each exit status, sorted."""
    classes = (each for each in vars(errors).values() if isinstance(each, type))
    of_classes = [
        (each.exit_status, f"`{each.__name__}`", (each.__doc__ or "").partition("\n")[0])
        for each in classes
        if issubclass(each, EcsopsError)
    ]
    return sorted([*OWN, *of_classes], key=lambda row: row[0])
