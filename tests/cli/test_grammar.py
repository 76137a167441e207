"""What a command line of a raw call means."""

import random
import shlex
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecsops.catalogue.model import Operation, Parameter
from ecsops.catalogue.products import ECS
from ecsops.cli.grammar import Call, parse
from ecsops.cli.grammar_flags import Waiter
from ecsops.cli.grammar_values import flatten
from ecsops.cli.suggestions import did_you_mean

TAG = Parameter("Tag", repeat=True, parts=(Parameter("Key", required=True), Parameter("Value")))

INVOKE = Operation(
    "InvokeCommand",
    ECS,
    "Starts a command on instances.",
    (
        Parameter("RegionId", required=True),
        Parameter("CommandId", required=True),
        Parameter("InstanceId", required=True, repeat=True),
        Parameter("Timed", bool),
        Parameter("Frequency"),
        Parameter("Description"),
        Parameter("Parameters", dict, json=True),
        TAG,
    ),
    {},
    (),
)

DESCRIBE = Operation(
    "DescribeInstances",
    ECS,
    "Lists instances.",
    (
        Parameter("RegionId", required=True),
        Parameter("InstanceIds", json=True),
        Parameter("InstanceName"),
        Parameter("NotBefore"),
        Parameter("NotBefore.Start"),
        Parameter("Type", enum=("RunBatScript", "RunPowerShellScript", "RunShellScript")),
        Parameter("Level", int, enum=(2, 3)),
        Parameter("Disk", parts=(Parameter("Size", required=True), Parameter("Encrypted", bool))),
        Parameter(
            "EventPattern",
            repeat=True,
            parts=(
                Parameter("Product", required=True),
                Parameter("LevelList", repeat=True, enum=("CRITICAL", "WARN", "INFO")),
            ),
        ),
        TAG,
    ),
    {},
    (),
)

TARGETS = "--CommandId c-1 --InstanceId.1 i-1"


def called(line: str, operation: Operation = DESCRIBE) -> Call:
    return parse(operation, shlex.split(line))


def parameters(line: str, operation: Operation = DESCRIBE) -> dict[str, object]:
    return called(line, operation).parameters


def refused(line: str, operation: Operation = DESCRIBE) -> str:
    with pytest.raises(click.UsageError) as refusal:
        called(line, operation)
    return refusal.value.message


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
        "--Description needs a value; write --Description=… if it really begins with a dash."
    )


def test_an_option_may_be_a_value_after_an_equals_sign() -> None:
    assert parameters("--InstanceName=--InstanceName") == {"InstanceName": "--InstanceName"}


def test_the_last_option_needs_a_value_too() -> None:
    assert refused("--InstanceName") == "--InstanceName needs a value."
    assert refused("--region") == "--region needs a value."


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


def test_items_come_in_any_order_and_with_gaps() -> None:
    line = "--InstanceId.10 c --InstanceId.2 b --InstanceId.1 a --CommandId c-1"

    assert parameters(line, INVOKE)["InstanceId"] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "line",
    [
        "--InstanceId.1 a --InstanceId.2 b",
        "--InstanceId a --InstanceId b",
        """--InstanceId '["a","b"]'""",
        """--InstanceIds '["a", "b"]'""",
        "--InstanceIds a --InstanceIds b",
        "--InstanceIds.1 a --InstanceIds.2 b",
        "--InstanceId b --InstanceId.1 a",
    ],
)
def test_a_list_may_be_written_in_each_of_the_known_ways(line: str) -> None:
    assert parameters(f"--CommandId c-1 {line}", INVOKE)["InstanceId"] == ["a", "b"]


@pytest.mark.parametrize(
    "line",
    [
        """--InstanceIds '["a","b"]'""",
        """--InstanceId '["a","b"]'""",
        """--InstanceIds.1 a --InstanceId '["b"]'""",
        "--InstanceId.1 a --InstanceId.2 b",
        "--InstanceId.10 b --InstanceId.9 a",
        "--InstanceIds.1 a --InstanceIds.2 b",
        "--InstanceIds a --InstanceIds b",
    ],
)
def test_a_list_that_travels_as_json_may_be_written_so_as_well(line: str) -> None:
    assert parameters(line) == {"InstanceIds": '["a","b"]'}


