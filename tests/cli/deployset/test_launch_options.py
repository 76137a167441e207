"""What `deployset launch` equips new instances with, and what it says is missing."""

import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran
from tests.support.instance_stories import IMAGE

Run = Callable[..., Ran]

SET = "ds-bp1by7cditzd02a8osk8"
LAUNCH = f"deployset launch {SET} --type ecs.g5.large"


def launched(ecsops: Run, options: str, stdin: str | None = None) -> list[dict[str, Any]]:
    """Launch instances and return their documents."""
    ran = ecsops(f"{LAUNCH} {options} -o json", stdin=stdin)
    assert ran.exit_status == 0, ran.stderr
    found: list[dict[str, Any]] = json.loads(ran.stdout)
    return found


def disks_of(ecsops: Run, instance_id: str) -> list[tuple[str, str, int]]:
    """Return the type, the category and the size of the disks of an instance."""
    ran = ecsops(f"ecs DescribeDisks --InstanceId {instance_id}")
    found = json.loads(ran.stdout)["Disks"]["Disk"]
    return sorted((each["Type"], each["Category"], each["Size"]) for each in found)


def test_disks_bandwidth_and_key_pair(ecsops: Run) -> None:
    (made,) = launched(
        ecsops,
        "--count 1 --system-disk cloud_essd:60 --data-disk 40 --data-disk cloud_ssd:100 "
        "--bandwidth 5 --key-pair ops",
    )

    assert disks_of(ecsops, made["InstanceId"]) == [
        ("data", "cloud_efficiency", 40),
        ("data", "cloud_ssd", 100),
        ("system", "cloud_essd", 60),
    ]
    assert (made["InternetMaxBandwidthOut"], made["KeyPairName"]) == (5, "ops")
    assert len(made["PublicIpAddress"]["IpAddress"]) == 1


def test_a_subscription_has_its_period(ecsops: Run) -> None:
    (made,) = launched(ecsops, "--count 1 --charge-type PrePaid --period 2")

    assert (made["InstanceChargeType"], made["ExpiredTime"]) == ("PrePaid", "2019-08-24T08:00Z")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--hostname 'web[8,3]'", ["web008", "web009", "web010"]),
        ("--name app --suffix --hostname web", ["web001", "web002", "web003"]),
        ("--hostname web", ["web", "web", "web"]),
    ],
)
def test_host_names_go_on_from_zone_to_zone(ecsops: Run, options: str, expected: list[str]) -> None:
    made = launched(ecsops, f"--count 3 {options}")

    assert len({each["ZoneId"] for each in made}) > 1
    assert sorted(each["HostName"] for each in made) == expected


def test_names_with_numbers_go_on_from_zone_to_zone(ecsops: Run) -> None:
    made = launched(ecsops, "--count 3 --name 'app[1,2]'")

    assert sorted(each["InstanceName"] for each in made) == ["app01", "app02", "app03"]


@pytest.mark.parametrize("from_stdin", [False, True])
def test_user_data_comes_from_a_file(ecsops: Run, tmp_path: Path, from_stdin: bool) -> None:
    script = "#!/bin/sh\necho hi\n"
    path = tmp_path / "init.sh"
    path.write_text(script)
    (made,) = launched(
        ecsops,
        f"--count 1 --user-data-file {'-' if from_stdin else path}",
        stdin=script if from_stdin else None,
    )

    ran = ecsops(f"ecs DescribeUserData --InstanceId {made['InstanceId']}")

    assert b64decode(json.loads(ran.stdout)["UserData"]).decode() == script


def test_a_password_is_asked_for_twice_and_never_shown(ecsops: Run, home: Path) -> None:
    line = f"{LAUNCH} --count 1 --password-prompt --save-template kept"
    ran = ecsops(line, stdin="Secret-123\nSecret-123\n")

    assert ran.exit_status == 0
    assert "Password of the new instances" in ran.stderr
    assert "Secret-123" not in ran.stdout + ran.stderr
    assert all(b"Secret-123" not in path.read_bytes() for path in home.glob("*.db*"))


def test_a_password_against_the_rules_is_refused(ecsops: Run) -> None:
    ran = ecsops(f"{LAUNCH} --count 1 --password-prompt", stdin="short\nshort\n")

    assert (ran.stdout, ran.exit_status) == ("", 3)
    assert "InvalidPassword.Malformed" in ran.stderr


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("--charge-type PrePaid", "Missing option '--period': a subscription needs it."),
        ("--period 1", "--period needs --charge-type PrePaid."),
        (
            "--key-pair ops --password-prompt",
            "Use either --key-pair or --password-prompt, not both.",
        ),
        ("--system-disk large", "Invalid disk 'large'. Use a size in GiB, such as 40,"),
        ("--data-disk cloud_ssd", "Invalid disk 'cloud_ssd'."),
        ("--bandwidth -1", "Invalid value for '--bandwidth'"),
    ],
)
def test_what_is_missing_is_said_before_any_call(
    ecsops: Run, dump: Callable[[], list[str]], options: str, sentence: str
) -> None:
    before = dump()

    ran = ecsops(f"deployset launch ds-none --type ecs.g5.large --count 1 {options}")

    assert (ran.stdout, ran.exit_status) == ("", 2)
    assert sentence in " ".join(ran.stderr.split())
    assert dump() == before


def test_a_file_that_is_too_large_is_not_read(ecsops: Run, tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * ((1 << 20) + 1))

    ran = ecsops(f"{LAUNCH} --count 1 --user-data-file {path}")

    assert ran.exit_status == 2
    assert "The file of --user-data-file is larger than 1 MiB." in ran.stderr


def test_the_template_keeps_the_equipment(ecsops: Run) -> None:
    launched(
        ecsops,
        f"--count 1 --image {IMAGE} --system-disk 60 --data-disk 40 --bandwidth 5 "
        "--save-template web",
    )

    ran = ecsops("ecs DescribeLaunchTemplateVersions --LaunchTemplateName web")
    (version,) = json.loads(ran.stdout)["LaunchTemplateVersionSets"]["LaunchTemplateVersionSet"]
    data = version["LaunchTemplateData"]
    assert data["SystemDisk"] == {"Size": 60}
    assert data["DataDisks"] == {"DataDisk": [{"Size": 40}]}
    assert data["InternetMaxBandwidthOut"] == 5
