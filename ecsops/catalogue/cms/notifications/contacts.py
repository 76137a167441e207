"""Alarm contacts and their groups in CloudMonitor.

A channel of a contact is PENDING until its owner activates it.

Sources: the pages of each operation; DescribeContactList has the errors of PutContact.
"""

from enum import StrEnum

from ecsops.catalogue.cms.shared_parameters import CMS_DONE
from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import CMS
from ecsops.catalogue.shared_parameters import OPTIONAL_REGION_ID, PAGE_NUMBER


class Channel(StrEnum):
    """A notification channel of a contact; "Ali IM" is Aliwangwang."""

    SMS = "SMS"
    ALI_IM = "AliIM"
    MAIL = "Mail"
    DING_WEB_HOOK = "DingWebHook"


class ChannelState(StrEnum):
    """Whether a channel has been activated."""

    PENDING = "PENDING"
    OK = "OK"


class Language(StrEnum):
    """The language of the notices."""

    CHINESE = "zh-cn"
    ENGLISH = "en"


DELETING = documented("InvalidParameterValue", "InvalidAuthorization", "InternalError")

CHANNELS = {"AliIM": str, "DingWebHook": str, "Mail": str, "SMS": str}

PutContact = Operation(
    "PutContact",
    CMS,
    "Create or update an alarm contact.",
    parameters=(
        Parameter("ContactName", limits="an existing name is updated", required=True),
        Parameter("Describe", required=True),
        Parameter("Channels.AliIM", limits="China site"),
        Parameter("Channels.DingWebHook", limits="chat robot URL"),
        Parameter("Channels.Mail", limits="at least one channel is required"),
        Parameter("Channels.SMS", limits="mobile number; China site"),
        Parameter("Lang", enum=tuple(Language)),
    ),
    answer=CMS_DONE,
    errors=documented("InvalidParameterValue", "InvalidAuthorization", "InternalError"),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-putcontact",
)

PutContactGroup = Operation(
    "PutContactGroup",
    CMS,
    "Create or update a group of alarm contacts.",
    parameters=(
        Parameter("ContactGroupName", limits="an existing name is updated", required=True),
        Parameter("ContactNames", limits="1..100", repeat=True),
        Parameter("Describe"),
        Parameter("EnableSubscribed", bool, "weekly report subscription"),
    ),
    answer=CMS_DONE,
    errors=documented(
        "InvalidParameterValue",
        "InvalidAuthorization",
        "ContactGroup.NotExists",
        "InternalError",
    ),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-putcontactgroup",
)

DescribeContactList = Operation(
    "DescribeContactList",
    CMS,
    "List alarm contacts.",
    parameters=(
        Parameter(
            "ChanelType", limits="the spelling with one n is the service's own", enum=tuple(Channel)
        ),
        Parameter("ChanelValue", limits="only with ChanelType Mail"),
        Parameter("ContactName"),
        PAGE_NUMBER,
        Parameter("PageSize", int, "1 or more", default=100),
        OPTIONAL_REGION_ID,
    ),
    answer={
        "Contacts": {
            "Contact": [
                {
                    "Channels": CHANNELS,
                    "ChannelsState": CHANNELS,
                    "ContactGroups": {"ContactGroup": [str]},
                    "CreateTime": int,
                    "Desc": str,
                    "Lang": str,
                    "Name": str,
                    "UpdateTime": int,
                }
            ]
        },
        "Total": int,
        **CMS_DONE,
    },
    errors=documented("InvalidParameterValue", "InvalidAuthorization", "InternalError"),
    items="Contacts.Contact",
    paging=Paging(page=True, largest=100, default=100, clamps=True, total="Total"),
    source="https://api.aliyun.com/document/Cms/2019-01-01/DescribeContactList",
)

DeleteContact = Operation(
    "DeleteContact",
    CMS,
    "Delete an alarm contact; its groups lose it.",
    parameters=(Parameter("ContactName", required=True),),
    answer=CMS_DONE,
    errors=(*DELETING, *documented("ContactNotExists")),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-deletecontact",
)

DeleteContactGroup = Operation(
    "DeleteContactGroup",
    CMS,
    "Delete a group of alarm contacts; its contacts stay.",
    parameters=(Parameter("ContactGroupName", required=True),),
    answer=CMS_DONE,
    errors=(*DELETING, Refusal("ContactNotExists", 404, "ContactGroupName Not Exists")),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-deletecontactgroup",
)

DescribeContactGroupList = Operation(
    "DescribeContactGroupList",
    CMS,
    "List groups of alarm contacts.",
    parameters=(
        PAGE_NUMBER,
        Parameter("PageSize", int, "1 or more", default=100),
        OPTIONAL_REGION_ID,
    ),
    answer={
        "ContactGroupList": {
            "ContactGroup": [
                {
                    "Contacts": {"Contact": [str]},
                    "CreateTime": int,
                    "Describe": str,
                    "EnableSubscribed": bool,
                    "EnabledWeeklyReport": bool,
                    "Name": str,
                    "UpdateTime": int,
                }
            ]
        },
        "ContactGroups": {"ContactGroup": [str]},
        "Total": int,
        **CMS_DONE,
    },
    errors=DELETING,
    items="ContactGroupList.ContactGroup",
    paging=Paging(page=True, largest=100, default=100, clamps=True, total="Total"),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-describecontactgrouplist",
)