def test_a_name_that_the_operation_has_is_not_taken_for_its_twin() -> None:
    both = DESCRIBE._replace(
        parameters=(Parameter("SecurityGroupIds", repeat=True), Parameter("SecurityGroupId"))
    )

    assert parameters("--SecurityGroupId a --SecurityGroupIds.1 b", both) == {
        "SecurityGroupId": "a",
        "SecurityGroupIds": ["b"],
    }


def test_one_id_is_a_list_where_a_list_is_wanted() -> None:
    assert parameters("--InstanceId i-1") == {"InstanceIds": '["i-1"]'}
    assert parameters("--InstanceIds i-1") == {"InstanceIds": '["i-1"]'}


def test_text_that_is_json_already_stays_as_it_is() -> None:
    assert parameters("""--InstanceIds '[ "i-1" ]'""") == {"InstanceIds": '[ "i-1" ]'}
    assert parameters(f"{TARGETS} --Parameters 'not json'", INVOKE)["Parameters"] == "not json"


@pytest.mark.parametrize("text", ["", "[i-1]", '{"i-1"', "[" * 100_000])
def test_json_that_went_wrong_is_for_the_service_to_refuse(text: str) -> None:
    assert parse(DESCRIBE, ["--InstanceIds", text]).parameters == {"InstanceIds": text}
    assert parse(DESCRIBE, ["--InstanceId", text]).parameters == {"InstanceIds": text}
    assert parse(INVOKE, ["--CommandId", "c-1", "--InstanceId", text]).parameters == {
        "CommandId": "c-1",
        "InstanceId": [text],
    }


def test_an_object_that_travels_as_json_may_be_written_in_parts() -> None:
    line = f"{TARGETS} --Parameters.name Bob --Parameters.city 杭州"

    assert parameters(line, INVOKE)["Parameters"] == '{"name":"Bob","city":"杭州"}'


def test_an_object_that_travels_as_json_may_hold_lists() -> None:
    condition = Parameter("Condition", dict, json=True, required=True)
    times, on = Parameter("Times", int, required=True), Parameter("On", bool)
    expressions = Parameter("List", repeat=True, parts=(Parameter("Metric"), Parameter("Of", int)))
    put = DESCRIBE._replace(parameters=(condition._replace(parts=(times, on, expressions)),))

    line = """--Condition.Times 3 --Condition.List.2.Of 5 --Condition.List.1 '{"Metric":"a"}'"""

    assert parameters(line, put) == {"Condition": '{"Times":3,"List":[{"Metric":"a"},{"Of":5}]}'}
    assert parameters("--Condition.Times often", put) == {"Condition": '{"Times":"often"}'}
    assert parameters("--Condition.On TRUE", put) == {"Condition": '{"On":true}'}
    assert refused("--Condtion x", put) == (
        "No such parameter: --Condtion. Did you mean --Condition?"
    )
    assert refused("--Condition.Tiems 3", put) == (
        "No such parameter: --Condition.Tiems. Did you mean --Condition.Times?"
    )
    assert refused("", put) == "Missing parameter: --Condition."


def test_an_object_is_given_whole_or_in_parts() -> None:
    assert refused(f"{TARGETS} --Parameters.name Bob --Parameters '{{}}'", INVOKE) == (
        "--Parameters is given whole and in parts."
    )
    assert refused(f"{TARGETS} --Parameters '{{}}' --Parameters '{{}}'", INVOKE) == (
        "--Parameters takes one value, not 2."
    )


def test_objects_in_a_list_may_be_written_in_parts_or_as_json() -> None:
    expected = {"Tag": [{"Key": "a", "Value": "1"}, {"Key": "b"}]}

    assert parameters("--Tag.1.Key a --Tag.2.Key b --Tag.1.Value 1") == expected
    assert parameters("""--Tag '[{"Key": "a", "Value": 1}, {"Key": "b"}]'""") == expected
    assert parameters("""--Tag.1 '{"Key": "a", "Value": "1"}' --Tag.2.Key b""") == expected


def test_lists_in_lists_keep_their_order() -> None:
    line = (
        "--EventPattern.1.LevelList.2 WARN --EventPattern.1.LevelList.1 critical "
        "--EventPattern.1.Product ecs"
    )

    assert parameters(line) == {
        "EventPattern": [{"LevelList": ["CRITICAL", "WARN"], "Product": "ecs"}]
    }


