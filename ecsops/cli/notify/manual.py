"""`ecsops notify`."""

from ecsops.cli.core.manual_pages import Page, example
from ecsops.errors import NotFound, StateError, TransportError, WaitTimeout

TARGETS = ("DescribeEventRuleTargetList",)

RULE = ("DescribeEventRuleAttribute", *TARGETS)

CREATE = "ecsops notify rule create restarts --type Maintenance --queue restarts"

SUBSCRIBE = example("Send what is about maintenance to a queue", CREATE)

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
            example("List the critical ones", "ecsops notify catalog --level CRITICAL"),
            example(
                "List the names of all that is about maintenance",
                "ecsops notify catalog --type Maintenance -o cols=Name",
            ),
        ),
        ("DescribeSystemEventMetaList",),
    ),
    "sample": Page(
        (
            example(
                "See what a receiver gets when a restart is planned",
                "ecsops notify sample Instance:SystemMaintenance.Reboot:Scheduled",
            ),
            example(
                "Show the part of it that differs from event to event",
                "ecsops notify sample Instance:StateChange --query content",
            ),
        ),
    ),
    "test": Page(
        (
            example(
                "See whether the targets of a rule answer", CREATE, "ecsops notify test restarts"
            ),
            example(
                "Test it with an event of your choice",
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
                "Run a program for the first three, each with its JSON on stdin",
                "ecsops notify listen --exec 'jq .name' --limit 3",
            ),
        ),
        ends=(TransportError,),
        changes="what the program of --exec does",
    ),
    "history": Page(
        (
            example("List what came within six hours", "ecsops notify history --since 6h"),
            example(
                "List what no target has taken",
                "ecsops notify history --undelivered -o cols=Time,Name,TargetType,Answer",
            ),
        ),
        ("DescribeSystemEventAttribute",),
    ),
    "receive": Page(
        (
            example(
                "Take what a queue holds, and delete it there",
                CREATE,
                "ecsops notify test restarts",
                "ecsops notify receive --queue restarts --delete",
            ),
            example(
                "Read what a contact was told",
                "ecsops notify receive --inbox Mail/alice@example.com",
            ),
        ),
        ends=(NotFound, StateError),
        changes="the simulator's queues",
    ),
    "rule": Page((SUBSCRIBE,)),
    "target": Page(
        (example("List what a rule sends to", CREATE, "ecsops notify target list restarts"),)
    ),
    "contact": Page((example("Create one with a mail address", ALICE),)),
    "rule create": Page(
        (
            SUBSCRIBE,
            example(
                "Tell a group of contacts of whatever is critical",
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
            example("List all", "ecsops notify rule list"),
            example("List those that rest", "ecsops notify rule list --disabled"),
        ),
        ("DescribeEventRuleList",),
    ),
    "rule show": Page(
        (
            example("Show one with its targets", CREATE, "ecsops notify rule show restarts"),
            example(
                "Print what it is about",
                CREATE,
                "ecsops notify rule show restarts --query EventPattern",
            ),
        ),
        RULE,
    ),
    "rule delete": Page(
        (
            example(
                "Delete one, asking nobody", CREATE, "ecsops notify rule delete restarts --yes"
            ),
            example(
                "Delete several",
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
                "Let a rule deliver that was made to rest",
                f"{CREATE} --disabled",
                "ecsops notify rule enable restarts",
            ),
            example(
                "See that it does",
                f"{CREATE} --disabled",
                "ecsops notify rule enable restarts",
                "ecsops notify rule list --enabled -o cols=Name,State",
            ),
        ),
        ("EnableEventRules",),
    ),
    "rule disable": Page(
        (
            example("Let a rule rest", CREATE, "ecsops notify rule disable restarts"),
            example(
                "List what rests then",
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
                "Send to a log too", CREATE, "ecsops notify target add restarts --log ops/events"
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
            example("List what a rule sends to", CREATE, "ecsops notify target list restarts"),
            example("Print the ids", CREATE, "ecsops notify target list restarts -o cols=Id"),
        ),
        TARGETS,
    ),
    "target remove": Page(
        (
            example(
                "Remove the first of two",
                f"{CREATE} --log ops/events",
                "ecsops notify target remove restarts 1",
            ),
            example(
                "Remove both, and leave a rule that sends nowhere",
                f"{CREATE} --log ops/events",
                "ecsops notify target remove restarts 1 2",
            ),
        ),
        ("DeleteEventRuleTargets", *TARGETS),
    ),
    "contact create": Page(
        (
            example("Create one with a mail address", ALICE),
            example(
                "Give one a mobile number, and notices in English",
                "ecsops notify contact create bob --sms 86-13900000000 --language en",
            ),
        ),
        ("PutContact", "DescribeContactList"),
    ),
    "contact list": Page(
        (
            example("List all", "ecsops notify contact list"),
            example(
                "Show where each is told", ALICE, "ecsops notify contact list -o cols=Name,Mail"
            ),
        ),
        ("DescribeContactList",),
    ),
    "contact group": Page(
        (
            example("Have a group of one", ALICE, "ecsops notify contact group operators alice"),
            example(
                "Have a group of two",
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
