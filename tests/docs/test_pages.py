"""Every console block of the README and of docs/ prints what the page says."""

import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from ecsops.cli.help.topics import TOPICS
from ecsops.simulator import assumptions
from ecsops.simulator.assistant.execution import sandbox, script_queue
from tools.docs import console, demo, forking, generate, update
from tools.docs.console import ROOT

PAGES = [str(path.relative_to(ROOT)) for path in console.pages()]

LISTING = """\
$ ecsops deployset list --output cols=DeploymentSetName
DeploymentSetName
-----------------
InternalUse
UserGuide
"""


def block(text: str) -> str:
    """Return a page with these lines as its only block."""
    return f"# A page\n\n```console\n{text}```\n\nThe end.\n"


@pytest.fixture(scope="session")
def program() -> Iterator[Path]:
    """The program, as forks of one process."""
    with forking.program() as directory:
        yield directory


@pytest.mark.parametrize("name", PAGES)
def test_a_page_prints_what_it_says(name: str, program: Path) -> None:
    page = (ROOT / name).read_text("utf-8")
    if console.NEEDS_BUBBLEWRAP in page and not (script_queue.is_installed() and sandbox.works()):
        pytest.skip("its scripts run for real, and there is no bubblewrap that works")

    assert console.run(page, program) == page


SERVED, STATUSES = "docs/guides/test-your-code.md", "docs/reference/errors.md"


@pytest.mark.parametrize("name", [SERVED, STATUSES])
def test_a_page_prints_the_same_where_each_command_starts_the_program(name: str) -> None:
    page = (ROOT / name).read_text("utf-8")

    assert console.run(page) == page


@pytest.mark.parametrize("name", PAGES)
def test_every_block_with_a_command_is_run(name: str) -> None:
    page = (ROOT / name).read_text("utf-8")

    commands = re.findall(r"^\$ ", page, re.MULTILINE)

    assert len(commands) == sum(1 for part in console.parts(page) if part.command)


LINKING = [*PAGES, "CONTRIBUTING.md", "CHANGELOG.md"]


@pytest.mark.parametrize("name", LINKING)
def test_every_link_leads_somewhere(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))

    local = [link for link in links if "://" not in link]

    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", PAGES)
def test_the_generated_parts_of_a_page_are_as_they_are_made_today(name: str) -> None:
    page = (ROOT / name).read_text("utf-8")

    assert generate.refreshed(page) == page


def test_every_library_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    reasons = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Dependencies")[2]
    extras = {**project["optional-dependencies"], "dev": []}
    needed = [*project["dependencies"], *chain.from_iterable(extras.values())]

    names = [re.split(r"[\[>]", each)[0] for each in needed]

    assert [name for name in names if not re.search(rf"\b{name}\b", reasons)] == []


CHINESE = ".zh-CN.md"

TOPICS_IN_CHINESE = {f"docs/reference/{topic}" for topic in TOPICS} - {"docs/reference/simulator"}
"""Pages of `ecsops help` that show fewer commands in Chinese than in English."""

IN_BOTH = sorted({name.removesuffix(CHINESE) for name in PAGES if name.endswith(CHINESE)})
"""The pages in English and Chinese, without the endings of their names."""


@pytest.mark.parametrize("name", sorted({*IN_BOTH} - TOPICS_IN_CHINESE))
def test_a_page_in_two_languages_shows_the_same(name: str) -> None:
    english, chinese = (
        [part.command for part in console.parts((ROOT / each).read_text("utf-8")) if part.command]
        for each in (f"{name}.md", f"{name}.zh-CN.md")
    )

    assert chinese == [*(["export ECSOPS_LANG=zh\n"] if english else []), *english]


@pytest.mark.parametrize("name", IN_BOTH)
def test_a_page_links_to_its_other_language(name: str) -> None:
    english, chinese = (ROOT / f"{name}{ending}" for ending in (".md", CHINESE))

    assert f"[中文]({chinese.name})" in english.read_text("utf-8")
    assert f"[English]({english.name})" in chinese.read_text("utf-8")


@pytest.mark.parametrize("name", IN_BOTH)
def test_a_chinese_page_links_to_chinese_pages(name: str) -> None:
    page = ROOT / f"{name}{CHINESE}"
    links = re.findall(r"\]\(([^):#]+\.md)(?:#[^)]*)?\)", page.read_text("utf-8"))
    others = {(page.parent / link).resolve() for link in links if not link.endswith(CHINESE)}

    translated = {(ROOT / f"{each}.md").resolve() for each in IN_BOTH} - {ROOT / f"{name}.md"}

    assert {path.name for path in others & translated} == set()