def test_a_name_with_a_dot_of_its_own_is_one_name() -> None:
    assert parameters("--NotBefore.Start 2019-04-22T01:01:01Z") == {
        "NotBefore.Start": "2019-04-22T01:01:01Z"
    }


def test_a_single_value_may_bear_an_index() -> None:
    assert parameters("--InstanceName.1 web") == {"InstanceName": "web"}
    assert parameters("--InstanceNames web") == {"InstanceName": "web"}
    assert parameters("""--InstanceNames '["web"]'""") == {"InstanceName": "web"}
    assert parameters("""--InstanceName '["web"]'""") == {"InstanceName": '["web"]'}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--InstanceName a --InstanceName b", "--InstanceName takes one value, not 2."),
        ("--InstanceName.1 a --InstanceName.2 b", "--InstanceName.2 takes one value, not 2."),
        ("""--InstanceNames '["a","b"]'""", "--InstanceNames takes one value, not 2."),
        ("--Tag.1.Key a --Tag.1.Key b", "--Tag.1.Key takes one value, not 2."),
        ("--InstanceId.1 a --InstanceId.1 b", "--InstanceId.1 takes one value, not 2."),
        ("--region a --region b", "--region is given twice."),
    ],
)
def test_what_has_one_value_is_given_once(line: str, message: str) -> None:
    assert refused(line) == message


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
        ("--Tag x", "--Tag.1 needs a JSON object, or its parts: --Tag.1.Key, --Tag.1.Value"),
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
    operation = INVOKE._replace(parameters=())

    assert parameters("--RegionId cn-hangzhou", operation) == {"RegionId": "cn-hangzhou"}
    assert refused("--regionid x", operation) == (
        "No such parameter: --regionid. Did you mean --RegionId?"
    )


def test_an_operation_s_own_parameter_comes_before_a_flag() -> None:
    operation = DESCRIBE._replace(parameters=(Parameter("Output"),))

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


@pytest.mark.parametrize("flag", ["--output", "-o", "--Output"])
def test_the_words_of_output_end_at_the_next_dash(flag: str) -> None:
    line = f"{flag} cols=A,B rows=X num=true --InstanceName web"

    assert called(line) == Call(
        {"InstanceName": "web"}, ("cols=A,B", "rows=X", "num=true"), None, {}
    )


def test_output_may_be_written_in_several_flags() -> None:
    assert called("--output=cols=A rows=X -o num=true").words == ("cols=A", "rows=X", "num=true")


def test_output_needs_words() -> None:
    assert refused("--output") == (
        "--output needs a value: FORMAT | cols=A,B [rows=JMESPATH] [num=true]"
    )


@pytest.mark.parametrize("flag", ["--query", "--cli-query"])
def test_a_query_is_kept_apart(flag: str) -> None:
    assert called(f"{flag} 'Instances[0]'") == Call({}, (), "Instances[0]", {})


def test_flags_are_told_by_their_own_names() -> None:
    line = "-q --cli-dry-run --region cn-beijing -p work -v --debug --version 2014-05-26"

    assert called(line).flags == {
        "quiet": True,
        "dryrun": True,
        "region": "cn-beijing",
        "profile": "work",
        "verbose": True,
        "debug": True,
        "version": "2014-05-26",
    }


def test_flags_of_the_wire_are_read() -> None:
    line = (
        "-e localhost --endpoint-type vpc --method POST --header a=b --header c=d --secure "
        "--insecure --skip-secure-verify --connect-timeout 3 --read-timeout 5 --retry-count 2 "
        "--language en --user-agent me"
    )

    assert called(line).flags == {
        "endpoint": "localhost",
        "endpoint-type": "vpc",
        "method": "POST",
        "header": ("a=b", "c=d"),
        "secure": True,
        "insecure": True,
        "skip-secure-verify": True,
        "connect-timeout": "3",
        "read-timeout": "5",
        "retry-count": "2",
        "language": "en",
        "user-agent": "me",
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--method PUT", "--method is one of GET, POST, not PUT."),
        ("--quiet=yes", "--quiet takes no value."),
        ("--version 2016-03-14", "The version of Ecs is 2014-05-26, not 2016-03-14."),
        ("--waiter expr=a", "--waiter needs to="),
        ("--waiter", "--waiter needs expr= and to="),
        (
            "--waiter exp=a to=b",
            "--waiter has no field exp=a. Its fields: expr= to= timeout= interval=",
        ),
        (
            "--waiter expr=a to=b timeout=0",
            "--waiter timeout=0 is not a number of seconds above 0.",
        ),
        (
            "--waiter expr=a to=b interval=nan",
            "--waiter interval=nan is not a number of seconds above 0.",
        ),
        (
            "--pager all",
            "--pager has no field all. Its fields: path= PageNumber= PageSize= TotalCount= "
            "NextToken=",
        ),
        (
            "--pager path",
            "--pager has no field path. Its fields: path= PageNumber= PageSize= TotalCount= "
            "NextToken=",
        ),
        ("--pager --waiter expr=a to=b", "--pager and --waiter exclude each other."),
    ],
)
def test_a_flag_that_is_wrong_is_refused(line: str, message: str) -> None:
    assert refused(line) == message


