"""Alarm rules enabled and disabled, and the targets that they push alarms to.

Sources: the pages of each operation. Those of the targets print a row with HTTP status 200:
targets that cannot be used are reported in the answer and the others are stored.
"""

from ecsops.catalogue.cms.shared_parameters import CMS_DONE, ILLEGAL_PARAMETERS
from ecsops.catalogue.model import Operation, Parameter, documented
from ecsops.catalogue.products import CMS
from ecsops.catalogue.shared_parameters import OPTIONAL_REGION_ID

TARGETS_MOST = 5
"""How many targets a rule has at most (PutMetricRuleTargets)."""

RULE_IDS = Parameter("RuleId", limits="1..100 ids", required=True, repeat=True)

RULE_ID = Parameter("RuleId", limits="alarm rule id", required=True)

TARGET = {"Arn": str, "Id": str, "JsonParams": str, "Level": str}

REFUSED = (ILLEGAL_PARAMETERS, *documented("AccessForbidden", "ResourceNotFound", "InternalError"))

EnableMetricRules = Operation(
    "EnableMetricRules",
    CMS,
    "Enable alarm rules.",
    parameters=(RULE_IDS, OPTIONAL_REGION_ID),
    answer=CMS_DONE,
    errors=(*REFUSED, *documented("LimitExceeded", "ThrottlingException")),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-enablemetricrules",
)

DisableMetricRules = Operation(
    "DisableMetricRules",
    CMS,
    "Disable alarm rules.",
    parameters=(RULE_IDS, OPTIONAL_REGION_ID),
    answer=CMS_DONE,
    errors=(
        *REFUSED,
        *documented("AccessDeniedException", "LimitExceeded", "ThrottlingException"),
    ),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-disablemetricrules",
)

PutMetricRuleTargets = Operation(
    "PutMetricRuleTargets",
    CMS,
    "Add or change targets of an alarm rule.",
    parameters=(
        RULE_ID,
        Parameter(
            "Targets",
            dict,
            f"1..{TARGETS_MOST}",
            required=True,
            repeat=True,
            parts=(
                Parameter("Arn", limits="of a queue, topic, log store or function", required=True),
                Parameter("Id", limits="the caller's choice", required=True),
                Parameter("JsonParams", limits="JSON"),
                Parameter("Level", limits='INFO, WARN, CRITICAL or ["INFO","WARN"]'),
            ),
        ),
        OPTIONAL_REGION_ID,
    ),
    answer={
        "FailData": {"Targets": {"Target": [{"Arn": str, "Id": str, "Level": str}]}},
        **CMS_DONE,
    },
    errors=REFUSED,
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-putmetricruletargets",
)

DescribeMetricRuleTargets = Operation(
    "DescribeMetricRuleTargets",
    CMS,
    "List the targets of an alarm rule.",
    parameters=(RULE_ID, OPTIONAL_REGION_ID),
    answer={"Targets": {"Target": [TARGET]}, **CMS_DONE},
    errors=REFUSED,
    items="Targets.Target",
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-describemetricruletargets",
)

DeleteMetricRuleTargets = Operation(
    "DeleteMetricRuleTargets",
    CMS,
    "Remove targets of an alarm rule.",
    parameters=(
        RULE_ID,
        Parameter("TargetIds", limits=f"1..{TARGETS_MOST} ids", required=True, repeat=True),
        OPTIONAL_REGION_ID,
    ),
    answer={"FailIds": {"TargetIds": {"TargetId": [str]}}, **CMS_DONE},
    errors=(ILLEGAL_PARAMETERS, *documented("InternalError")),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-deletemetricruletargets",
)
