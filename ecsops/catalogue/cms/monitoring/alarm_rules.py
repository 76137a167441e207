"""Alarm rules of CloudMonitor: thresholds of metrics.

Sources: the pages of each operation.
"""

from enum import StrEnum

from ecsops.catalogue.cms.shared_parameters import (
    CMS_CODES,
    CMS_DONE,
    GROUP_ID,
    METRIC_NAME,
    NAMESPACE,
)
from ecsops.catalogue.cms.shared_parameters import Level as Level
from ecsops.catalogue.model import IfSet, Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import CMS
from ecsops.catalogue.shared_parameters import OPTIONAL_REGION_ID


class ComparisonOperator(StrEnum):
    """How a value is compared, with the threshold or with an earlier value."""

    GREATER_THAN_OR_EQUAL_TO_THRESHOLD = "GreaterThanOrEqualToThreshold"
    GREATER_THAN_THRESHOLD = "GreaterThanThreshold"
    LESS_THAN_OR_EQUAL_TO_THRESHOLD = "LessThanOrEqualToThreshold"
    LESS_THAN_THRESHOLD = "LessThanThreshold"
    NOT_EQUAL_TO_THRESHOLD = "NotEqualToThreshold"
    EQUAL_TO_THRESHOLD = "EqualToThreshold"
    GREATER_THAN_YESTERDAY = "GreaterThanYesterday"
    LESS_THAN_YESTERDAY = "LessThanYesterday"
    GREATER_THAN_LAST_WEEK = "GreaterThanLastWeek"
    LESS_THAN_LAST_WEEK = "LessThanLastWeek"
    GREATER_THAN_LAST_PERIOD = "GreaterThanLastPeriod"
    LESS_THAN_LAST_PERIOD = "LessThanLastPeriod"


class NoDataPolicy(StrEnum):
    """The state of an alarm while data is missing."""

    KEEP_LAST_STATE = "KEEP_LAST_STATE"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"
    OK = "OK"


class AlertState(StrEnum):
    """The state of an alarm."""

    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


def _escalation(level: str) -> tuple[Parameter, ...]:
    """Return the parameters of the condition of one level."""
    return (
        Parameter(f"Escalations.{level}.ComparisonOperator", enum=tuple(ComparisonOperator)),
        Parameter(f"Escalations.{level}.Statistics", limits="Average, Minimum, Maximum ..."),
        Parameter(f"Escalations.{level}.Threshold", limits="a number"),
        Parameter(f"Escalations.{level}.Times", int, "periods in a row"),
    )


RULE_NAME = Parameter("RuleName")
METRIC_NAME_FILTER = Parameter("MetricName", limits="such as CPUUtilization")
NAMESPACE_FILTER = Parameter("Namespace", limits="such as acs_ecs_dashboard")
ESCALATION = IfSet(
    ComparisonOperator=str,
    PreCondition=str,
    Statistics=str,
    Threshold=str,
    Times=int,
)
KEY_AND_VALUE = {"Key": str, "Value": str}
PutResourceMetricRule = Operation(
    "PutResourceMetricRule",
    CMS,
    "Create or replace an alarm rule.",
    parameters=(
        Parameter("ContactGroups", limits="group name(s), comma separated", required=True),
        METRIC_NAME,
        NAMESPACE,
        Parameter(
            "RuleId", limits="the caller's choice; an existing rule is replaced", required=True
        ),
        Parameter("RuleName", required=True),
        Parameter(
            "CompositeExpression",
            dict,
            "JSON; a condition on several metrics",
            json=True,
            parts=(
                Parameter(
                    "ExpressionList",
                    dict,
                    repeat=True,
                    parts=(
                        Parameter("ComparisonOperator", enum=tuple(ComparisonOperator)),
                        Parameter("MetricName", limits="such as CPUUtilization"),
                        Parameter("Period", int),
                        Parameter("Statistics"),
                        Parameter("Threshold"),
                    ),
                ),
                Parameter("ExpressionListJoin"),
                Parameter("ExpressionRaw"),
                Parameter("Level", enum=tuple(Level)),
                Parameter("Times", int),
            ),
        ),
        Parameter("EffectiveInterval", limits="HH:mm-HH:mm; default: all day"),
        Parameter("EmailSubject"),
        *_escalation("Critical"),
        *_escalation("Info"),
        *_escalation("Warn"),
        Parameter("Interval", limits="check period, seconds"),
        Parameter(
            "Labels",
            dict,
            repeat=True,
            parts=(Parameter("Key"), Parameter("Value")),
        ),
        Parameter("NoDataPolicy", enum=tuple(NoDataPolicy), default="KEEP_LAST_STATE"),
        Parameter("NoEffectiveInterval", limits="HH:mm-HH:mm"),
        Parameter("Period", limits="statistic period, seconds"),
        Parameter(
            "Prometheus",
            dict,
            "JSON; only with Namespace acs_prometheus",
            json=True,
            parts=(
                Parameter(
                    "Annotations",
                    dict,
                    repeat=True,
                    parts=(Parameter("Key"), Parameter("Value")),
                ),
                Parameter("Level", enum=tuple(Level)),
                Parameter("PromQL"),
                Parameter("Times", int),
            ),
        ),
        Parameter("Resources", limits="JSON array of dimension objects in one string", json=True),
        Parameter("SendOK", bool, "send recovery message"),
        Parameter("SilenceTime", int, "seconds", default=86400),
        Parameter("Webhook", limits="URL, receives POST"),
    ),
    answer=CMS_DONE,
    errors=documented(*CMS_CODES, "ResourceOverLimit"),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-putresourcemetricrule",
)

