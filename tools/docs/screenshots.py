"""`python -m tools.docs.screenshots [NAME]...`: run commands in a terminal, save the screen as SVG.

The pictures in docs/images are of real runs on the simulator's first-use account, whose clock
stands still, so that they come out the same until a command shows something else; a test compares
their texts. They bring a dark window of their own and load no fonts: they can be read on any page.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pexpect
from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from ecsops.catalogue.model import Document
from tools.docs import console
from tools.docs.console import BEGIN, ROOT

IMAGES = ROOT / "docs" / "images"

VARIABLE = re.compile(r"\$(\w+)")

TEXT = re.compile(r"<text [^>]*>(.*?)</text>")

DARK_GREY, GREY = "#625e4c", "#a39e8b"
"""The theme's grey, which is hardly seen on its black, and another."""

LENGTH = re.compile(r'textLength="([\d.]+)"([^>]*)>([^<]+)</text>')

ERASED = re.compile(r".*\x1b\[\?25h\s*\x1b\[1A\x1b\[2K", re.DOTALL)
"""The progress bar of a command, up to where it is wiped from the screen."""

WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Web fonts that rich would load; a reader's own font replaces them."""


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


INSTANCES = {
    "WEB": "UserGuideForDS001",
    "MEMORY": "DataProcessing001",
    "OFFLINE": "UserGuideForDS003",
}
"""The variables of the lines below: ids of the instances of these names, and SET, that of WEB's."""

SCRIPT = "case $(hostname) in *4) echo /data is full; exit 1;; esac; echo ready"
"""A script that fails on one instance, so that its results form two groups."""

SCREENSHOTS = (
    Screenshot("deployset-show", "ecsops deployset show $SET"),
    Screenshot(
        "events-list",
        "ecsops events list -o cols=InstanceId,EventTypeName,EventCycleStatusName,TimeLeft",
    ),
    Screenshot("monitor-health", "ecsops monitor health"),
    Screenshot("monitor-chart", "ecsops monitor chart $WEB $MEMORY --metric cpu --since 24h"),
    Screenshot("monitor-top", "ecsops monitor top", lines=16, ready="q=quit", leave="q"),
    # The last one: a script that runs for real lets time pass.
    Screenshot("assist-run", f"ecsops assist run --deployset $SET -c '{SCRIPT}'", columns=88),
)

SETTING = """
ecsops sim fault add load --instance $WEB --detail 97
ecsops sim fault add agent --instance $OFFLINE
ecsops events simulate SystemMaintenance.Reboot $MEMORY --at 2019-06-26T08:00:00Z
ecsops events simulate SystemFailure.Reboot $OFFLINE --at 2019-06-28T08:00:00Z
ecsops sim advance 20m
"""
"""Events in the account before the pictures are taken."""


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
        return ERASED.sub("", str(child.before))
    child.expect(screenshot.ready)
    screen = str(child.before) + str(child.after)
    child.send(screenshot.leave)
    child.expect(pexpect.EOF)
    return (screen + str(child.before)).split("\x1b[H")[2].partition("\x1b[?25h")[0]


def picture(screenshot: Screenshot, screen: str, title: str) -> str:
    """Return the screen as SVG, under a title."""
    terminal = Console(record=True, width=screenshot.columns, file=StringIO(), force_terminal=True)
    for line in screen.replace("\r", "").rstrip().split("\n"):
        text = Text.from_ansi(line)
        for begin in range(0, max(len(text), 1), screenshot.columns):
            terminal.print(text[begin : begin + screenshot.columns], no_wrap=True)
    svg = terminal.export_svg(title=title, theme=MONOKAI, unique_id=screenshot.name)
    return LENGTH.sub(measured, WEB_FONT.sub("", svg)).replace(DARK_GREY, GREY)


def measured(text: re.Match[str]) -> str:
    """Return a text element whose length counts the two columns of a Chinese character."""
    length, rest, content = text.groups()
    columns = cell_len(unescape(content)) / len(unescape(content))
    return f'textLength="{float(length) * columns:g}"{rest}>{content}</text>'


def texts(svg: str) -> list[str]:
    """Return what can be read in a picture."""
    return [unescape(text) for text in TEXT.findall(svg)]


def taken(screenshots: Iterable[Screenshot]) -> Iterator[tuple[Screenshot, str]]:
    """Yield pictures as SVG, taken one after the other in one account."""
    with TemporaryDirectory() as home:
        environment = {**console.environment(Path(home)), "TERM": "xterm-256color"}
        run(BEGIN, environment)
        ids = variables(json.loads(run("ecsops instance list --output json", environment)))
        environment.update(ids)
        run(f"set -e\n{SETTING}", environment)
        for screenshot in screenshots:
            title = VARIABLE.sub(lambda name: shortened(ids[name[1]]), screenshot.line)
            yield screenshot, picture(screenshot, shown(screenshot, environment), title)


def run(line: str, environment: Mapping[str, str]) -> str:
    """Run a command of bash and return what it prints."""
    done = subprocess.run(
        ["bash", "-c", line], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def shortened(name: str) -> str:
    """Return `i-bp1…` as `i-…`."""
    return f"{name.partition('-')[0]}-…"


def variables(instances: list[Document]) -> dict[str, str]:
    """Return the ids that the lines name by variables."""
    found = {each["InstanceName"]: each for each in instances}
    ids = {name: str(found[instance]["InstanceId"]) for name, instance in INSTANCES.items()}
    return {**ids, "SET": str(found[INSTANCES["WEB"]]["DeploymentSetId"])}


def place_of(screenshot: Screenshot) -> Path:
    """Return the file of a picture."""
    return IMAGES / f"{screenshot.name}.svg"


def main(names: list[str]) -> None:
    """Take the pictures of these names, or all."""
    IMAGES.mkdir(exist_ok=True)
    for screenshot, svg in taken(each for each in SCREENSHOTS if not names or each.name in names):
        place_of(screenshot).write_text(svg, "utf-8")
        print(place_of(screenshot).relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
