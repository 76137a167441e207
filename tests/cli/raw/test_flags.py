"""What flags of a raw call mean, beside its parameters."""

import pytest

from ecsops.cli.raw.flags import Waiter
from ecsops.cli.raw.parser import Call
from tests.support.grammar_lines import INVOKE, called, parameters, refused


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
        "--output requires a value: FORMAT | cols=A,B [rows=JMESPATH] [num=true]"
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
        ("--method PUT", "Invalid value PUT for --method. Use one of GET, POST."),
        ("--quiet=yes", "--quiet takes no value."),
        ("--version 2016-03-14", "Invalid version 2016-03-14 of Ecs. Use 2014-05-26."),
        ("--waiter expr=a", "--waiter requires to="),
        ("--waiter", "--waiter requires expr= and to="),
        (
            "--waiter exp=a to=b",
            "--waiter has no field exp=a. Its fields: expr= to= timeout= interval=",
        ),
        (
            "--waiter expr=a to=b timeout=0",
            "Invalid value --waiter timeout=0. Use a number of seconds above 0.",
        ),
        (
            "--waiter expr=a to=b interval=nan",
            "Invalid value --waiter interval=nan. Use a number of seconds above 0.",
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
        ("--pager --waiter expr=a to=b", "--pager and --waiter cannot be combined."),
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