DescribeMetricRuleList = Operation(
    "DescribeMetricRuleList",
    CMS,
    "List alarm rules.",
    parameters=(
        Parameter("AlertState", enum=tuple(AlertState)),
        Parameter("Dimensions", limits="JSON object", json=True),
        Parameter("EnableState", bool),
        GROUP_ID,
        METRIC_NAME_FILTER,
        NAMESPACE_FILTER,
        Parameter("Page", int, "1 or more", default=1),
        Parameter("PageSize", int, "1 or more", default=10),
        OPTIONAL_REGION_ID,
        Parameter("RuleIds", limits="comma separated, at most 20"),
        RULE_NAME,
    ),
    answer={
        "Alarms": {
            "Alarm": [
                {
                    "AlertState": str,
                    "CompositeExpression": IfSet(
                        ExpressionList={
                            "ExpressionList": [
                                {
                                    "ComparisonOperator": str,
                                    "MetricName": str,
                                    "Period": int,
                                    "Statistics": str,
                                    "Threshold": str,
                                }
                            ]
                        },
                        ExpressionListJoin=str,
                        ExpressionRaw=str,
                        Level=str,
                        Times=int,
                    ),
                    "ContactGroups": str,
                    "Dimensions": str,
                    "EffectiveInterval": str,
                    "EnableState": bool,
                    "Escalations": (
                        {"Critical": ESCALATION, "Info": ESCALATION, "Warn": ESCALATION}
                    ),
                    "GmtCreate": int,
                    "GmtUpdate": str,
                    "GroupId": str,
                    "GroupName": str,
                    "Labels": {"Labels": [KEY_AND_VALUE]},
                    "MailSubject": str,
                    "MetricName": str,
                    "Namespace": str,
                    "NoDataPolicy": str,
                    "NoEffectiveInterval": str,
                    "Period": str,
                    "ProductCategory": str,
                    "Prometheus": IfSet(
                        Annotations={"Annotations": [KEY_AND_VALUE]},
                        Level=str,
                        PromQL=str,
                        Times=int,
                    ),
                    "Resources": str,
                    "RuleId": str,
                    "RuleName": str,
                    "SendOK": bool,
                    "SilenceTime": int,
                    "SourceType": str,
                    "Webhook": str,
                }
            ]
        },
        "Code": int,
        "Message": str,
        "RequestId": str,
        "Success": bool,
        "Total": str,
    },
    errors=documented(
        Refusal("InvalidParameter", 400, "Invalid parameter."),
        Refusal("InvalidAuthorization", 403, "The Request is not authorization."),
        "ResourceNotFound",
        "InternalError",
    ),
    items="Alarms.Alarm",
    paging=Paging(page=True, largest=100, clamps=True, number="Page", total="Total"),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-describemetricrulelist",
)

DeleteMetricRules = Operation(
    "DeleteMetricRules",
    CMS,
    "Delete alarm rules.",
    parameters=(
        Parameter("Id", limits="1..20 ids", required=True, repeat=True),
        OPTIONAL_REGION_ID,
    ),
    answer=CMS_DONE,
    errors=documented(
        Refusal("ParameterInvalid", 400, "Illegal parameters."),
        "AccessForbidden",
        "ResourceNotFound",
        "InternalError",
        "InternetServerError",
        "AccessDeniedException",
        "LimitExceeded",
        "ThrottlingException",
    ),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-deletemetricrules",
)
