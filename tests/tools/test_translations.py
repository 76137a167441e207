"""The program in another language: what is translated, what never is, and how it is chosen."""

import ast
import gettext
import json
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from ecsops import language
from ecsops.cli.core.localized_formatter import Formatter, lines_of
from ecsops.cli.help.topics import TOPICS
from ecsops.errors import ApiError, EcsopsError, TransportError
from ecsops.output.layout import HEADING
from ecsops.output.text import width
from tests.conftest import Ecsops
from tools.translations import sources, update
from tools.translations.update import CHINESE

ROOT = Path(__file__).parents[2]

PO = update.path_of(CHINESE).read_text("utf-8")

FIELD = re.compile(r"{[^{}]*}|%\(\w+\)s")

MAKE = "Run `make translations`, and translate what is new in ecsops/translations."

SETS = """\
部署集 ID               | 部署集名称  | 部署集描述            | 实例数量 | 创建时间
---------               | ----------  | ----------            | -------- | --------
ds-bp1by7cditzd02a8osk8 | InternalUse | DataProcessingCluster | 2        | 2018-09-18T16:32:55Z
ds-bp1zj66au6nez9psg1ty | UserGuide   | MyFirstDS             | 6        | 2018-09-18T03:57:18Z
"""


def error_classes() -> Iterator[type[EcsopsError]]:
    """Yield the errors that say what they say in words of ours."""
    own = (EcsopsError, *EcsopsError.__subclasses__(), *TransportError.__subclasses__())
    yield from (each for each in own if not issubclass(each, ApiError))


def translations() -> list[Message]:
    """Return what is translated, each with its translation."""
    return [message for message in read_po(StringIO(PO), CHINESE) if message.id]


def texts(message: Message) -> tuple[str, ...]:
    """Return the translations of a message: one, or one for each plural."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def commands() -> list[tuple[str, click.Context]]:
    """Return every command with its line, but of the raw calls only a few."""
    raw = ("ecsops ecs D", "ecsops cms D", "ecsops ecs R")
    return [each for each in sources.commands() if not each[0].startswith(raw)]


def test_the_catalogue_has_what_there_is_to_translate() -> None:
    assert update.updated(PO, CHINESE) == PO, MAKE


def test_all_of_it_is_translated_and_none_of_it_is_a_guess() -> None:
    open_ones = [each.id for each in translations() if each.fuzzy or not all(texts(each))]

    assert open_ones == [], MAKE


def test_a_translation_fills_in_what_the_english_does() -> None:
    wrong = []
    for message in translations():
        english = message.id[-1] if isinstance(message.id, tuple) else message.id
        for text in texts(message):
            if Counter(FIELD.findall(english)) != Counter(FIELD.findall(text)):
                wrong.append((english, text))

    assert wrong == []


def test_what_is_compiled_is_what_is_written() -> None:
    compiled = update.path_of(CHINESE).with_suffix(".mo").read_bytes()
    there = gettext.GNUTranslations(BytesIO(compiled))

    for message in translations():
        words = message.id[0] if isinstance(message.id, tuple) else message.id
        context = message.context
        found = there.pgettext(context, words) if context else there.gettext(words)
        assert found == (texts(message)[0] or words), MAKE


def test_every_sentence_of_an_error_is_marked() -> None:
    wrong = [
        f"{path.relative_to(sources.PACKAGE)}:{line}"
        for path in sorted(sources.PACKAGE.rglob("*.py"))
        for line in unmarked(path.read_text("utf-8"))
    ]

    assert wrong == []


TOLD = ("UsageError", "BadParameter", "OutputError", *(each.__name__ for each in error_classes()))
"""What users are told by; an ApiError says what the service says, in English."""


def unmarked(source: str) -> Iterator[int]:
    """Yield the lines where a sentence of an error cannot be translated."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in TOLD:
            for given in node.args:
                parts = given.values if isinstance(given, ast.JoinedStr) else [given]
                texts = [each.value for each in parts if isinstance(each, ast.Constant)]
                if any(re.search(r"[a-z] ", str(text)) for text in texts):
                    yield given.lineno


@pytest.mark.parametrize("line", ["--lang zh deployset list", "deployset list --lang=zh"])
def test_the_language_is_an_option_before_or_after_the_command(line: str, ecsops: Ecsops) -> None:
    assert ecsops(line).stdout == SETS


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:zh_TW:en"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "ECSOPS_LANG": "en"}, "en"),
        ({"ECSOPS_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "ECSOPS_LANG": "fr"}, "zh"),
    ],
)
def test_without_the_option_the_environment_chooses(
    environment: dict[str, str], chosen: str, home: Path
) -> None:
    assert chosen == language.chosen(
        [], {"ECSOPS_HOME": str(home), "HOME": str(home)} | environment
    )


