"""What a command line of a raw call means."""

from pathlib import Path

import pytest

from ecsops.catalogue.model import Parameter
from ecsops.cli.core.suggestions import did_you_mean
from ecsops.cli.raw.parser import Call, parse
from tests.support.grammar_lines import DESCRIBE, INVOKE, TARGETS, called, parameters, refused


def test_a_line_of_the_document_is_a_call() -> None:
    line = (
        "--RegionId cn-hangzhou --InstanceId.1 i-1 --InstanceId.2 i-2 --CommandId c-1 "
        "--Timed false --Output cols=InvokeId"
    )

    assert called(line, INVOKE) == Call(
        {
            "RegionId": "cn-hangzhou",
            "InstanceId": ["i-1", "i-2"],
            "CommandId": "c-1",
            "Timed": "false",
        },
        ("cols=InvokeId",),
        None,
        {},
    )


@pytest.mark.parametrize(
    "line",
    ["--InstanceName web", "--InstanceName=web", "--InstanceName:web", "'--InstanceName=web'"],
)
def test_a_value_follows_a_space_an_equals_sign_or_a_colon(line: str) -> None:
    assert parameters(line) == {"InstanceName": "web"}


def test_only_the_first_sign_divides() -> None:
    assert parameters("--InstanceName=a=b:c") == {"InstanceName": "a=b:c"}
    assert parameters("--NotBefore.Start:2019-04-22T01:01:01Z") == {
        "NotBefore.Start": "2019-04-22T01:01:01Z"
    }


def test_an_inline_value_may_have_several_lines() -> None:
    assert parse(DESCRIBE, ["--InstanceName=a\nb\n"]).parameters == {"InstanceName": "a\nb\n"}


@pytest.mark.parametrize("value", ["-la", "-1", "-1/-1", "---", "--", "-Xmx=1g", "--no-such"])
def test_a_value_that_begins_with_a_dash_is_kept(value: str) -> None:
    assert parameters(f"--InstanceName {value}") == {"InstanceName": value}


def test_an_empty_value_is_kept() -> None:
    line = f"{TARGETS} --Frequency '' --Description="

    assert parameters(line, INVOKE) == {
        "CommandId": "c-1",
        "InstanceId": ["i-1"],
        "Frequency": "",
        "Description": "",
    }


@pytest.mark.parametrize(
    "following", ["--CommandId", "--InstanceIds", "--Tag.1.Key", "--instanceid", "--output", "-q"]
)
def test_an_option_is_not_taken_for_a_value(following: str) -> None:
    assert refused(f"--Description {following} x", INVOKE) == (
        "--Description requires a value. Write --Description=… if the value starts with a dash."
    )


def test_an_option_may_be_a_value_after_an_equals_sign() -> None:
    assert parameters("--InstanceName=--InstanceName") == {"InstanceName": "--InstanceName"}


def test_the_last_option_needs_a_value_too() -> None:
    assert refused("--InstanceName") == "--InstanceName requires a value."
    assert refused("--region") == "--region requires a value."


def test_a_stray_word_is_refused_and_what_swallowed_an_option_is_told() -> None:
    assert refused("--InstanceName web db") == "Unexpected argument: db."
    assert refused("--InstanceName --Nmae web") == (
        "Unexpected argument: web. (--InstanceName took --Nmae as its value.)"
    )
    assert refused("''") == "Unexpected argument: ''."


@pytest.mark.parametrize("written", ["true", "True", "TRUE"])
def test_booleans_may_be_in_any_case(written: str) -> None:
    assert parameters(f"{TARGETS} --Timed {written}", INVOKE)["Timed"] == "true"


def test_a_boolean_alone_is_true() -> None:
    assert parameters(f"--Timed {TARGETS}", INVOKE)["Timed"] == "true"
    assert parameters(f"{TARGETS} --Timed", INVOKE)["Timed"] == "true"
    assert called(f"{TARGETS} --Timed -q", INVOKE).flags == {"quiet": True}
    assert parameters("--Disk.Encrypted --Disk.Size 20") == {
        "Disk": {"Encrypted": "true", "Size": "20"}
    }


