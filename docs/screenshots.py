"""`python -m docs.screenshots`: run commands in a terminal and keep what it shows, as SVG.

The pictures in docs/images are of real runs on the simulator's first-use account, whose clock
stands still, so that they come out the same until a command shows something else.
"""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pexpect
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from docs import console
from docs.console import BEGIN, ROOT

IMAGES = ROOT / "docs" / "images"

WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""What rich would load from the web; a reader's own font does."""


class Screenshot(NamedTuple):
    """A picture: its name, the command line, the terminal's size, and what ends the run.

    `ready` is what the screen shows when it is complete; the key `leave` ends the program.
    """

    name: str
    line: str
    columns: int = 100
    lines: int = 24
    ready: str = ""
    leave: str = ""


WEB = "$(ecsops instance list --name UserGuideForDS001 --query '[0].InstanceId')"

MEMORY = "$(ecsops instance list --name DataProcessing001 --query '[0].InstanceId')"

SCREENSHOTS = (
    Screenshot("monitor-health", "ecsops monitor health"),
    Screenshot("monitor-chart", f"ecsops monitor chart {WEB} {MEMORY} --metric cpu --since 24h"),
    Screenshot(
        "monitor-chart-narrow", f"ecsops monitor chart {WEB} --since 6h --height 8", columns=40
    ),
    Screenshot("monitor-top", "ecsops monitor top", lines=16, ready="q=leave", leave="q"),
    Screenshot(
        "monitor-top-narrow", "ecsops monitor top", columns=40, lines=12, ready="more", leave="q"
    ),
)

SETTING = (
    BEGIN,
    "ecsops sim fault add load --instance " + WEB + " --detail 97",
    "ecsops events simulate SystemMaintenance.Reboot " + MEMORY + " --at 2019-06-26T08:00:00Z",
    "ecsops sim advance 20m",
)
"""What happens in the account before the pictures are taken, so that there is something to see."""


def shown(screenshot: Screenshot, environment: dict[str, str]) -> str:
    """Return what the terminal shows, with its colours: all of it, or the last full screen."""
    child = pexpect.spawn(
        "bash",
        ["-c", screenshot.line],
        env={**environment, "COLUMNS": str(screenshot.columns)},
        dimensions=(screenshot.lines, screenshot.columns),
        encoding="utf-8",
        timeout=60,
    )
    if not screenshot.ready:
        child.expect(pexpect.EOF)
        return str(child.before)
    child.expect(screenshot.ready)
    screen = str(child.before) + str(child.after)
    child.send(screenshot.leave)
    child.expect(pexpect.EOF)
    return (screen + str(child.before)).split("\x1b[H")[2].partition("\x1b[?25h")[0]


def picture(screenshot: Screenshot, screen: str) -> str:
    """Return the screen as SVG, under the command line that made it."""
    terminal = Console(record=True, width=screenshot.columns, file=StringIO(), force_terminal=True)
    for line in screen.replace("\r", "").rstrip().split("\n"):
        terminal.print(Text.from_ansi(line), no_wrap=True, overflow="crop", crop=True)
    title = screenshot.line.replace(WEB, "i-…").replace(MEMORY, "i-…")
    svg = terminal.export_svg(title=title, theme=MONOKAI, unique_id=screenshot.name)
    return WEB_FONT.sub("", svg)


def main(names: list[str]) -> None:
    """Take the pictures of these names, or all."""
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as home:
        environment = {**console.environment(Path(home)), "TERM": "xterm-256color"}
        for line in SETTING:
            subprocess.run(["bash", "-c", line], env=environment, check=True, capture_output=True)
        for screenshot in SCREENSHOTS:
            if not names or screenshot.name in names:
                svg = picture(screenshot, shown(screenshot, environment))
                (IMAGES / f"{screenshot.name}.svg").write_text(svg, "utf-8")
                print(f"docs/images/{screenshot.name}.svg")


if __name__ == "__main__":
    main(sys.argv[1:])
