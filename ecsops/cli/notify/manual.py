"""`ecsops notify`."""

from ecsops.cli.core.manual_pages import Page, example
from ecsops.errors import NotFound, StateError, TransportError, WaitTimeout

TARGETS = ("DescribeEventRuleTargetList",)

RULE = ("DescribeEventRuleAttribute", *TARGETS)

CREATE = "ecsops notify rule create restarts --type Maintenance --queue restarts"

SUBSCRIBE = example("Send maintenance events to a queue", CREATE)

ALICE = "ecsops notify contact create alice --mail alice@example.com"

OPERATORS = example("Create a group of one", ALICE, "ecsops notify group create operators alice")

PAGES = {
    "": Page(
        (
            example("List the critical events", "ecsops notify catalog --level CRITICAL"),
            SUBSCRIBE,
        )
    ),
    "catalog": Page(
        (
            example("List the critical events", "ecsops notify catalog --level CRITICAL"),
            example(
                "List the names of all maintenance events",
                "ecsops notify catalog --type Maintenance -o cols=Name",
            ),
        ),
        ("DescribeSystemEventMetaList",),
    ),
    "sample": Page(
        (
            example(
                "Show what a receiver gets when a restart is planned",
                "ecsops notify sample Instance:SystemMaintenance.Reboot:Scheduled",
            ),
            example(
                "Show the part that differs from event to event",
                "ecsops notify sample Instance:StateChange --query content",
            ),
        ),
    ),
    "test": Page(
        (
            example(
                "Test whether the targets of a rule respond", CREATE, "ecsops notify test restarts"
            ),
            example(
                "Test a rule with a chosen event",
                CREATE,
                "ecsops notify test restarts --event Instance:SystemMaintenance.Reboot:Scheduled",
            ),
        ),
        (
            "DescribeSystemEventMetaList",
            "DescribeEventRuleAttribute",
            "SendDryRunSystemEvent",
        ),
        (WaitTimeout,),
    ),
    "listen": Page(
        (
            example(
                "Show each notification that is sent to http://127.0.0.1:8088/",
                "ecsops notify listen",
            ),
            example(
                "Run a program for the first three, with the JSON of each on stdin",
                "ecsops notify listen --exec 'jq .name' --limit 3",
            ),
        ),
        ends=(TransportError,),
        changes="what the program of --exec does",
    ),
    "history": Page(
        (
            example("List the events of the last six hours", "ecsops notify history --since 6h"),
            example(
                "List the deliveries that no target accepted",
                "ecsops notify history --undelivered -o cols=Time,Name,TargetType,Answer",
            ),
        ),
        ("DescribeSystemEventAttribute",),
    ),
    "receive": Page(
        (
            example(
                "Receive the messages of a queue, and delete them there",
                CREATE,
                "ecsops notify test restarts",
                "ecsops notify receive --queue restarts --delete",
            ),
            example(
                "Read the notifications of a contact",
                "ecsops notify receive --inbox Mail/alice@example.com",
            ),
        ),
        ends=(NotFound, StateError),
        changes="the simulator's queues",
    ),
    "rule": Page((SUBSCRIBE,)),
    "target": Page(
        (example("List the targets of a rule", CREATE, "ecsops notify target list restarts"),)
    ),
    "contact": Page((example("Create a contact with a mail address", ALICE),)),
    "rule create": Page(
        (
            SUBSCRIBE,
            example(
                "Notify a contact group of all critical events",
                ALICE,
                "ecsops notify contact group operators alice",
                "ecsops notify rule create critical --level CRITICAL --contact-group operators",
            ),
        ),
        (
            "DescribeSystemEventMetaList",
            "PutEventRule",
            "PutEventRuleTargets",
            "DeleteEventRules",
            *RULE,
        ),
    ),
    "rule list": Page(
        (
            example("List all event rules", "ecsops notify rule list"),
            example("List the disabled rules", "ecsops notify rule list --disabled"),
        ),
        ("DescribeEventRuleList",),
    ),
    "rule show": Page(
        (
            example("Show a rule with its targets", CREATE, "ecsops notify rule show restarts"),
            example(
                "Print the events of a rule",
                CREATE,
                "ecsops notify rule show restarts --query EventPattern",
            ),
        ),
        RULE,
    ),
    "rule delete": Page(
        (
            example(
                "Delete a command without confirmation",
                CREATE,
                "ecsops notify rule delete restarts --yes",
            ),
            example(
                "Delete several rules",
                CREATE,
                "ecsops notify rule create stops --event Instance:StateChange --queue stops",
                "ecsops notify rule delete restarts stops --yes",
            ),
        ),
        ("DeleteEventRules",),
    ),
    "rule enable": Page(
        (
            example(
                "Enable a disabled rule",
                f"{CREATE} --disabled",
                "ecsops notify rule enable restarts",
            ),
            example(
                "Check that it is enabled",
                f"{CREATE} --disabled",
                "ecsops notify rule enable restarts",
                "ecsops notify rule list --enabled -o cols=Name,State",
            ),
        ),
        ("EnableEventRules",),
    ),
    "rule disable": Page(
        (
            example("Disable a rule", CREATE, "ecsops notify rule disable restarts"),
            example(
                "List the disabled rules",
                CREATE,
                "ecsops notify rule disable restarts",
                "ecsops notify rule list --disabled -o cols=Name,State",
            ),
        ),
        ("DisableEventRules",),
    ),
    "target add": Page(
        (
            example(
                "Add a Logstore as a target",
                CREATE,
                "ecsops notify target add restarts --log ops/events",
            ),
            example(
                "Stop an instance whenever the rule matches",
                CREATE,
                "ecsops notify target add restarts --call ECS/StopInstance "
                '--call-parameters \'{"InstanceId":"i-bp11icv3rbg0ijc177n1"}\'',
            ),
        ),
        ("PutEventRuleTargets", *TARGETS),
    ),
    "target list": Page(
        (
            example("List the targets of a rule", CREATE, "ecsops notify target list restarts"),
            example(
                "Print the target IDs", CREATE, "ecsops notify target list restarts -o cols=Id"
            ),
        ),
        TARGETS,
    ),
    "target remove": Page(
        (
            example(
                "Remove the first of two targets",
                f"{CREATE} --log ops/events",
                "ecsops notify target remove restarts 1",
            ),
            example(
                "Remove both targets; the rule then has none",
                f"{CREATE} --log ops/events",
                "ecsops notify target remove restarts 1 2",
            ),
        ),
        ("DeleteEventRuleTargets", *TARGETS),
    ),
    "contact create": Page(
        (
            example("Create a contact with a mail address", ALICE),
            example(
                "Give a contact a mobile number, with notifications in English",
                "ecsops notify contact create bob --sms 86-13900000000 --language en",
            ),
        ),
        ("PutContact", "DescribeContactList"),
    ),
    "contact list": Page(
        (
            example("List all contacts", "ecsops notify contact list"),
            example(
                "Show the addresses of each contact",
                ALICE,
                "ecsops notify contact list -o cols=Name,Mail",
            ),
        ),
        ("DescribeContactList",),
    ),
    "contact group": Page(
        (
            example(
                "Create a group of one contact",
                ALICE,
                "ecsops notify contact group operators alice",
            ),
            example(
                "Create a group of two contacts",
                ALICE,
                "ecsops notify contact create bob --mail bob@example.com",
                "ecsops notify contact group operators alice bob",
            ),
        ),
        ("PutContactGroup", "DescribeContactList"),
    ),
    "contact delete": Page(
        (
            example("Delete one", ALICE, "ecsops notify contact delete alice --yes"),
            example(
                "Delete two",
                ALICE,
                "ecsops notify contact create bob --mail bob@example.com",
                "ecsops notify contact delete alice bob --yes",
            ),
        ),
        ("DeleteContact",),
    ),
    "group": Page((OPERATORS,)),
    "group create": Page(
        (
            OPERATORS,
            example(
                "Create a group of two",
                ALICE,
                "ecsops notify contact create bob --mail bob@example.com",
                "ecsops notify group create operators alice bob",
            ),
        ),
        ("PutContactGroup", "DescribeContactList"),
    ),
    "group list": Page(
        (
            example("List all", "ecsops notify group list"),
            example("Print the names", "ecsops notify group list -o cols=Name"),
        ),
        ("DescribeContactGroupList",),
    ),
    "group delete": Page(
        (
            example(
                "Delete one",
                ALICE,
                "ecsops notify group create operators alice",
                "ecsops notify group delete operators --yes",
            ),
            example(
                "Print only the code",
                ALICE,
                "ecsops notify group create operators alice",
                "ecsops notify group delete operators --yes -o cols=Code",
            ),
        ),
        ("DeleteContactGroup",),
    ),
}
