"""`ecsops events`."""

from ecsops.cli.core.manual_pages import REGIONS, Page, example

READ = ("DescribeInstanceHistoryEvents",)

EVERYWHERE = (*READ, *REGIONS)

OF_INSTANCES = (*EVERYWHERE, "DescribeInstances")
"""Operations of listings that show instance names, or look up instances by name."""

PLAN = (
    "ecsops events simulate SystemMaintenance.Reboot i-bp11icv3rbg0ijc177n1 "
    "--at 2030-01-01T03:00:00Z"
)

PLANNED = "e-bp1y1fdun9564whi4e71"
"""The id that the event gets then."""

PUBLISH = "ecsops sim fault add event --instance i-bp11icv3rbg0ijc177n1"
"""The service plans a restart of its own: unlike a simulated one it can be moved."""

ELSEWHERE = "ECSOPS_HOME=/tmp/rehearsal"
"""Another account, so that a reset in an example discards no user's account."""

ASKED = (
    f"{ELSEWHERE} ecsops sim reset --limits current --yes",
    f"{ELSEWHERE} {PUBLISH} --detail SystemMaintenance.Redeploy:Inquiring",
)
"""In 2019 the service did not ask yet."""

IN_JUNE = (
    f"{ELSEWHERE} ecsops sim reset --at 2019-06-25T08:00:00Z --frozen --yes",
    f"{ELSEWHERE} {PUBLISH}",
)
"""The planned time of the event is two days later then, whenever it is done."""

PUBLISHED = "e-bp1ypmosvxk9811a0j4o"

LIST = example("List upcoming events in all regions", "ecsops events list --all-regions")

REHEARSE = example("Rehearse a planned restart as the service announces it", PLAN)

PAGES = {
    "": Page((LIST, REHEARSE)),
    "list": Page(
        (
            LIST,
            example(
                "List planned restarts with the time left",
                "ecsops events list --type SystemMaintenance.Reboot "
                "-o cols=InstanceId,NotBefore,TimeLeft",
            ),
        ),
        OF_INSTANCES,
    ),
    "show": Page(
        (
            example(
                "Show an event and its recommended actions",
                PLAN,
                f"ecsops events show {PLANNED}",
            ),
            example(
                "Show the history of an event",
                PLAN,
                f"ecsops events show {PLANNED} --query Life",
            ),
        ),
        (*READ, "DescribeSystemEventAttribute"),
    ),
    "history": Page(
        (
            example("List the events of one week", "ecsops events history --since 7d"),
            example(
                "List the executed events of one instance",
                "ecsops events history --state Executed --instance i-bp11icv3rbg0ijc177n1",
            ),
        ),
        OF_INSTANCES,
    ),
    "types": Page(
        (
            example("List all event types", "ecsops events types"),
            example(
                "List the types of the 2019 document as CSV",
                "ecsops events types --document -o csv",
            ),
        ),
    ),
    "advise": Page(
        (
            example("Explain an event type", "ecsops events advise SystemMaintenance.Reboot"),
            example("Explain one event and its options", PLAN, f"ecsops events advise {PLANNED}"),
        ),
        READ,
    ),
    "simulate": Page(
        (
            REHEARSE,
            example(
                "Rehearse an event that really restarts the instance",
                f"{PLAN} --really",
                "ecsops events watch --until-clear --interval 30d",
            ),
        ),
        ("CreateSimulatedSystemEvents", *READ),
    ),
    "cancel": Page(
        (
            example("Cancel a simulated event", PLAN, f"ecsops events cancel {PLANNED}"),
            example(
                "Cancel an event and show only its state",
                PLAN,
                f"ecsops events cancel {PLANNED} -o cols=EventCycleStatusName",
            ),
        ),
        ("CancelSimulatedSystemEvents", *READ),
    ),
    "reschedule": Page(
        (
            example(
                "In another simulated account, move a planned restart to the night",
                *IN_JUNE,
                f"{ELSEWHERE} ecsops events reschedule {PUBLISHED} --at 2019-06-26T19:00:00Z",
            ),
            example(
                "In the same account, give the time in Shanghai time",
                *IN_JUNE,
                f"{ELSEWHERE} ecsops events reschedule {PUBLISHED} --at '2019-06-27 03:00' "
                "--zone Asia/Shanghai",
            ),
        ),
        ("ModifySystemEventAttribute", *READ),
    ),
    "avoid": Page(
        (
            example(
                "Restart an instance now to avoid its event",
                PUBLISH,
                f"ecsops events avoid {PUBLISHED}",
            ),
            example(
                "Avoid two events at a time",
                PUBLISH,
                "ecsops sim fault add event --instance i-bp1yfmvyq4eiu6s2otf8",
                f"ecsops events avoid {PUBLISHED} e-bp1ibzuxhzzl3x6kz57w --parallel 2",
            ),
        ),
        (*READ, "RebootInstances", "DescribeInstances"),
    ),
    "accept": Page(
        (
            example(
                "In another simulated account with current rules, consent to a redeployment",
                *ASKED,
                f"{ELSEWHERE} ecsops events accept {PUBLISHED}",
            ),
            example(
                "In the same account, show only the state of the event",
                *ASKED,
                f"{ELSEWHERE} ecsops events accept {PUBLISHED} -o cols=EventCycleStatusName",
            ),
        ),
        ("AcceptInquiredSystemEvent", *READ),
    ),
    "watch": Page(
        (
            example("Show open events and every change", PLAN, "ecsops events watch"),
            example(
                "Wait until an instance has no open event",
                PLAN,
                "ecsops events watch i-bp11icv3rbg0ijc177n1 --until-clear --interval 30d",
            ),
        ),
        READ,
    ),
    "calendar": Page(
        (
            example(
                "Export planned events to a calendar file",
                "ecsops events calendar -o events.ics",
            ),
            example("Export the events of all regions", "ecsops events calendar --all-regions"),
        ),
        EVERYWHERE,
    ),
}
