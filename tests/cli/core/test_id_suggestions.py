"""What was meant by an id that does not exist."""

import re
from pathlib import Path

import pytest

from ecsops.backends.recent_listings import keep, rows_of
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.cli.completion.values import WORD_LISTS
from ecsops.cli.core.id_suggestions import KINDS, WORDS, Known, guesses, meant
from ecsops.cli.core.session import Session
from ecsops.completion_values import IDS, NAMES
from ecsops.config import OPENAPI, Settings
from ecsops.errors import NotFound
from tests.conftest import Ecsops

WEB = "i-bp11icv3rbg0ijc177n1 (UserGuideForDS001)"
SET = "ds-bp1zj66au6nez9psg1ty (UserGuide)"


def hint(ecsops: Ecsops, line: str) -> str:
    ran = ecsops(line)
    assert ran.exit_status == 4, ran
    return ran.stderr.partition("Hint: ")[2]


@pytest.mark.parametrize(
    ("line", "guess"),
    [
        pytest.param("instance show i-bp11icv3rbg0ijc177n2", WEB, id="a wrong letter"),
        pytest.param("instance show i-bp11icv3rbg0ij1c77n1", WEB, id="letters in another order"),
        pytest.param("instance reboot i-bp11icv", WEB, id="only the beginning"),
        pytest.param("instance show userguidefords001", WEB, id="the name in another case"),
        pytest.param("deployset show userguid", SET, id="nearly the name"),
        pytest.param(
            "assist run -c x i-bp11icv3rbg0ijc177n1 i-bp11icv3rbg0ijc177n", WEB, id="a 2nd"
        ),
        pytest.param(
            "ecs DescribeInstanceAttribute --InstanceId=i-bp11icv3rbg0ijc177n2 -o table",
            WEB,
            id="in a raw call",
        ),
    ],
)
def test_the_id_that_was_meant_is_told(ecsops: Ecsops, line: str, guess: str) -> None:
    assert hint(ecsops, line).startswith(f"Did you mean {guess}?")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("instance show i-bp1a0000000000000000", id="nothing is like it"),
        pytest.param("instance show i-bp1", id="many begin so"),
        pytest.param("instance show i-bp11icv3rbg0ijc177n2 --region cn-beijing", id="elsewhere"),
    ],
)
def test_nothing_is_guessed_at_random(ecsops: Ecsops, line: str) -> None:
    region = re.search(r" --region \S+", line)
    command = f"ecsops instance list{region[0] if region else ''}"

    assert hint(ecsops, line) == f"Check --region. `{command}` lists the IDs.\n"


@pytest.mark.parametrize(
    ("line", "guess"),
    [
        ("instance list --region cn-hangzou", "cn-hangzhou"),
        ("instance list --status Runing", "Running"),
        (
            "events simulate SystemMaintenance.Rebot i-bp11icv3rbg0ijc177n1 --at 2030-01-01T03:00Z",
            "SystemMaintenance.Reboot",
        ),
        (
            "ecs RunInstances --ImageId x --InstanceType ecs.g5.larg -o table",
            "ecs.g5.large",
        ),
        (
            "deployset launch ds-bp1by7cditzd02a8osk8 --count 1 --type ecs.g5.larg",
            "ecs.g5.large",
        ),
        (
            "deployset launch ds-bp1by7cditzd02a8osk8 --count 1 --type ecs.g5.large "
            "--zone cn-hangzou-b",
            "cn-hangzhou-b",
        ),
        (
            "ecs CreateCommand --Name x --Type RunShelScript --CommandContent eA== -o table",
            "RunShellScript",
        ),
        (
            "cms PutContact --ContactName x --Describe x --Channels.Mail a@b.cn --Lang=zh-ch "
            "-o table",
            "zh-cn",
        ),
    ],
)
def test_the_word_of_the_catalogue_that_was_meant_is_told(
    ecsops: Ecsops, line: str, guess: str
) -> None:
    assert f"Hint: Did you mean {guess}?" in ecsops(line).stderr


def test_a_value_is_compared_with_those_of_its_own_parameter(ecsops: Ecsops) -> None:
    # PrivatePoolOptions.MatchCriteria may be Open.
    line = "ecs RunInstances --InstanceType ecs.g5.large --ImageId Opan -o table"

    assert "Did you mean" not in ecsops(line).stderr


def test_words_that_are_known_are_lists_of_words() -> None:
    assert {*WORDS.values()} <= {*WORD_LISTS}


def test_a_program_finds_the_guess_in_the_document_of_the_error(ecsops: Ecsops) -> None:
    ran = ecsops("deployset show Userguide -o jsonl")

    assert f'"Recommend":"Did you mean {SET}?' in ran.stderr.replace('": "', '":"')


def test_what_is_known_is_told_of_kinds_that_there_are() -> None:
    assert {kind for kinds in KINDS.values() for kind in kinds} <= {*IDS, *NAMES}


def test_words_that_are_ids_are_not_what_is_missing() -> None:
    known = [Known("i-aaaaaaaa1"), Known("i-aaaaaaaa2")]

    assert [*guesses(["start", "i-aaaaaaaa1", "--name=x", "-q"], known)] == []
    assert [known[0]] == [*guesses(['--InstanceIds=["i-aaaaaaaa11"]', "i-aaaaaaaa2"], known)]


def test_of_a_real_account_what_was_seen_lately_is_known(
    home: Path,
) -> None:
    session = Session()
    session.settings = Settings(str(home), "cn-hangzhou", OPENAPI)
    session.words = ("instance", "show", "i-bp1aaaaaaaaaaaaaaab")
    error = NotFound("InvalidInstanceId.NotFound", "", http_status=404)
    assert meant(error, session) == ""

    seen = rows_of(DescribeInstances, [{"InstanceId": "i-bp1aaaaaaaaaaaaaaaa"}], "cn-hangzhou")
    keep(session.settings.seen_path, seen)

    assert meant(error, session) == "Did you mean i-bp1aaaaaaaaaaaaaaaa?"
