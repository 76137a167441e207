"""`ecsops sim`: no operations of the API, but what the simulator is."""

from ecsops.cli.core.manual_pages import Example, Page, example
from ecsops.errors import ApiError, NotFound, StateError

STATE = "the simulated account"

KEY = "ecsops sim key create"

SUBSCRIBE = (
    "ecsops ecs RunInstances --InstanceChargeType PrePaid --Period 1 --InstanceType ecs.g5.large "
    "--ImageId centos_7_06_64_20G_alibase_20190218.vhd "
    "--VSwitchId vsw-bp15wmtlskxlijqtxamo --SecurityGroupId sg-bp1xthknuk9exczoaxb5"
)

REVOKE = (
    KEY,
    "ecsops sim key delete $(ecsops sim key list -o tsv --query '[].AccessKeyId') --yes",
)

DOWN = example(
    "Make a physical host fail, and watch its instances recover on other hosts",
    "ecsops sim fault add host --host cn-hangzhou-f-g5-host-0002",
    "ecsops sim advance 10m",
)

DAY = example("Advance the clock by one day", "ecsops sim advance 24h")

ANSWER = "ecsops sim script add --match 'yum *' --output '3 packages' --exit-code 100"


def reading(*examples: Example) -> Page:
    """Return the page of a command that reads the state."""
    return Page(examples, ends=(StateError,))


def changing(*examples: Example) -> Page:
    """Return the page of a command that changes the state."""
    return Page(examples, ends=(ApiError, NotFound, StateError), changes=STATE)


PAGES = {
    "": Page((DAY, DOWN)),
    "status": reading(
        example("Show the state file and its content", "ecsops sim status"),
        example("Print the time of the account", "ecsops sim status --query Time"),
    ),
    "advance": changing(
        DAY,
        example(
            "Advance the clock by a minute and print the time", "ecsops sim advance 1m -o cols=Time"
        ),
    ),
    "reset": changing(
        example("Start over without confirmation", "ecsops sim reset --yes"),
        example(
            "Start with an empty account whose clock stands still",
            "ecsops sim reset --empty --at 2019-06-25T08:00:00Z --frozen --yes",
        ),
    ),
    "quota": changing(
        example("List the quotas", "ecsops sim quota"),
        example(
            "Allow three instances of a deployment set in a zone",
            "ecsops sim quota InstancesPerZoneInDeploymentSet 3",
        ),
    ),
    "renew": changing(
        example(
            "Launch a subscription instance for a month, and renew it",
            SUBSCRIBE,
            "ecsops sim renew i-bp1y1fdun9564whi4e71",
        ),
        example(
            "Renew an instance that expires in three days for a year",
            SUBSCRIBE,
            "ecsops sim fault add expiration --instance i-bp1y1fdun9564whi4e71",
            "ecsops sim renew i-bp1y1fdun9564whi4e71 --months 12",
        ),
    ),
    "fault": Page((DOWN,)),
    "fault add": changing(
        DOWN,
        example(
            "Make a zone run out of one family",
            "ecsops sim fault add stock --zone cn-hangzhou-b --family ecs.g5",
        ),
    ),
    "fault list": reading(
        example("List all faults", "ecsops sim fault list"),
        example("Print their kinds", "ecsops sim fault list -o cols=Kind"),
    ),
    "fault clear": changing(
        example("Remove all faults", "ecsops sim fault clear --all"),
        example(
            "Remove one fault",
            "ecsops sim fault add agent --instance i-bp11icv3rbg0ijc177n1",
            "ecsops sim fault clear fault-69",
        ),
    ),
    "script": Page((example("Simulate the output of an update on a real instance", ANSWER),)),
    "script add": changing(
        example("Simulate the output of an update on a real instance", ANSWER),
        example("Make every script take a minute", "ecsops sim script add --match '*' --takes 1m"),
    ),
    "script list": reading(
        example("List the canned answers", "ecsops sim script list"),
        example(
            "List an answer that was added", ANSWER, "ecsops sim script list -o cols=Match,Output"
        ),
    ),
    "script clear": changing(
        example("Remove all canned answers", "ecsops sim script clear --all"),
        example("Remove one canned answer", ANSWER, "ecsops sim script clear script-69"),
    ),
    "script guest": changing(
        example("Run nothing on this machine", "ecsops sim script guest built-in"),
        example("Return to the best that this machine supports", "ecsops sim script guest auto"),
    ),
    "delivery": changing(
        example("Show where notifications can go", "ecsops sim delivery"),
        example("Allow webhooks to any host", "ecsops sim delivery --anywhere"),
    ),
    "key": Page((example("Create a key for an SDK", KEY),)),
    "key create": changing(
        example("Create a key", KEY),
        example("Create a temporary key, as STS does", "ecsops sim key create --temporary -o json"),
    ),
    "key list": reading(
        example("List all access keys", "ecsops sim key list"),
        example("Print the key IDs", KEY, "ecsops sim key list -o cols=AccessKeyId"),
    ),
    "key delete": changing(
        example("Delete all keys without confirmation", KEY, *REVOKE),
        example("Check that none is left", *REVOKE, "ecsops sim key list"),
    ),
    "serve": changing(
        example("Serve the account to SDKs and other CLIs", "ecsops sim serve"),
        example(
            "Serve a new account for one test run, ten times as fast",
            "ecsops sim serve --port 0 --state :memory: --accelerate 10",
        ),
    ),
}
