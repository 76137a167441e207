"""`ecsops notify catalog` and `ecsops notify sample`."""

import json
from typing import Any

from ecsops.operations.notifications.system_events import sample


def test_the_catalogue_is_listed_by_level(ecsops: Any) -> None:
    ran = ecsops("notify catalog --level WARN --output cols=Name,EventType")

    assert ran.exit_status == 0
    assert ran.stdout == (
        "Name                                                   | EventType\n"
        "----                                                   | ---------\n"
        "Instance:SystemMaintenance.PerformanceImpact:Executing | Maintenance\n"
        "Instance:SystemMaintenance.PerformanceImpact:Executed  | Maintenance\n"
        "Instance:Security.TpmAlert:Executing                   | Exception\n"
        "Instance:Security.TpmAlert:Executed                    | Exception\n"
        "Instance:PreemptibleInstanceInterruption               | StatusNotification\n"
        "Instance:BurstablePerformanceRestricted                | StatusNotification\n"
    )


def test_the_catalogue_is_listed_by_type_in_any_case(ecsops: Any) -> None:
    ran = ecsops("notify catalog --type statusnotification --level critical -o cols=Name")

    assert (ran.stdout, ran.exit_status) == ("Name\n----\nDisk:OverduePaymentRelease\n", 0)


def test_billing_events_are_in_the_catalogue_of_the_document_alone(ecsops: Any) -> None:
    billing = "notify catalog --query \"[?contains(Name, 'AccountUnbalanced.Stop')].Status\""
    document = ecsops(f"{billing} -o json").stdout
    ecsops("sim reset --limits current --yes")

    assert json.loads(document) == [
        "Scheduled",
        "Executing",
        "Executed",
        "Avoided",
        "Canceled",
        "Failed",
    ]
    assert json.loads(ecsops(f"{billing} -o json").stdout) == []


def test_events_that_wait_for_consent_are_in_the_catalogue_of_today_alone(ecsops: Any) -> None:
    asked = "notify catalog -o csv --query \"[?Status=='Inquiring'].Name\""
    document = ecsops(asked).stdout
    ecsops("sim reset --limits current --yes")

    assert document == ""
    assert "Instance:SystemMaintenance.Redeploy:Inquiring" in ecsops(asked).stdout


def test_a_sample_is_printed_as_json(ecsops: Any) -> None:
    ran = ecsops("notify sample Disk:Stalled:Executed")

    assert (sample("Disk:Stalled:Executed"), 0) == (json.loads(ran.stdout), ran.exit_status)


def test_a_sample_can_be_shown_in_columns(ecsops: Any) -> None:
    ran = ecsops("notify sample Instance:StateChange --output cols=name,level")

    assert ran.stdout == (
        "name                 | level\n----                 | -----\nInstance:StateChange | INFO\n"
    )


def test_an_unknown_event_is_refused_with_a_guess(ecsops: Any) -> None:
    ran = ecsops("notify sample Instance:StateChanged")

    assert ran.exit_status == 2
    assert "No such event: Instance:StateChanged. Did you mean Instance:StateChange?" in ran.stderr


def test_an_event_without_its_state_is_refused_with_the_states(ecsops: Any) -> None:
    ran = ecsops("notify sample Disk:Stalled")

    assert ran.exit_status == 2
    assert "Its states: Disk:Stalled:Executing, Disk:Stalled:Executed." in ran.stderr
