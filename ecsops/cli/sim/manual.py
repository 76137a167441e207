"""`ecsops sim`: no operations of the API, but what the simulator is."""

from ecsops.cli.core.manual_pages import Example, Page, example
from ecsops.errors import ApiError, NotFound, StateError

STATE = "the simulated account"

KEY = "ecsops sim key create"

SUBSCRIBE = (
    "ecsops ecs RunInstances --InstanceChargeType PrePaid --Period 1 --InstanceType ecs.g5.large "
    "--ImageId centos_7_06_64_20G_alibase_20190218.vhd"
)

REVOKE = (
    KEY,
    "ecsops sim key delete $(ecsops sim key list -o tsv --query '[].AccessKeyId') --yes",
)

DOWN = example(
    "Let a physical host die, and see its instances recover elsewhere",
    "ecsops sim fault add host --host cn-hangzhou-f-g5-host-0002",
    "ecsops sim advance 10m",
)

DAY = example("Let a day happen at once", "ecsops sim advance 24h")

SAVE = "ecsops sim save before.tar"

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
        example("See where it is and what it holds", "ecsops sim status"),
        example("Print its time", "ecsops sim status --query Time"),
    ),
    "advance": changing(
        DAY,
        example("Let a minute pass and print the time", "ecsops sim advance 1m -o cols=Time"),
    ),
    "reset": changing(
        example("Begin anew, asking nobody", "ecsops sim reset --yes"),
        example(
            "Begin empty, at a time that stands still",
            "ecsops sim reset --empty --at 2019-06-25T08:00:00Z --frozen --yes",
        ),
    ),
    "save": reading(
        example("Save it", "ecsops sim save before.tar"),
        example("Replace an earlier copy", SAVE, "ecsops sim save before.tar --yes"),
    ),
    "restore": changing(
        example("Go back to it", SAVE, "ecsops sim restore before.tar --yes"),
        example(
            "Try something and undo it",
            SAVE,
            "ecsops sim advance 24h",
            "ecsops sim restore before.tar --yes -o cols=Time",
        ),
    ),
    "quota": changing(
        example("List the limits", "ecsops sim quota"),
        example(
            "Let a deployment set have three instances in a zone",
            "ecsops sim quota InstancesPerZoneInDeploymentSet 3",
        ),
    ),
    "renew": changing(
        example(
            "Launch an instance that is paid for a month, and renew it",
            SUBSCRIBE,
            "ecsops sim renew i-bp1y1fdun9564whi4e71",
        ),
        example(
            "Renew one that expires in three days, for a year",
            SUBSCRIBE,
            "ecsops sim fault add expiration --instance i-bp1y1fdun9564whi4e71",
            "ecsops sim renew i-bp1y1fdun9564whi4e71 --months 12",
        ),
    ),
    "fault": Page((DOWN,)),
    "fault add": changing(
        DOWN,
        example(
            "Let a zone be sold out of one family",
            "ecsops sim fault add stock --zone cn-hangzhou-b --family ecs.g5",
        ),
    ),
    "fault list": reading(
        example("List all", "ecsops sim fault list"),
        example("Print their kinds", "ecsops sim fault list -o cols=Kind"),
    ),
    "fault clear": changing(
        example("End all", "ecsops sim fault clear --all"),
        example(
            "End one",
            "ecsops sim fault add agent --instance i-bp11icv3rbg0ijc177n1",
            "ecsops sim fault clear fault-69",
        ),
    ),
    "script": Page((example("Let updating look as it does on a real instance", ANSWER),)),
    "script add": changing(
        example("Let updating look as it does on a real instance", ANSWER),
        example("Let every script take a minute", "ecsops sim script add --match '*' --takes 1m"),
    ),
    "script list": reading(
        example("List them", "ecsops sim script list"),
        example("List one that was added", ANSWER, "ecsops sim script list -o cols=Match,Output"),
    ),
    "script clear": changing(
        example("End all", "ecsops sim script clear --all"),
        example("End one", ANSWER, "ecsops sim script clear script-69"),
    ),
    "script guest": changing(
        example("Run nothing on this machine", "ecsops sim script guest built-in"),
        example("Go back to what this machine can do", "ecsops sim script guest auto"),
    ),
    "delivery": changing(
        example("See where notifications may go", "ecsops sim delivery"),
        example("Let webhooks go to any host", "ecsops sim delivery --anywhere"),
    ),
    "group": changing(
        example("List all", "ecsops sim group"),
        example("Have a group of one instance", "ecsops sim group 7301 i-bp11icv3rbg0ijc177n1"),
    ),
    "key": Page((example("Make a key for an SDK", KEY),)),
    "key create": changing(
        example("Make one", KEY),
        example("Make one as STS gives it", "ecsops sim key create --temporary -o json"),
    ),
    "key list": reading(
        example("List all", "ecsops sim key list"),
        example("Print their ids", KEY, "ecsops sim key list -o cols=AccessKeyId"),
    ),
    "key delete": changing(
        example("Delete all, asking nobody", KEY, *REVOKE),
        example("See that none is left", *REVOKE, "ecsops sim key list"),
    ),
    "serve": changing(
        example("Serve it to SDKs and other CLIs", "ecsops sim serve"),
        example(
            "Serve a fresh one for one run of some tests, ten times as fast",
            "ecsops sim serve --port 0 --state :memory: --accelerate 10",
        ),
    ),
}
