"""Event rules of CloudMonitor: which events are delivered.

A rule consists of a pattern here and of targets in `event_targets`. An empty list in a pattern
restricts nothing. Lists in answers are wrapped twice, under the same name.

Sources: the OpenAPI portal; no table of errors is published, so those of the sister operations
stand here.
"""

from enum import StrEnum

from ecsops.catalogue.cms.shared_parameters import CMS_CODES, CMS_DONE, EVENT_RULE_CODES, GROUP_ID
from ecsops.catalogue.cms.shared_parameters import Level as Level
from ecsops.catalogue.ecs.events.event_types import EventClass as EventClass
from ecsops.catalogue.model import Operation, Paging, Parameter, documented
from ecsops.catalogue.products import CMS
from ecsops.catalogue.shared_parameters import OPTIONAL_REGION_ID


class EventSource(StrEnum):
    """Source of the events of a rule: a product, or the user."""

    SYSTEM = "SYSTEM"
    CUSTOM = "CUSTOM"


class RuleState(StrEnum):
    """Whether a rule delivers."""

    ENABLED = "ENABLED"
    DISABLED = "DISABLED"


RULE_NAMES = Parameter("RuleNames", limits="1..20 names", required=True, repeat=True)
NAME_LIST = {"NameList": [str]}
LEVEL_LIST = {"LevelList": [str]}
EVENT_TYPE_LIST = {"EventTypeList": [str]}

PutEventRule = Operation(
    "PutEventRule",
    CMS,
    "Create or replace an event rule.",
    parameters=(
        Parameter(
            "EventPattern",
            dict,
            "one pattern in practice",
            required=True,
            repeat=True,
            parts=(
                Parameter("CustomFilters", limits="keyword(s) that must occur in the event body"),
                Parameter("EventTypeList", limits="1..50", repeat=True, enum=(*EventClass, "*")),
                Parameter("LevelList", limits="1..50", repeat=True, enum=(*Level, "*")),
                Parameter("NameList", limits="1..50, such as Instance:StateChange", repeat=True),
                Parameter("Product", limits="product code, in any case", required=True),
                Parameter("SQLFilter", limits="Log Service query syntax"),
                Parameter("StatusList", limits="1..50", repeat=True),
            ),
        ),
        Parameter(
            "RuleName", limits="unique in the account; an existing rule is replaced", required=True
        ),
        Parameter("Description"),
        Parameter("EventType", limits="default: SYSTEM", enum=tuple(EventSource)),
        GROUP_ID,
        OPTIONAL_REGION_ID,
        Parameter("SilenceTime", int, "seconds", default=86400, bits=64),
        Parameter("State", limits="default: ENABLED", enum=tuple(RuleState)),
    ),
    # Data counts the rules that changed: "1".
    answer={"Data": str, **CMS_DONE},
    errors=documented(*CMS_CODES),
    source="https://api.aliyun.com/document/Cms/2019-01-01/PutEventRule",
)

DescribeEventRuleList = Operation(
    "DescribeEventRuleList",
    CMS,
    "List event rules.",
    parameters=(
        Parameter("GroupId"),
        Parameter("IsEnable", bool),
        Parameter("NamePrefix", limits="prefix match"),
        Parameter("PageNumber", limits="digits, 1 or more", default="1"),
        Parameter("PageSize", limits="digits, 1 or more", default="10"),
        OPTIONAL_REGION_ID,
    ),
    answer={
        "EventRules": {
            "EventRule": [
                {
                    "Description": str,
                    "EventPattern": {
                        "EventPattern": [
                            {
                                "CustomFilters": str,
                                "EventTypeList": EVENT_TYPE_LIST,
                                "KeywordFilter": {"Keywords": {"Keywords": [str]}, "Relation": str},
                                "LevelList": LEVEL_LIST,
                                "NameList": NAME_LIST,
                                "Product": str,
                                "SQLFilter": str,
                            }
                        ]
                    },
                    "EventType": str,
                    "GroupId": str,
                    "Name": str,
                    "SilenceTime": int,
                    "State": str,
                }
            ]
        },
        "Total": int,
        **CMS_DONE,
    },
    errors=documented(*CMS_CODES),
    items="EventRules.EventRule",
    paging=Paging(page=True, largest=100, clamps=True, total="Total"),
    source="https://api.aliyun.com/document/Cms/2019-01-01/DescribeEventRuleList",
)

DescribeEventRuleAttribute = Operation(
    "DescribeEventRuleAttribute",
    CMS,
    "Show one event rule.",
    parameters=(
        Parameter("RuleName", required=True),
        OPTIONAL_REGION_ID,
        Parameter("SilenceTime", limits="accepted, without effect on a read"),
    ),
    answer={
        "Result": {
            "Description": str,
            "EventPattern": {
                "EventTypeList": EVENT_TYPE_LIST,
                "KeywordFilterObj": {"Keywords": {"keyword": [str]}, "Relation": str},
                "LevelList": LEVEL_LIST,
                "NameList": NAME_LIST,
                "Product": str,
                "SQLFilter": str,
                "StatusList": {"StatusList": [str]},
            },
            "EventType": str,
            "GroupId": str,
            "Name": str,
            "State": str,
        },
        **CMS_DONE,
    },
    errors=documented(*CMS_CODES),
    source="https://api.aliyun.com/document/Cms/2019-01-01/DescribeEventRuleAttribute",
)

EnableEventRules = Operation(
    "EnableEventRules",
    CMS,
    "Enable event rules.",
    parameters=(RULE_NAMES, OPTIONAL_REGION_ID),
    answer=CMS_DONE,
    errors=documented(*CMS_CODES),
    source="https://api.aliyun.com/document/Cms/2019-01-01/EnableEventRules",
)

DisableEventRules = Operation(
    "DisableEventRules",
    CMS,
    "Disable event rules.",
    parameters=(RULE_NAMES, OPTIONAL_REGION_ID),
    answer=CMS_DONE,
    errors=documented(*EVENT_RULE_CODES),
    source="https://api.aliyun.com/document/Cms/2019-01-01/DisableEventRules",
)

DeleteEventRules = Operation(
    "DeleteEventRules",
    CMS,
    "Delete event rules.",
    parameters=(RULE_NAMES,),
    answer=CMS_DONE,
    errors=documented(*EVENT_RULE_CODES),
    source="https://api.aliyun.com/document/Cms/2019-01-01/DeleteEventRules",
)
