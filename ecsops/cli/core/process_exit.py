"""Exits of invalid and interrupted command lines, and of output without a reader, without a
traceback."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from gettext import gettext as _
from types import FrameType

import click
from click.exceptions import Exit

from ecsops import language
from ecsops.cli.core.terminal import abandon_stdout, begin_line, tell

BY_SIGNAL = 128
"""Offset of exit statuses of processes that a signal ended."""

UNREAD = BY_SIGNAL + signal.SIGPIPE
"""The reader of our pipe has gone, as `| head` does: the status of those whom SIGPIPE ends."""

UNDECODED = range(0xDC80, 0xDD00)
"""The characters by which Python shows bytes of an argument that are not UTF-8."""

Met = (
    *(Exit, click.ClickException, click.Abort, KeyboardInterrupt, OSError, UnicodeEncodeError),
    *(RecursionError, MemoryError),
)
"""Exceptions that end a command line but are not defects of ecsops."""


class Terminated(KeyboardInterrupt):
    """SIGTERM came: everything is let go of as after Ctrl-C."""


def terminate(number: int, frame: FrameType | None) -> None:
    """Raise Terminated; this is the handler of SIGTERM."""
    raise Terminated


@contextmanager
def ending() -> Iterator[None]:
    """Exit with the status that tells how what is done inside has ended, and with a sentence."""
    try:
        yield
    except Met as end:
        sys.exit(status_of(end))
    sys.exit(0)


def status_of(end: BaseException) -> int:
    """Return the exit status of what ended a command line, and say what there is to say.

    Raises it again where it is a defect of ours after all.
    """
    match end:
        case Exit():
            return end.exit_code
        case click.ClickException():
            with suppress(OSError):
                in_its_language(end).show()
            return end.exit_code
        case KeyboardInterrupt():
            return interrupted(end)
        case click.Abort():
            return aborted(end)
        case UnicodeEncodeError() if any(ord(each) in UNDECODED for each in end.object):
            message = _("An argument is not UTF-8 text: {text}").format(text=ascii(end.object))
            return status_of(click.UsageError(message))
        case RecursionError():  # JMESPath and JSON recurse for each level
            return status_of(click.UsageError(_("The input is nested too deeply.")))
        case MemoryError():
            tell(_("Error: Out of memory."))
            return 1
        case OSError(filename=None):
            return unwritten(end)
    raise end


def in_its_language(end: click.ClickException) -> click.ClickException:
    """Return the error in the language of the run; click leaves some English in every one."""
    if language.is_english() or not isinstance(end, click.UsageError):
        return end
    # Only an error in another language pays for what writes in it.
    from ecsops.cli.core import localized_formatter

    return click.UsageError(localized_formatter.without_english(end.format_message()), end.ctx)


def interrupted(end: BaseException) -> int:
    """Report a signal, and the hint of the interrupted code about work that continues."""
    by_sigterm = isinstance(end, Terminated)
    if not by_sigterm:
        begin_line()
    tell("\n".join([_("Terminated.") if by_sigterm else _("Interrupted."), *notes_of(end)]))
    return BY_SIGNAL + (signal.SIGTERM if by_sigterm else signal.SIGINT)


def notes_of(end: BaseException) -> list[str]:
    """Return what was added to an exception on its way."""
    return list(filter(None, getattr(end, "__notes__", [])))


def aborted(end: click.Abort) -> int:
    """Report an aborted prompt: click raises the same exception for "no" and for a signal."""
    if isinstance(end.__context__, KeyboardInterrupt):
        return interrupted(end.__context__)
    tell(_("Aborted!"))
    return 1


def unwritten(end: OSError) -> int:
    """Report why the output cannot be written, unless its reader has gone."""
    abandon_stdout()
    if isinstance(end, BrokenPipeError):
        return UNREAD
    tell(_("Error: Cannot write the output: {reason}.").format(reason=end.strerror))
    return 1


def end_by_signal(end: SystemExit | KeyboardInterrupt) -> None:
    """End the process by the signal that the exit status stands for, if it stands for one.

    A shell that runs us in a loop stops the loop only then. From now on Ctrl-C tells nothing.
    """
    status = end.code if isinstance(end, SystemExit) else BY_SIGNAL + signal.SIGINT
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if isinstance(status, int) and status > BY_SIGNAL:
        signal.signal(status - BY_SIGNAL, signal.SIG_DFL)
        signal.raise_signal(status - BY_SIGNAL)
