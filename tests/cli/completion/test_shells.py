"""Completion in the real shells, on a pseudo-terminal: what TAB types, and what is listed."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

ROOT = Path(__file__).parents[3]

TAB = "\t"
BEGIN_OF_LINE = "\x01"
PROMPT = "ready> "

SET_UP = {
    "bash": (
        "bash --norc --noprofile -i",
        f"source {ROOT}/completions/ecsops.bash; bind 'set page-completions off'; "
        "bind 'set completion-query-items 0'; bind 'set bell-style none'; "
        "bind 'set enable-bracketed-paste off'",
        f"PS1='{PROMPT}'",
    ),
    "zsh": (
        "zsh -f -i",
        f"fpath=({ROOT}/completions $fpath); autoload -U compinit; compinit -D; LISTMAX=9999; "
        "unsetopt zle_bracketed_paste beep prompt_cr prompt_sp; unset zle_bracketed_paste; "
        "bindkey -e; bindkey '^[?' list-choices",
        f"PS1='{PROMPT}'",
    ),
    "fish": (
        "fish --no-config -i",
        f"source {ROOT}/completions/ecsops.fish; set -g fish_autosuggestion_enabled 0",
        f"function fish_prompt; printf '{PROMPT}'; end",
    ),
}
"""How each shell is started, set up, and given its prompt."""

INSTALLED = {
    "bash": (
        SET_UP["bash"][0],
        "source /usr/share/bash-completion/bash_completion; bind 'set enable-bracketed-paste off'",
    ),
    "zsh": (
        SET_UP["zsh"][0],
        "fpath=(~/.local/share/zsh/site-functions $fpath); autoload -U compinit; compinit -D; "
        "unset zle_bracketed_paste; unsetopt beep prompt_cr prompt_sp; bindkey -e",
    ),
}
"""The same where the shell finds the script by itself, as `ecsops completion install` left it."""

LIST = "\x1b?"
KILL_LINE = "\x15"


class Terminal:
    """A shell in which somebody types."""

    def __init__(self, name: str, directory: Path, *, installed: bool = False) -> None:
        command, set_up, prompt = SET_UP[name]
        if installed:
            command, set_up = INSTALLED[name]
        self.name = name
        self.shell = pexpect.spawn(
            command,
            env={
                "HOME": str(directory),
                "ECSOPS_HOME": str(directory),
                "PATH": f"{directory}/bin:{os.environ['PATH']}",
                "TERM": "dumb",
                "LC_ALL": "C.UTF-8",
            },
            cwd=str(directory),
            encoding="utf-8",
            dimensions=(1000, 200),
            timeout=60,
        )
        self.shell.sendline(f"{set_up}; {prompt}; echo s''et")
        self.shell.expect_exact("set\r\n")
        self.shell.expect_exact(PROMPT)

    def tab(self, line: str) -> list[str]:
        """Type the line and TAB; return the words that then stand there."""
        self.shell.send(f"{line}{TAB}{BEGIN_OF_LINE}printf '<%s>' \r")
        self.shell.expect(rf"\n((?:<[^>\r\n]*>)+)[^<>]*{PROMPT}")
        return re.findall("<([^>]*)>", self.shell.match[1])

    def listed(self, line: str) -> dict[str, str]:
        """Return what may stand there, with what tells of it; bash shows only the words."""
        if self.name == "fish":
            return dict(each.partition("\t")[::2] for each in self.answer(f"complete -C '{line}'"))
        self.shell.send(f"{line}{LIST}")
        self.shell.expect_exact(f"{PROMPT}{line}")
        shown = self.shell.before.removeprefix(line).strip().splitlines()
        self.shell.send(KILL_LINE)
        self.answer("true")
        if any(" -- " in each for each in shown):
            return {word: text.strip() for word, text in (re.split(r" +-- ", x) for x in shown)}
        return dict.fromkeys(" ".join(shown).split(), "")

    def answer(self, command: str) -> list[str]:
        """Run a command and return its lines."""
        self.shell.sendline(f"{command}; printf '\\nend\\n'")
        self.shell.expect_exact("\r\n")
        self.shell.expect_exact("\nend\r\n")
        lines = self.shell.before.strip().splitlines()
        self.shell.expect_exact(PROMPT)
        return lines


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory, first_use: Path) -> Path:
    """A home with the first-use account, whose `ecsops` writes down that it was called."""
    directory = tmp_path_factory.mktemp("shells")
    shutil.copy(first_use, directory / "simulator.db")
    program = directory / "bin" / "ecsops"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\necho "$@" >> {directory}/called\n'
        f'PYTHONPATH={ROOT} exec {sys.executable} -m ecsops "$@"\n'
    )
    program.chmod(0o755)
    return directory


@pytest.fixture(scope="module", params=SET_UP)
def terminal(request: pytest.FixtureRequest, directory: Path) -> Iterator[Terminal]:
    """A terminal with each of the shells; in CI they have to be there."""
    if shutil.which(request.param) is None:
        assert not os.environ.get("CI"), f"{request.param} is not installed; see .ci/run"
        pytest.skip(f"{request.param} is not installed")
    (directory / "called").unlink(missing_ok=True)
    terminal = Terminal(request.param, directory)
    yield terminal
    terminal.shell.close(force=True)


def test_commands_options_and_words_start_no_process(terminal: Terminal, directory: Path) -> None:
    assert terminal.tab("ecsops depl") == ["ecsops", "deployset"]
    assert terminal.tab("ecsops instance list --sta") == ["ecsops", "instance", "list", "--status"]
    assert terminal.tab("ecsops sim fault add sn") == ["ecsops", "sim", "fault", "add", "snapshot"]
    assert not (directory / "called").exists()


@pytest.mark.parametrize(
    ("begun", "word"),
    [
        ("ecsops instance list --status=Run", "--status=Running"),
        ("ecsops instance list --zone c", "cn-hangzhou-"),
        ("ecsops instance list --region cn-qingdao --zone c", "cn-qingdao-"),
        ("ecsops instance list --region cn-qingdao,al", "cn-qingdao,al"),
        ("ecsops --region cn-wula", "cn-wulanchabu"),
        ("ecsops deployset create --strategy AvailabilityG", "AvailabilityGroup"),
        ("ecsops notify sample Instance:StateCh", "Instance:StateChange"),
        ("ecsops sim quota GroupsPerD", "GroupsPerDeploymentSet"),
        ("ecsops monitor data i-1 --metric cpu,internet-i", "cpu,internet-in"),
        ("ecsops instance list -o cols=InstanceId,OSN", "cols=InstanceId,OSName"),
        ("ecsops instance list -o table:gri", "table:grid"),
        ("ecsops instance list --output cols=InstanceId ro", "rows="),
        ("ecsops ecs DescribeInstancesF", "DescribeInstancesFullStatus"),
        ("ecsops ecs describeinstancesf", "DescribeInstancesFullStatus"),
        ("ecsops ecs DescribeInstancesFullStatus --regionI", "--RegionId"),
        ("ecsops ecs DescribeInstances --pager --Out", "--output"),
        ("ecsops ecs DescribeInstances --backend op", "openapi"),
        ("ecsops ecs DescribeInstances --InstanceIds i --Dry", "--DryRun"),
        ("ecsops ecs DescribeInstances --InstanceChargeType Pre", "PrePaid"),
        ("ecsops ecs DescribeInstancesFullStatus --InstanceId.1 i --InstanceI", "--InstanceId.2"),
        (
            "ecsops ecs DescribeInstanceHistoryEvents --InstanceId.1 i-bp11",
            "i-bp11icv3rbg0ijc177n1",
        ),
        ("ecsops ecs DescribeRegions --Output cols=Loc", "cols=LocalName"),
        ("ecsops deployset show ds-bp1z", "ds-bp1zj66au6nez9psg1ty"),
        (
            "ecsops ecs ModifyDeploymentSetAttribute --DeploymentSetId ds-bp1z",
            "ds-bp1zj66au6nez9psg1ty",
        ),
        ("ecsops instance list --name Legacy", "LegacyWeb"),
    ],
)
def test_tab_types_the_rest(terminal: Terminal, begun: str, word: str) -> None:
    assert terminal.tab(begun) == [*begun.split()[:-1], word]


def test_an_installed_script_is_found(terminal: Terminal, directory: Path) -> None:
    terminal.answer(f"ecsops completion install {terminal.name}")

    if terminal.name == "fish":
        shown = terminal.answer("fish -c \"complete -C 'ecsops deployset show ds-bp1z'\"")
        assert shown == ["ds-bp1zj66au6nez9psg1ty\tUserGuide MyFirstDS"]
        return
    fresh = Terminal(terminal.name, directory, installed=True)
    assert fresh.tab("ecsops deployset show ds-bp1z")[-1] == "ds-bp1zj66au6nez9psg1ty"
    fresh.shell.close(force=True)


def described(terminal: Terminal, words: dict[str, str]) -> dict[str, str]:
    """Return the words as the shell shows them."""
    return dict.fromkeys(words, "") if terminal.name == "bash" else words


def test_ids_are_told_with_their_names(terminal: Terminal) -> None:
    assert terminal.listed("ecsops deployset show ") == described(
        terminal,
        {
            "ds-bp1by7cditzd02a8osk8": "InternalUse DataProcessingCluster",
            "ds-bp1zj66au6nez9psg1ty": "UserGuide MyFirstDS",
        },
    )


def test_the_region_of_the_command_line_counts(terminal: Terminal) -> None:
    assert terminal.tab("ecsops --region cn-beijing deployset show ds-") == (
        ["ecsops", "--region", "cn-beijing", "deployset", "show", "ds-"]
    )


def test_what_is_there_is_not_offered_again(terminal: Terminal) -> None:
    shown = terminal.listed(
        "ecsops deployset show ds-bp1zj66au6nez9psg1ty --query x --output json --quiet --"
    )

    assert shown == described(
        terminal,
        {
            "--backend": "simulator, or openapi for the real service",
            "--debug": "Show tracebacks and each request to the service, without secrets",
            "--dry-run": "Show the API calls without making them",
            "--endpoint": "Host to call, or http://HOST:PORT of `sim serve`",
            "--help": "Show this message and exit",
            "--lang": "Language of messages",
            "--no-pager": "Print long text on a terminal without a pager",
            "--parallel": "Maximum number of parallel calls to the real service (default: 8)",
            "--profile": "Profile of `ecsops configure` or of the vendor's CLI",
            "--region": "Region such as cn-hangzhou",
            "--utc": "Show times in UTC instead of local time",
            "--verbose": "Show which backend, account and region a command uses",
            "--wide": "Show all columns and full values",
        },
    )


def test_what_may_be_given_again_is_offered_again(terminal: Terminal) -> None:
    assert terminal.tab("ecsops notify rule create r --event x --eve")[-1] == "--event"
    assert terminal.tab("ecsops assist run --user x --use")[-1] == "--use"


def test_an_instance_is_named_once(terminal: Terminal) -> None:
    one = "i-bp11icv3rbg0ijc177n1"

    assert one in terminal.listed("ecsops instance start ")
    assert one not in terminal.listed(f"ecsops instance start {one} ")
    columns = terminal.listed("ecsops notify target list rule -o cols=Id,")
    assert not {"Id,", "cols=Id,", "Id,Id", "cols=Id,Id", "Id"} & columns.keys()
    assert any("Method" in each for each in columns)


def test_descriptions_speak_the_language_of_the_shell(terminal: Terminal) -> None:
    terminal.answer("export ECSOPS_LANG=zh")

    shown = terminal.listed("ecsops sim script ")

    terminal.answer("export ECSOPS_LANG=en")
    assert shown == described(
        terminal,
        {
            "add": "匹配的脚本会得到这个应答；后添加的优先。",
            "clear": "清除预设应答。",
            "guest": "设置其余脚本的执行方式：bubblewrap，或只认识少数命令的内置 shell。",
            "list": "按匹配的先后列出预设应答。",
        },
    )


def test_groups_list_their_commands(terminal: Terminal) -> None:
    assert terminal.listed("ecsops sim script ") == described(
        terminal,
        {
            "add": "Answer scripts that match the pattern; the newest matching answer is used.",
            "clear": "Remove canned answers.",
            "guest": "Choose how other scripts run: with bubblewrap, or by the fake "
            "shell that knows a few "
            "commands.",
            "list": "List the canned answers in the order in which they are tried.",
        },
    )


def test_a_file_is_looked_for_where_one_is_meant(terminal: Terminal, directory: Path) -> None:
    (directory / "script-to-run.sh").touch()

    assert terminal.tab("ecsops assist run -f script-to") == (
        ["ecsops", "assist", "run", "-f", "script-to-run.sh"]
    )


def test_where_the_program_is_missing_nothing_is_said(terminal: Terminal) -> None:
    if terminal.name == "fish":
        terminal.answer("set -e _ecsops_helper; set -g kept $PATH; set -g PATH /nowhere")
    else:
        terminal.answer("unset _ecsops_helper; kept=$PATH; PATH=/nowhere")

    words = terminal.tab("ecsops instance show i-")

    assert words == ["ecsops", "instance", "show", "i-"]
    assert not re.search("nowhere|not found|[Uu]nknown", terminal.shell.before)
    terminal.answer("set -g PATH $kept" if terminal.name == "fish" else "PATH=$kept")