def test_the_profile_comes_before_the_locale_and_after_the_option(home: Path) -> None:
    profiles = [{"name": "beijing", "language": "zh"}, {"name": "paris", "language": "en"}]
    config = {"current": "beijing", "profiles": profiles}
    (home / "config.json").write_text(json.dumps(config))
    environment = {"ECSOPS_HOME": str(home), "HOME": str(home), "LANG": "en_US.UTF-8"}

    asked = [[], ["--profile", "paris"], ["--lang", "en"], ["--profile=none"]]

    assert [language.chosen(each, environment) for each in asked] == ["zh", "en", "en", "en"]


@pytest.mark.parametrize("text", ['{"profiles": 1', '{"current": "a", "profiles": []}'])
def test_a_profile_that_cannot_be_read_chooses_no_language(text: str, home: Path) -> None:
    (home / "config.json").write_text(text)
    environment = {"ECSOPS_HOME": str(home), "HOME": str(home), "LANG": "zh_CN.UTF-8"}

    assert language.chosen([], environment) == "zh"


def test_what_follows_two_dashes_is_no_option() -> None:
    assert language.chosen(["assist", "run", "--", "--lang", "zh"], {"HOME": "/nowhere"}) == "en"


def test_another_language_is_refused(ecsops: Ecsops) -> None:
    ran = ecsops("deployset list --lang fr")

    assert ran.exit_status == 2
    assert "'fr' is not one of en, zh." in ran.stderr


@pytest.mark.parametrize(
    "line",
    [
        "instance list -o json",
        "instance list -o jsonl",
        "instance list -o csv",
        "instance list -o tsv",
        "instance list -o cols=InstanceId,Status",
        "instance list --query [].Status",
        "events types -o json",
        "monitor health -o csv",
        "ecs DescribeInstances",
        "ecs DescribeInstances -o table",
        "ecs DescribeInstances --output cols=InstanceId,Status num=true",
        "completion bash",
        "schema deployset",
    ],
)
def test_what_programs_read_is_the_same_in_both_languages(line: str, ecsops: Ecsops) -> None:
    english, chinese = ecsops(f"--lang en {line}"), ecsops(f"--lang zh {line}")

    # Each call of the service has a RequestId of its own.
    unique = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
    assert unique.sub("", english.stdout) == unique.sub("", chinese.stdout)


def test_states_are_those_of_the_console(ecsops: Ecsops) -> None:
    ecsops("events simulate SystemMaintenance.Reboot i-bp11icv3rbg0ijc177n1 --at 2019-06-26T03:00Z")

    events = ecsops("events list --lang zh").stdout
    event = ecsops(f"events show {events.splitlines()[2].split()[0]} --lang zh").stdout
    top = ecsops("monitor top --once --name DataProcessing001 --lang zh").stdout
    health = ecsops("monitor health i-bp1a6tgcca44b0jqkh54 --lang zh").stdout
    answer = ecsops("sim script add --match x --lang zh").stdout

    assert " | 因系统维护实例重启 | 待执行   | 2019-06-26T03:00:00Z | 19h 0m   | " in events
    assert "经过          2019-06-25T08:00:00Z 已发布\n" in event
    assert "\n              2019-06-25T08:00:00Z 待执行\n" in event
    assert "DataProcessing001 | 运行中 | " in top
    assert " | 无异常 " in top
    assert health.endswith(" | BackupServer | 已停止 | 无状态   | 已停止\n")
    assert answer.startswith("应答 ID ")


def test_a_refusal_keeps_the_words_of_the_service_and_is_explained(ecsops: Ecsops) -> None:
    ran = ecsops("deployset show ds-none --lang zh")

    assert (ran.exit_status, ran.stdout) == (4, "")
    assert ran.stderr == (
        "错误：InvalidDeploymentSetId.NotFound: "
        "The specified DeploymentSetId does not exist: ds-none.\n"
        "说明：指定的部署集不存在。\n"
        "提示：`ecsops deployset list` 列出部署集。\n"
    )


