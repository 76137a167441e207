"""What the values of a raw call mean: items, lists, objects, JSON, in any order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecsops.catalogue.model import Parameter
from ecsops.cli.raw.parser import parse
from ecsops.cli.raw.values import flatten
from tests.support.grammar_lines import DESCRIBE, INVOKE, TARGETS, parameters, refused


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
    both = DESCRIBE.with_changes(
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
    whole = condition.with_changes(parts=(times, on, expressions))
    put = DESCRIBE.with_changes(parameters=(whole,))

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
        "--Parameters is given both as a whole and in parts."
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
