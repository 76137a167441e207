"""The full screen of `monitor top`. It is redrawn at each refresh, at each key and at a
resize."""

import os
import select
import sys
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import gettext as _
from gettext import ngettext, pgettext
from time import gmtime, monotonic, strftime
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.table import Table
from rich.text import Text

from ecsops.catalogue.model import Document
from ecsops.cli.core.terminal import colours_wanted
from ecsops.cli.monitor.health import COLOURS
from ecsops.operations.monitoring.overview import SORTS, ordered

Look = Callable[[str], tuple[list[Document], float]]
"""Reads the overview sorted so, and tells the time of the account."""


class Column(NamedTuple):
    """A column of the screen: its heading, its field, its widths, and how it sorts.

    It takes `width` at most and `least` at least. Where the terminal is narrow the columns with
    the highest `spare` are left out first.
    """

    heading: str
    field: str
    width: int
    least: int
    sort: str = ""
    spare: int = 0

    @property
    def is_number(self) -> bool:
        """Return whether its values are numbers, which stand at the right and are never cut."""
        return self.width == self.least


COLUMN_LIST = (
    Column("Name", "InstanceName", 24, 12, "name"),
    Column("InstanceId", "InstanceId", 22, 21, spare=7),
    Column("CPU %", "CPU", 6, 6, "cpu"),
    Column("In kbps", "InternetIn", 8, 8, "in", spare=4),
    Column("Out kbps", "InternetOut", 8, 8, "out", spare=3),
    Column("Reads/s", "IOPSRead", 8, 8, "read", spare=6),
    Column("Writes/s", "IOPSWrite", 8, 8, "write", spare=5),
    Column("Health", "HealthStatus", 16, 8, "health", spare=1),
    Column("Events", "Events", 6, 6, "events", spare=2),
)

KEYS = {sort[0]: sort for sort in SORTS}
"""The key that sorts, by the first letter."""

STYLES = {**COLOURS, "NotApplicable": "bright_black"}

BAR_FROM = ((90, "red"), (70, "yellow"), (0, "green"))
"""From which CPU use on a value has which colour."""

MARGIN = 2
"""Characters between two columns."""

FRAME_LINES = 3
"""Lines of the screen that are not rows: the title, the headings and the foot."""


class Screen:
    """State of the screen: the newest rows, their order, and when they were read."""

    def __init__(self, rows: list[Document], now: float, sort: str) -> None:
        self.rows = rows
        self.sort = sort
        self.read_at = strftime("%H:%M:%S UTC", gmtime(now))
        self.first = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the rows that the terminal has place for, in the columns that it has."""
        width, height = options.max_width, options.height or console.height
        shown = self.rows[self.first : self.first + max(height - FRAME_LINES, 1)]
        yield Text(self.title(), style="bold", no_wrap=True, overflow="ellipsis")
        yield table_of(shown, columns_for(width), self.sort)
        left = len(self.rows) - self.first - len(shown)
        foot = _("sort: {keys}  q=quit").format(
            keys=" ".join(f"{key}={sort}" for key, sort in KEYS.items())
        )
        if left > 0:
            foot = _("{count} more below").format(count=left) + f"  {foot}"
        yield Text(foot, style="dim", no_wrap=True, overflow="ellipsis")

    def title(self) -> str:
        """Return the first line."""
        running = sum(row["Status"] == "Running" for row in self.rows)
        events = sum(row["Events"] for row in self.rows)
        count = len(self.rows)
        instances = ngettext("{count} instance", "{count} instances", count)
        to_come = ngettext("{count} upcoming event", "{count} upcoming events", events)
        return _("{instances}, {running} running, {events} - {time} by {sort}").format(
            instances=instances.format(count=count),
            running=running,
            events=to_come.format(count=events),
            time=self.read_at,
            sort=self.sort,
        )

    def scroll(self, by: int) -> None:
        """Show the rows further down, or up."""
        self.first = min(max(self.first + by, 0), max(len(self.rows) - 1, 0))


def columns_for(width: int) -> list[Column]:
    """Return the columns that fit into the width, in their order."""
    kept = list(COLUMN_LIST)
    while sum(column.least + MARGIN for column in kept) > width and any(
        column.spare for column in kept
    ):
        kept.remove(max(kept, key=lambda column: column.spare))
    return kept


def table_of(rows: list[Document], columns: list[Column], sort: str) -> Table:
    """Return the rows as a table."""
    table = Table(box=None, pad_edge=False, padding=(0, MARGIN, 0, 0), show_edge=False)
    for column in columns:
        table.add_column(
            Text(_(column.heading), style="bold reverse" if column.sort == sort else "bold"),
            justify="right" if column.is_number else "left",
            no_wrap=True,
            overflow="ellipsis",
            min_width=column.width if column.is_number else None,
            max_width=column.width,
        )
    for row in rows:
        table.add_row(*(cell(column.field, row.get(column.field)) for column in columns))
    return table


def cell(field: str, value: object) -> Text:
    """Return a value in its colour."""
    if value is None:
        return Text("-", style="dim")
    if field == "CPU" and isinstance(value, int | float):
        return Text(
            f"{value:.1f}", style=next(style for least, style in BAR_FROM if value >= least)
        )
    if field == "HealthStatus":
        return Text(pgettext(field, str(value)), style=STYLES.get(str(value), ""))
    if field == "Events" and value:
        return Text(str(value), style="yellow")
    return Text(str(value))


def watch(look: Look, *, sort: str, interval_s: float) -> None:
    """Show the overview until q or Ctrl-C, and leave the terminal as it was."""
    console = Console(no_color=not colours_wanted() or None)
    screen = Screen(*look(sort), sort)
    live = Live(console=console, screen=True, auto_refresh=False)
    with keys() as pressed:
        try:
            # The `with` of Live leaves the screen as it is when its first drawing is interrupted.
            live.start()
            live.update(screen, refresh=True)
            follow(live, screen, look, pressed, interval_s)
        finally:
            live.stop()


def follow(
    live: Live, screen: Screen, look: Look, pressed: Callable[[float], str], interval_s: float
) -> None:
    """Draw what the keys ask for, and look again after each interval, until q."""
    console = live.console
    due = monotonic() + interval_s
    size = console.size
    while (key := pressed(min(max(due - monotonic(), 0), RESIZE_CHECK_S))) != "q":
        if monotonic() >= due or key == " ":
            first = screen.first
            screen = Screen(*look(screen.sort), screen.sort)
            screen.scroll(first)
            due = monotonic() + interval_s
        elif key:
            press(screen, key, console.height - FRAME_LINES)
        elif console.size == size:
            continue
        size = console.size
        live.update(screen, refresh=True)


RESIZE_CHECK_S = 0.25
"""How often the size of the terminal is looked at while nothing else happens."""


def press(screen: Screen, key: str, page: int) -> None:
    """Do what a key means: sort, or scroll by a line or a page."""
    if key in KEYS:
        screen.sort = KEYS[key]
        screen.rows = ordered(screen.rows, screen.sort)
        screen.first = 0
    screen.scroll({"j": 1, "k": -1, "\x06": page, "\x02": -page}.get(key, 0))


@contextmanager
def keys() -> Iterator[Callable[[float], str]]:
    """Give what waits so many seconds for a key, "" when none came."""
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)

    def pressed(timeout_s: float) -> str:
        ready, _, _ = select.select([descriptor], [], [], timeout_s)
        return os.read(descriptor, 1).decode(errors="ignore") if ready else ""

    tty.setcbreak(descriptor)
    try:
        yield pressed
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