def test_the_document_of_a_refusal_is_the_same_in_both_languages(ecsops: Ecsops) -> None:
    english, chinese = (
        json.loads(ecsops(f"deployset show ds-none -o json --lang {each}").stderr)
        for each in ("en", "zh")
    )

    assert chinese.pop("Recommend") == "`ecsops deployset list` 列出部署集。"
    assert english.pop("Recommend")
    assert english == chinese


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("instance list --limit x", "'--limit' 的值无效：'x' 不是有效的整数。"),
        ("instance list --stat x", "没有选项 '--stat'。您是不是要输入 '--status'？"),
        ("instance show", "缺少参数 'INSTANCE'。"),
    ],
)
def test_what_click_says_is_translated_and_leaves_no_english(
    line: str, told: str, ecsops: Ecsops
) -> None:
    ran = ecsops(f"{line} --lang zh")

    usage, _, _, error = ran.stderr.splitlines()
    assert ran.exit_status == 2
    assert usage.startswith("用法：ecsops instance ")
    assert error == f"错误：{told}"


def test_help_speaks_the_language(ecsops: Ecsops) -> None:
    shown = ecsops("deployset families --help --lang zh").stdout.splitlines()

    assert shown[0] == "用法：ecsops deployset families [OPTIONS]"
    assert shown[2] == "  查询部署集支持的实例规格族。"
    assert "通用选项：" in shown


def test_what_a_parameter_takes_is_told_in_the_language(ecsops: Ecsops) -> None:
    shown = ecsops("ecs CreateCommand --help --lang zh").stdout.splitlines()

    assert "  --Name TEXT            最多 30（配额 CommandNameCharacters）个字符" in shown
    assert "  --EnableParameter true|false  命令内容中可以使用 {{name}}；默认：false" in shown


@pytest.mark.parametrize("columns", [60, 80])
def test_help_fits_into_the_terminal(columns: int) -> None:
    with language.speaking("zh"):
        for line, context in commands():
            formatter = Formatter(width=columns)
            context.command.format_help(context, formatter)
            for shown in formatter.getvalue().splitlines():
                text = shown.strip()
                # A word of the command line, a table of fields or an address is not broken.
                assert width(shown) <= columns or text.rstrip("）").isascii(), f"{line}: {shown}"


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_explained_in_chinese(topic: str, ecsops: Ecsops) -> None:
    english, chinese = (
        (ROOT / "docs" / "reference" / f"{topic}{suffix}.md").read_text("utf-8")
        for suffix in ("", ".zh-CN")
    )

    shown = ecsops(f"help {topic} --lang zh").stdout

    assert chinese.splitlines()[0] == f"# {shown.splitlines()[0]}"
    assert "…" in chinese or "…" not in shown, "something is cut off"
    assert not re.search(r"^ *[，。、；：！？）]", shown, re.MULTILINE)
    codes = re.compile(r"^\| (\d+|`[A-Z_]+`)", re.MULTILINE)
    assert set(codes.findall(english)) <= set(codes.findall(chinese))


@pytest.mark.parametrize("topic", TOPICS)
def test_the_chinese_page_of_a_topic_is_in_the_wheel(topic: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packed = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert packed[f"docs/reference/{topic}.zh-CN.md"] == f"ecsops/topics/{topic}.zh-CN.md"


def test_lines_are_broken_between_chinese_characters_and_never_before_a_comma() -> None:
    text = "查询执行结果，每台实例 ecsops-instance 一条。"

    assert [*lines_of(text, 10)] == ["查询执行结", "果，每台实", "例", "ecsops-instance", "一条。"]
    assert [*lines_of("查询执行，每台实例", 8)] == ["查询执", "行，每台", "实例"]


def test_no_two_headings_of_a_table_are_the_same() -> None:
    words = language_words()
    for line, columns in tables():
        headings = Counter(words(HEADING, column) for column in columns)

        assert [each for each, count in headings.items() if count > 1] == [], line


def language_words() -> "gettext.GNUTranslations.pgettext":
    """Return the words of the Chinese catalogue."""
    with language.speaking("zh"):
        words = language.words()
    assert words is not None
    return words


def tables() -> Iterator[tuple[str, list[str]]]:
    """Yield the columns of every table."""
    yield from sources.tables()


def test_a_run_leaves_nothing_behind(ecsops: Ecsops) -> None:
    before = dict(os.environ)

    ecsops("deployset list --lang zh")

    assert (dict(os.environ), gettext.textdomain()) == (before, "messages")
    assert ecsops("deployset list").stdout.startswith("DeploymentSetId ")


def test_a_listing_in_english_looks_nothing_up(
    ecsops: Ecsops, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setattr("gettext.dgettext", lambda domain, text: looked_up.append(text) or text)

    ecsops("instance list")

    assert looked_up == []
