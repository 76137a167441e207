"""The exit statuses, each with what it means."""

from signal import SIGINT, SIGPIPE, SIGTERM

from ecsops import errors
from ecsops.cli.core.manual_pages import WRONG_LINE
from ecsops.errors import EcsopsError

BY_A_SIGNAL = 128
"""Offset of exit statuses of processes that a signal ended."""

OWN = (
    (0, "", "Done. A listing that finds nothing is done too."),
    (1, "anything else", "A bug, with its traceback; or a question was answered with no."),
    (1, "", "The output cannot be written: stdout is closed, or the disk is full."),
    (
        WRONG_LINE,
        "`click.UsageError`",
        "The command line is wrong, or nobody was there to confirm.",
    ),
    (BY_A_SIGNAL + SIGINT, "Ctrl-C", "Interrupted; stderr says what goes on without us."),
    (BY_A_SIGNAL + SIGPIPE, "", "Nobody reads the output to its end, as with a pipe into `head`."),
    (BY_A_SIGNAL + SIGTERM, "SIGTERM", "Terminated; as after Ctrl-C."),
)
"""Statuses that no error of ours carries: what has them, and what they mean."""


def told() -> list[tuple[int, str, str]]:
    """Return each exit status with what has it, and what it means; sorted."""
    classes = (each for each in vars(errors).values() if isinstance(each, type))
    of_classes = [
        (each.exit_status, f"`{each.__name__}`", (each.__doc__ or "").partition("\n")[0])
        for each in classes
        if issubclass(each, EcsopsError)
    ]
    return sorted([*OWN, *of_classes], key=lambda row: row[0])
