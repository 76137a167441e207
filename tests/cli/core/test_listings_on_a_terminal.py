"""Every listing on terminals of 80, 100 and 120 columns, in both languages: it fits."""

import json
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest

from ecsops.cli.core import manual_pages
from ecsops.output.text import width
from tests.support.commands import commands
from tests.support.forked import forked
from tests.support.screens import shown

WEB = "i-bp11icv3rbg0ijc177n1"
SET = "ds-bp1zj66au6nez9psg1ty"
DISK = "d-bp15ec6tc0k5o45a67pr"

STORY = (
    f"events simulate SystemMaintenance.Reboot {WEB} --at 2030-01-01T03:00:00Z",
    "sim fault add event --instance i-bp1yfmvyq4eiu6s2otf8",
    "assist command create nightly-backup -c 'tar c /srv' --description 'Of all that there is'",
    "notify contact create alice --mail alice@example.com",
    "notify contact group ops alice",
    "monitor alarm create hot --metric CPUUtilization --over 80 --group ops",
    "notify rule create web --event Instance:SystemMaintenance.Reboot* --queue planned-restarts "
    "--description 'Tell of the planned restarts of all of the web servers of the shop'",
    "sim script add --match * --output 'hello from a script that says more than there is room for'",
    f"assist run {WEB} -c date --no-wait",
    f"assist run {WEB} -c date --schedule '0 0 3 * * *'",
    "monitor group create web-servers-of-the-shop-that-are-watched-together",
    "sim advance 1m",
)
"""What makes each listing have rows, and long ones."""

LINES = (
    "assist agent status",
    "assist command list",
    "assist invocations",
    "assist results {invoke} -o table",
    "assist schedule '0 0 3 * * *'",
    "deployset families",
    "deployset list",
    f"deployset show {SET}",
    "events advise",
    "events advise SystemMaintenance.Reboot",
    "events history --state Scheduled",
    "events list",
    "events list --region all",
    "events show {event}",
    "events types",
    "instance images",
    "instance list",
    "instance list --region all",
    f"instance show {WEB}",
    "monitor agent status",
    "monitor alarm list",
    "monitor convert 4Mbps",
    f"monitor data {WEB} --since 10m",
    f"monitor disk {DISK} --since 10m",
    "monitor group list",
    "monitor health",
    "monitor metrics",
    "monitor top --once",
    "notify catalog",
    "notify contact list",
    "notify group list",
    "notify history",
    "notify history --deliveries",
    "notify rule list",
    "notify rule show web",
    "notify target list web",
    "sim fault list",
    "sim quota",
    "sim script list",
    "sim status",
)

ELSEWHERE = {
    "assist command show",
    "configure list",
    "events watch",
    "monitor chart",
    "monitor eni",
    "notify sample",
    "schema",
    "monitor group show",
    "sim key list",
    "sim settings",
}
"""Commands with a form of output that show nothing here, or JSON, or a script as it is."""


@pytest.fixture(scope="module")
def told(first_use: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """An account where each listing has rows, and the ids that lines name."""
    home = tmp_path_factory.mktemp("listings")
    shutil.copy(first_use, home / "simulator.db")
    for line in STORY:
        left = forked(*shlex.split(line), home=home)
        assert left.status == 0, left.stderr
    ids = {}
    for name, words in {"event": "events list", "invoke": "assist invocations"}.items():
        listed = json.loads(forked(*words.split(), "-o", "json", home=home).stdout)
        ids[name] = next(each for key, each in listed[-1].items() if key in ("EventId", "InvokeId"))
    return home, ids


def test_each_listing_is_looked_at() -> None:
    """What shows rows or fields and changes nothing is in LINES."""
    looking = set()
    for path, command in commands():
        page = manual_pages.page(path)
        if page is None or page.changes or isinstance(command, click.Group):
            continue
        shows = any(each.name == "layout" for each in command.params)
        if shows and all(each.reads for each in manual_pages.calls(page)):
            looking.add(path)
    named = {path for path in looking if any(f"{line} ".startswith(f"{path} ") for line in LINES)}

    assert looking - named - ELSEWHERE == set()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [80, 100, 120])
@pytest.mark.parametrize("line", LINES)
def test_a_listing_fits(
    line: str, columns: int, language: str, told: tuple[Path, dict[str, str]]
) -> None:
    home, ids = told
    words = f"{line.format(**ids)} --no-pager --lang {language}"
    lines = shown(words, home, columns=columns, NO_COLOR="1", TZ="CST-8").splitlines()

    table = [each for each in lines if not re.match("Hidden columns: |隐藏的列", each)]
    assert [each for each in table if width(each) > columns] == []
    assert [each for each in table if re.search(r'[\[{]"|\[\]', each)] == []
    assert [each for each in table if re.search(r"\dT[\d:]+Z", each)] == []
