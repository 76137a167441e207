"""Application groups of CloudMonitor: resources that are watched and notified of together.

Sources: the pages of each operation. Their `Code` is a number, unlike that of the other
operations of CloudMonitor.
"""

from typing import Any

from ecsops.catalogue.cms.shared_parameters import CMS_CODES
from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import CMS
from ecsops.catalogue.shared_parameters import OPTIONAL_REGION_ID, PAGE_NUMBER

GROUP_DONE: dict[str, Any] = {"Code": int, "Message": str, "RequestId": str, "Success": bool}

GROUP_TYPES = ("custom", "ehpc_cluster", "kubernetes", "tag", "aone_group", "resMgr", "ess")

CONTACT_GROUPS = {"ContactGroup": [{"Name": str}]}

WRITING = documented(
    "InvalidQueryParameter",
    "AccessDeniedException",
    "LimitExceeded",
)
"""The codes that all operations document that change groups."""

ACCESS_KEY_UNKNOWN = Refusal(
    "AccessForbidden",
    403,
    "The X.509 certificate or cms access key ID provided does not exist in our records.",
)

TAG_PARTS = (
    Parameter("Key", limits="1..128 characters"),
    Parameter("Value", limits="0..128 characters"),
)

CreateMonitorGroup = Operation(
    "CreateMonitorGroup",
    CMS,
    "Create an application group.",
    parameters=(
        Parameter("GroupName", required=True),
        Parameter("ContactGroups", limits="contact group name(s), comma separated"),
        OPTIONAL_REGION_ID,
    ),
    answer={"GroupId": int, **GROUP_DONE},
    errors=(
        *WRITING,
        *documented("InvalidClientTokenId", "ResourcesOverLimit"),
    ),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-createmonitorgroup",
)

CreateMonitorGroupInstances = Operation(
    "CreateMonitorGroupInstances",
    CMS,
    "Add resources to an application group.",
    parameters=(
        Parameter("GroupId", limits="application group id", required=True),
        Parameter(
            "Instances",
            dict,
            "1..1000 a call, 3000 of one service in a group",
            required=True,
            repeat=True,
            parts=(
                Parameter("Category", limits="product word such as ECS", required=True),
                Parameter("InstanceId", limits="resource id", required=True),
                Parameter("InstanceName", limits="resource name", required=True),
                Parameter("RegionId", limits="region id such as cn-hangzhou", required=True),
            ),
        ),
        OPTIONAL_REGION_ID,
    ),
    answer=GROUP_DONE,
    errors=(
        *WRITING,
        *documented(
            "InvalidClientTokenId",
            "ResourceNotFound",
            "ResourceExist",
            "ResourcesOverLimit",
            "ThrottlingException",
        ),
    ),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-createmonitorgroupinstances",
)

DeleteMonitorGroup = Operation(
    "DeleteMonitorGroup",
    CMS,
    "Delete an application group; its resources stay.",
    parameters=(
        Parameter("GroupId", int, "application group id", required=True, bits=64),
        OPTIONAL_REGION_ID,
    ),
    answer={"Group": {"ContactGroups": CONTACT_GROUPS, "GroupName": str}, **GROUP_DONE},
    errors=(*WRITING, *documented("AccessForbidden", "ResourceNotFound")),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-deletemonitorgroup",
)

DescribeMonitorGroups = Operation(
    "DescribeMonitorGroups",
    CMS,
    "List application groups.",
    parameters=(
        Parameter("DynamicTagRuleId", limits="dynamic tag rule id"),
        Parameter("GroupFounderTagKey", limits="tag key of the rule that made the group"),
        Parameter("GroupFounderTagValue", limits="tag value of that rule"),
        Parameter("GroupId", limits="comma separated ids"),
        Parameter("GroupName"),
        Parameter("IncludeTemplateHistory", bool, "true adds TemplateInfos"),
        Parameter("InstanceId", limits="groups that have this instance"),
        Parameter("Keyword", limits="a part of the name"),
        PAGE_NUMBER,
        Parameter("PageSize", int, "1 or more", default=30),
        OPTIONAL_REGION_ID,
        Parameter("SelectContactGroups", bool, "true adds ContactGroups"),
        Parameter("Tag", dict, "at most 5 pairs", repeat=True, parts=TAG_PARTS),
        Parameter("Type", enum=GROUP_TYPES),
        Parameter("Types", limits="comma separated values of Type"),
    ),
    answer={
        "PageNumber": int,
        "PageSize": int,
        "Resources": {
            "Resource": [
                {
                    "BindUrl": str,
                    "ContactGroups": CONTACT_GROUPS,
                    "DynamicTagRuleId": str,
                    "GmtCreate": int,
                    "GmtModified": int,
                    "GroupFounderTagKey": str,
                    "GroupFounderTagValue": str,
                    "GroupId": int,
                    "GroupName": str,
                    "ResourceGroupId": str,
                    "ServiceId": str,
                    "Tags": {"Tag": [{"Key": str, "Value": str}]},
                    "TemplateIds": {"TemplateId": [str]},
                    "TemplateInfos": {
                        "TemplateInfo": [{"EffectTime": int, "TemplateId": str, "Ver": str}]
                    },
                    "Type": str,
                }
            ]
        },
        "Total": int,
        **GROUP_DONE,
    },
    errors=(
        *documented("ParameterInvalid", "AccessDeniedException", "LimitExceeded"),
        ACCESS_KEY_UNKNOWN,
        *documented("ResourceNotFound", "ThrottlingException", "InternalError"),
    ),
    items="Resources.Resource",
    paging=Paging(page=True, largest=100, default=30, clamps=True, total="Total"),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-describemonitorgroups",
)

DescribeMonitorGroupInstances = Operation(
    "DescribeMonitorGroupInstances",
    CMS,
    "List the resources of an application group.",
    parameters=(
        Parameter("GroupId", int, "application group id", required=True, bits=64),
        Parameter("Category", limits="product word such as ECS"),
        Parameter("InstanceIds", limits="comma separated ids"),
        Parameter("Keyword", limits="a part of the id or the name"),
        PAGE_NUMBER,
        Parameter("PageSize", int, "1 or more", default=10),
        OPTIONAL_REGION_ID,
    ),
    answer={
        "PageNumber": int,
        "PageSize": int,
        "Resources": {
            "Resource": [
                {
                    "Category": str,
                    "Id": int,
                    "InstanceId": str,
                    "InstanceName": str,
                    "RegionId": str,
                }
            ]
        },
        "Total": int,
        **GROUP_DONE,
    },
    errors=documented(*CMS_CODES, "AccessDeniedException"),
    items="Resources.Resource",
    paging=Paging(page=True, largest=100, default=10, clamps=True, total="Total"),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-describemonitorgroupinstances",
)
