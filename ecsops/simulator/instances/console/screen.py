"""The picture of an instance's screen: a text screen of Linux, the lock screen of Windows."""

from datetime import UTC, datetime

from ecsops.simulator.assumptions import SCREEN_SLEEPS_AFTER_S
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.console.boot_log import (
    console_lines,
    login_texts,
    without_symbols,
)
from ecsops.simulator.instances.console.phases import BOOT, Phase, phases
from ecsops.simulator.instances.console.png import Picture

COLUMNS, ROWS = 80, 25
"""The characters of a text screen."""

BLACK, GREY, BLUE, WHITE = range(4)
"""The colours of `PALETTE` by their numbers."""

PALETTE = bytes.fromhex("000000 aaaaaa 004275 ffffff")


def screen_of(instance: Record, now: float, *, awake: bool) -> bytes:
    """Return the screen of a running instance as PNG; black if it sleeps and is not woken."""
    picture = Picture(COLUMNS, ROWS, PALETTE)
    last = phases(instance)[-1]
    if not awake and now - last.at >= SCREEN_SLEEPS_AFTER_S:
        return picture.png()
    if instance.document["OSType"] == "windows":
        draw_lock_screen(picture, now)
    else:
        draw_console(picture, instance, last, now)
    return picture.png()


def draw_console(picture: Picture, instance: Record, last: Phase, now: float) -> None:
    """Draw the end of what the last boot printed, down to the prompt."""
    texts = [without_symbols(each.text) for each in console_lines(instance, [last], now)]
    if not texts or last.name != BOOT:
        texts = list(login_texts(instance))
    rows = [row for text in texts for row in wrapped(text)][-ROWS:]
    for number, text in enumerate(rows):
        picture.write(number, 0, text, GREY)
    picture.write(len(rows) - 1, min(len(rows[-1]), COLUMNS - 1), "_", GREY)


def wrapped(text: str) -> list[str]:
    """Return a line as the rows of the screen that it takes."""
    return [text[at : at + COLUMNS] for at in range(0, len(text), COLUMNS)] or [""]


def draw_lock_screen(picture: Picture, now: float) -> None:
    """Draw the time, the day and how the screen is unlocked."""
    picture.fill(BLUE)
    at = datetime.fromtimestamp(now, UTC)
    picture.write(ROWS - 7, 6, f"{at:%H:%M}", WHITE)
    picture.write(ROWS - 5, 6, f"{at:%A, %B} {at.day}", WHITE)
    text = "Press Ctrl+Alt+Delete to unlock."
    picture.write(3, (COLUMNS - len(text)) // 2, text, WHITE)