def test_an_enum_value_gets_the_case_of_the_catalogue() -> None:
    assert parameters("--Type RunPowershellScript") == {"Type": "RunPowerShellScript"}
    assert parameters("--Type sh") == {"Type": "sh"}
    assert parameters("--Level 3") == {"Level": "3"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--InstanceNmae x", "No such parameter: --InstanceNmae. Did you mean --InstanceName?"),
        ("--instancename x", "No such parameter: --instancename. Did you mean --InstanceName?"),
        (
            "--Tag.2.key x",
            "No such parameter: --Tag.2.key. Did you mean --Tag.2.Key?",
        ),
        (
            "--InstanceNam x",
            "No such parameter: --InstanceNam. Did you mean --InstanceName?",
        ),
        (
            "--Tag.1.Vey x",
            "No such parameter: --Tag.1.Vey. Did you mean --Tag.1.Key?",
        ),
        ("--Tag.١.Key 1", "No such parameter: --Tag.١.Key. Did you mean --Tag.1.Key?"),
        ("--Tag.x.Key 1", "No such parameter: --Tag.x.Key. Did you mean --Tag.1.Key?"),
        ("--outpt json", "No such parameter: --outpt. Did you mean --output?"),
        ("--regionid x", "No such parameter: --regionid. Did you mean --RegionId?"),
        (
            "--InstanceIds.9999999999 x",
            "No such parameter: --InstanceIds.9999999999. Did you mean --InstanceIds?",
        ),
        (
            "--InstanceIds.Key x",
            "No such parameter: --InstanceIds.Key. Did you mean --InstanceIds?",
        ),
        ("--Xyzzy x", "No such parameter: --Xyzzy."),
        ("-x", "No such parameter: -x."),
        ("--InstanceName.x 1", "No such parameter: --InstanceName.x. Did you mean --InstanceName?"),
        (
            "--InstanceName.1.2 1",
            "No such parameter: --InstanceName.1.2. Did you mean --InstanceName?",
        ),
        (
            """--Tag '[{"Kye": "a"}]'""",
            "No such parameter: --Tag.1.Kye. Did you mean --Tag.1.Key?",
        ),
        ("--Tag x", "--Tag.1 requires a JSON object, or its parts: --Tag.1.Key, --Tag.1.Value"),
    ],
)
def test_an_unknown_name_is_refused_with_what_may_be_meant(line: str, message: str) -> None:
    assert refused(line) == message


def test_names_that_are_equally_near_are_all_told() -> None:
    assert did_you_mean("house", ["mouse", "dog", "Louse"]) == " Did you mean mouse or Louse?"
    assert did_you_mean("house", ["mouse", "House"]) == " Did you mean House?"
    assert (
        did_you_mean("instanceids", ["InstanceId", "InstanceIds"]) == " Did you mean InstanceIds?"
    )
    assert did_you_mean("house", ["dog"]) == ""


def test_all_that_is_missing_is_named_at_once() -> None:
    assert refused("", INVOKE) == "Missing parameters: --CommandId, --InstanceId.1."
    assert refused("--InstanceId i-1", INVOKE) == "Missing parameter: --CommandId."
    assert refused("--Tag.1.Key a --Tag.2.Value b") == "Missing parameter: --Tag.2.Key."
    assert refused("--Disk.Encrypted") == "Missing parameter: --Disk.Size."


def test_an_argument_that_is_not_text_is_refused() -> None:
    assert refused("--InstanceName \udcff") == r"An argument is not UTF-8 text: '\udcff'."


def test_every_operation_takes_a_region() -> None:
    operation = INVOKE.with_changes(parameters=())

    assert parameters("--RegionId cn-hangzhou", operation) == {"RegionId": "cn-hangzhou"}
    assert refused("--regionid x", operation) == (
        "No such parameter: --regionid. Did you mean --RegionId?"
    )


def test_an_operation_s_own_parameter_comes_before_a_flag() -> None:
    operation = DESCRIBE.with_changes(parameters=(Parameter("Output"),))

    assert parameters("--Output x", operation) == {"Output": "x"}


def test_a_value_may_be_read_from_a_file(tmp_path: Path) -> None:
    script = tmp_path / "script.sh"
    script.write_bytes("echo 你好\r\n\n".encode())

    assert parameters(f"--InstanceName-FILE {script}") == {"InstanceName": "echo 你好\r\n\n"}


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    latin = tmp_path / "latin"
    latin.write_bytes(b"\xe9")

    assert refused(f"--InstanceName-FILE {tmp_path / 'none'}") == (
        f"--InstanceName-FILE: {tmp_path / 'none'}: No such file or directory."
    )
    assert refused(f"--InstanceName-FILE {latin}") == (
        f"--InstanceName-FILE: {latin} is not UTF-8 text."
    )
