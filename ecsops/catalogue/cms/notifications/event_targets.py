"""The targets of event rules: whom or what an event is delivered to.

Sources: the OpenAPI portal; no table of errors is published, so those of the sister operations
stand here.
"""

from enum import StrEnum

from ecsops.catalogue.cms.shared_parameters import CMS_CODES, CMS_DONE, EVENT_RULE_CODES
from ecsops.catalogue.model import Operation, Parameter, documented
from ecsops.catalogue.products import CMS
from ecsops.catalogue.shared_parameters import OPTIONAL_REGION_ID


class ContactLevel(StrEnum):
    """Channels for contacts: 2 is phone, SMS, chat and mail; 3 is all but phone; 4 is chat and
    mail."""

    PHONE = "2"
    SMS = "3"
    MAIL = "4"


class Protocol(StrEnum):
    """How a webhook is reached."""

    HTTP = "http"
    TELNET = "telnet"
    PING = "ping"


class Method(StrEnum):
    """The HTTP method of a webhook."""

    GET = "GET"
    POST = "POST"


RULE_NAME = Parameter("RuleName", required=True)
TARGET_ID = Parameter("Id", limits="unique in the rule; an existing target is replaced")

PutEventRuleTargets = Operation(
    "PutEventRuleTargets",
    CMS,
    "Create or replace the targets of an event rule.",
    parameters=(
        RULE_NAME,
        Parameter(
            "ContactParameters",
            dict,
            "1..5",
            repeat=True,
            parts=(
                Parameter("ContactGroupName"),
                TARGET_ID,
                Parameter(
                    "Level",
                    limits="2 phone, SMS, chat and mail; 3 without phone; 4 chat and mail",
                    enum=tuple(ContactLevel),
                ),
            ),
        ),
        Parameter(
            "FcParameters",
            dict,
            "1..5",
            repeat=True,
            parts=(
                Parameter("FunctionName"),
                TARGET_ID,
                Parameter("Region"),
                Parameter("ServiceName"),
            ),
        ),
        Parameter(
            "MnsParameters",
            dict,
            "1..5",
            repeat=True,
            parts=(
                TARGET_ID,
                Parameter("Queue", limits="or Topic"),
                Parameter("Region"),
                Parameter("Topic", limits="or Queue"),
            ),
        ),
        Parameter(
            "OpenApiParameters",
            dict,
            "1..5",
            repeat=True,
            parts=(
                Parameter("Action"),
                Parameter("Arn"),
                TARGET_ID,
                Parameter("JsonParams"),
                Parameter("Product", limits="such as ECS"),
                Parameter("Region"),
                Parameter("Role"),
                Parameter("Version"),
            ),
        ),
        OPTIONAL_REGION_ID,
        Parameter(
            "SlsParameters",
            dict,
            "1..5",
            repeat=True,
            parts=(
                TARGET_ID,
                Parameter("LogStore"),
                Parameter("Project"),
                Parameter("Region"),
            ),
        ),
        Parameter(
            "WebhookParameters",
            dict,
            "1..5",
            repeat=True,
            parts=(
                TARGET_ID,
                Parameter("Method", limits="GET or POST, in any case"),
                Parameter("Protocol", limits="http, telnet or ping, in any case"),
                Parameter("Url"),
            ),
        ),
    ),
    # Targets that were refused while the call itself succeeded; their ids are integers here.
    answer={
        "FailedContactParameters": {
            "ContactParameter": [{"ContactGroupName": str, "Id": int, "Level": str}]
        },
        "FailedFcParameters": {
            "FcParameter": [{"FunctionName": str, "Id": int, "Region": str, "ServiceName": str}]
        },
        "FailedMnsParameters": {"MnsParameter": [{"Id": int, "Queue": str, "Region": str}]},
        "FailedParameterCount": str,
        **CMS_DONE,
    },
    errors=documented(*CMS_CODES),
    source="https://api.aliyun.com/document/Cms/2019-01-01/PutEventRuleTargets",
)

DescribeEventRuleTargetList = Operation(
    "DescribeEventRuleTargetList",
    CMS,
    "List the targets of an event rule.",
    parameters=(RULE_NAME, OPTIONAL_REGION_ID),
    answer={
        "Code": str,
        "ContactParameters": {
            "ContactParameter": [{"ContactGroupName": str, "Id": str, "Level": str}]
        },
        # FC and not Fc, unlike the request.
        "FcParameters": {
            "FCParameter": [
                {"Arn": str, "FunctionName": str, "Id": str, "Region": str, "ServiceName": str}
            ]
        },
        "Message": str,
        "MnsParameters": {
            "MnsParameter": [{"Arn": str, "Id": str, "Queue": str, "Region": str, "Topic": str}]
        },
        "OpenApiParameters": {
            "OpenApiParameters": [
                {
                    "Action": str,
                    "Arn": str,
                    "Id": str,
                    "Product": str,
                    "Region": str,
                    "Role": str,
                    "Version": str,
                }
            ]
        },
        "RequestId": str,
        "SlsParameters": {
            "SlsParameter": [
                {"Arn": str, "Id": str, "LogStore": str, "Project": str, "Region": str}
            ]
        },
        "WebhookParameters": {
            "WebhookParameter": [{"Id": str, "Method": str, "Protocol": str, "Url": str}]
        },
    },
    errors=documented(*CMS_CODES),
    source="https://api.aliyun.com/document/Cms/2019-01-01/DescribeEventRuleTargetList",
)

DeleteEventRuleTargets = Operation(
    "DeleteEventRuleTargets",
    CMS,
    "Delete targets of an event rule.",
    parameters=(
        Parameter("Ids", limits="ids of targets", required=True, repeat=True),
        RULE_NAME,
        OPTIONAL_REGION_ID,
    ),
    answer=CMS_DONE,
    errors=documented(*EVENT_RULE_CODES),
    source="https://api.aliyun.com/document/Cms/2019-01-01/DeleteEventRuleTargets",
)