def test_a_waiter_says_what_it_waits_for() -> None:
    assert called("--waiter expr=Status to=Running").flags == {
        "waiter": Waiter("Status", "Running", timeout=180, interval=5)
    }
    assert called("--waiter expr=A==`1` to=true timeout=600.5 interval=2").flags == {
        "waiter": Waiter("A==`1`", "true", timeout=600.5, interval=2)
    }


def test_a_pager_may_name_its_fields() -> None:
    assert called("--pager").flags == {"pager": {}}
    assert called("--pager path=A.B[] PageNumber=Page").flags == {
        "pager": {"path": "A.B[]", "PageNumber": "Page"}
    }


def test_force_skips_the_checks_of_names_and_of_required_parameters() -> None:
    call = called("--Neu 1 --Flag --NeuList.1 -2 --Last --force", INVOKE)

    assert call == Call(
        {"Neu": "1", "Flag": "", "NeuList.1": "-2", "Last": ""}, (), None, {"force": True}
    )


@pytest.mark.parametrize("line", ["--help", "-h", "help", "--Nonsense --help", "--RegionId x help"])
def test_help_comes_before_every_check(line: str) -> None:
    assert called(line, INVOKE) == Call({}, (), None, {"help": True})


def test_the_word_help_may_be_a_value() -> None:
    assert parameters("--InstanceName help") == {"InstanceName": "help"}


def test_parameters_are_flattened_as_the_wire_has_them() -> None:
    nested = {"InstanceId": ["a", "b"], "Tag": [{"Key": "k", "Value": "v"}], "Disk": {"Size": "2"}}

    assert flatten(nested) == {
        "InstanceId.1": "a",
        "InstanceId.2": "b",
        "Tag.1.Key": "k",
        "Tag.1.Value": "v",
        "Disk.Size": "2",
    }


VALUES = st.text(max_size=20).filter(lambda text: not text.lstrip().startswith(("[", "{")))

LEVELS = ("CRITICAL", "WARN", "INFO")

SPELLED = VALUES.filter(lambda text: text in LEVELS or text.upper() not in LEVELS)
"""Words that are read as they are: one of an enum in another case becomes the enum's."""

NESTED = st.fixed_dictionaries(
    {},
    optional={
        "InstanceName": VALUES,
        "NotBefore.Start": VALUES,
        "Disk": st.fixed_dictionaries({"Size": VALUES}),
        "Tag": st.lists(
            st.fixed_dictionaries({"Key": VALUES, "Value": VALUES}), min_size=1, max_size=3
        ),
        "EventPattern": st.lists(
            st.fixed_dictionaries(
                {"Product": VALUES, "LevelList": st.lists(SPELLED, min_size=1, max_size=12)}
            ),
            min_size=1,
            max_size=3,
        ),
    },
)


@given(NESTED, st.randoms(), st.booleans())
def test_what_is_flattened_is_read_back_in_any_order(
    nested: dict[str, object], order: random.Random, inline: bool
) -> None:
    options = list(flatten(nested).items())
    order.shuffle(options)

    if inline:
        line = [f"--{name}={value}" for name, value in options]
    else:
        line = [token for name, value in options for token in (f"--{name}", f"_{value}")]
        nested = parse(DESCRIBE, [f"--{name}=_{value}" for name, value in options]).parameters

    assert parse(DESCRIBE, line).parameters == nested