def test_every_part_that_is_generated_stands_in_a_page() -> None:
    text = "".join((ROOT / name).read_text("utf-8") for name in PAGES)

    assert {name for _, name, _ in generate.PART.findall(text)} == set(generate.PARTS)


def test_every_assumption_is_told() -> None:
    told = {name for name, _, text in generate.assumptions_told() if text}

    assert told == {name for name in vars(assumptions) if name.isupper()}


def test_a_page_that_says_something_else_is_found(program: Path) -> None:
    assert console.run(block(LISTING.replace("UserGuide", "Guide")), program) == block(LISTING)


def test_the_commands_of_a_page_are_one_session_of_a_shell(program: Path) -> None:
    page = block(
        "$ NAME=$(ecsops deployset list --output cols=DeploymentSetName \\\n"
        "    | tail -n 1)\n"
        "$ cat > names.txt <<'END'\n"
        "$NAME\n"
        "END\n"
        "$ cat names.txt; printf %s $NAME\n"
        "$NAME\n"
        "UserGuide\n"
        "$ cat <<< 'one line'\n"
        "one line\n"
    )

    assert console.run(page, program) == page


def test_errors_stand_where_a_terminal_shows_them_with_the_exit_status(program: Path) -> None:
    page = block(
        "$ ecsops deployset show ds-1\n"
        "Error: InvalidDeploymentSetId.NotFound: "
        "The specified DeploymentSetId does not exist: ds-1.\n"
        "Hint: `ecsops deployset list` lists the deployment sets.\n"
        "[exit status 4]\n"
        "$ ecsops sim advance 1h --output cols=Time\n"
        "Time\n"
        "----\n"
        "2019-06-25T09:00:00Z\n"
    )

    assert console.run(page, program) == page


@pytest.mark.parametrize("forked", [True, False])
def test_a_command_has_the_streams_the_place_and_the_signals_of_its_process(
    program: Path, forked: bool
) -> None:
    page = block(
        "$ mkdir own; cd own; umask 027; ECSOPS_HOME=. ecsops sim reset --empty --yes > told\n"
        "$ stat -c '%a %n' simulator.db\n"
        "600 simulator.db\n"
        "$ mkfifo begun; (trap '' HUP; exec ecsops notify listen --port 0 2> begun) &\n"
        "$ { read -r _; kill -HUP $!; kill -INT $!; cat; } < begun; wait $!\n"
        "$ ecsops notify listen --port 0 2> begun &\n"
        "$ { read -r _; kill -HUP $!; cat; wait $!; } < begun 2> /dev/null\n"
        "[exit status 129]\n"
        "$ ecsops notify listen --port 0 2> begun &\n"
        "$ { read -r _; kill -KILL $!; cat; wait $!; } < begun 2> /dev/null\n"
        "[exit status 137]\n"
    )

    assert console.run(page, program if forked else None) == page


def test_a_shell_that_stops_is_told(program: Path) -> None:
    with pytest.raises(RuntimeError, match="bash stopped"):
        console.run(block("$ echo )\n"), program)


def test_new_ids_take_the_places_of_the_old_ones(program: Path) -> None:
    old, new = "ds-bp1aaaaaaaaaaaaaaaaaaaa", "ds-bp1zj66au6nez9psg1ty"
    page = block(
        "$ ecsops deployset list --name UserGuide --output cols=DeploymentSetId\n"
        "DeploymentSetId\n"
        "---------------\n"
        f"{old}\n"
        f"$ ecsops deployset list {old} --output cols=DeploymentSetName\n"
        "DeploymentSetName\n"
        "-----------------\n"
        "UserGuide\n"
    )

    assert update.updated(page, program) == page.replace(old, new)


def test_the_exit_status_of_an_output_is_read_from_its_last_line() -> None:
    outputs = ("", "a\n[exit status 4]\n", "[exit status 4]\nb\n")

    assert [console.status(output) for output in outputs] == [0, 4, 0]


def test_the_demo_shows_what_it_does_and_fails_where_the_page_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(block("$ false\n$ echo 123\n"))
    monkeypatch.setattr(demo, "PAGE", page)
    monkeypatch.setenv("ECSOPS_HOME", str(tmp_path / "home"))

    with pytest.raises(SystemExit, match=r"These ended otherwise than .* says:\n\$ false\n$"):
        demo.main()

    shown = "\n# A page\n\n$ false\n[exit status 1]\n\n$ echo 123\n123\n"
    assert shown == capsys.readouterr().out
