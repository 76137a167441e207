"""Due entries that fail: the account goes on, and says what failed."""

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstanceStatus
from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
from ecsops.client import Client
from ecsops.errors import StateError
from ecsops.simulator.account import Simulator
from ecsops.simulator.assumptions import LAST_TIME
from ecsops.simulator.engine.clock import parse_iso
from ecsops.simulator.engine.context import Context
from ecsops.simulator.registry import HAPPENINGS
from tests.support.sandbox_stories import WEB

BEGIN = parse_iso("2019-06-25T08:00:00Z")


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Simulator:
    """An account as users have it, with a happening that fails and one about nothing."""
    monkeypatch.setitem(HAPPENINGS, "test.fails", "no_such_module.function")
    return Simulator(":memory:", wall=lambda: BEGIN)


def plan(account: Simulator, happening: str, after_s: float) -> None:
    """Make a happening due."""
    account.control(lambda context: schedule(context, happening, after_s))


def schedule(context: Context, happening: str, after_s: float) -> None:
    context.schedule(after_s, happening, "i-gone")


def test_an_entry_that_fails_is_parked_and_everything_else_goes_on(account: Simulator) -> None:
    client = Client(account, "cn-hangzhou")
    client.call(StopInstance, InstanceId=WEB)
    plan(account, "test.fails", 5)

    account.wait(60)

    status = client.call(DescribeInstanceStatus, InstanceId=[WEB])
    assert status["InstanceStatuses"]["InstanceStatus"][0]["Status"] == "Stopped"
    assert account.status()["Parked"] == [
        {
            "Time": "2019-06-25T08:00:05Z",
            "Happening": "test.fails",
            "Subject": "i-gone",
            "Error": "ModuleNotFoundError: No module named 'ecsops.simulator.no_such_module'",
        }
    ]


def test_an_entry_that_fails_in_a_reading_call_does_not_fail_the_call(account: Simulator) -> None:
    plan(account, "test.fails", 0)

    Client(account, "cn-hangzhou").call(DescribeInstanceStatus)

    assert len(account.status()["Parked"]) == 1
    assert account.status()["Due"] == 0


@pytest.mark.parametrize(
    "happening",
    [
        "instance.started",
        "instance.stopped",
        "snapshot.completes",
        "system_event.begins",
        "instance.recovers",
        "subscription.nears_end",
        "contact.activates",
        "open_api.calls",
        "metric_rule.evaluates",
        "background.strikes",
        "runs.end",
        "invocation.ticks",
    ],
)
def test_an_entry_about_what_is_gone_has_no_effect(account: Simulator, happening: str) -> None:
    words = {"Runs": [], "Ending": {"output": "", "status": "", "exit_code": 0}}
    account.control(lambda context: context.schedule(0, happening, "i-gone", **words))

    account.wait(1)

    assert (account.status()["Parked"], account.status()["Due"]) == ([], 0)


def test_only_the_newest_hundred_are_kept(account: Simulator) -> None:
    for second in range(102):
        plan(account, "test.fails", second)

    account.wait(200)

    parked = account.status()["Parked"]
    assert len(parked) == 100
    assert parked[-1]["Time"] == "2019-06-25T08:01:41Z"


def test_time_has_an_end_and_stays_before_it(account: Simulator) -> None:
    account.wait(LAST_TIME - BEGIN)

    with pytest.raises(StateError, match="must be between 1970-01-01T00:00:00Z and 2999-12-31"):
        account.wait(1)

    assert account.status()["Time"] == "2999-12-31T23:59:59Z"
