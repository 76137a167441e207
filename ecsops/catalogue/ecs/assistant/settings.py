"""The settings of Cloud Assistant: delivery of records, upgrades, sessions, resource limits.

Sources: the pages of each operation, whose tables of errors were not found; the codes are those
of their siblings.
"""

from enum import StrEnum

from ecsops.catalogue.ecs.assistant.shared_parameters import CLOUD_ASSISTANT_CODES
from ecsops.catalogue.model import Operation, Parameter, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import DONE, REGION_ID


class SettingType(StrEnum):
    """A group of settings of Cloud Assistant."""

    SESSION_MANAGER_DELIVERY = "SessionManagerDelivery"
    INVOCATION_DELIVERY = "InvocationDelivery"
    AGENT_UPGRADE_CONFIG = "AgentUpgradeConfig"
    SESSION_MANAGER_CONFIG = "SessionManagerConfig"


DescribeCloudAssistantSettings = Operation(
    "DescribeCloudAssistantSettings",
    ECS,
    "Show settings of Cloud Assistant.",
    parameters=(
        REGION_ID,
        Parameter(
            "SettingType",
            limits="gateway max 100",
            required=True,
            repeat=True,
            enum=tuple(SettingType),
        ),
    ),
    answer={
        "AgentUpgradeConfig": {
            "AllowedUpgradeWindows": {"AllowedUpgradeWindow": [str]},
            "BootstrapUpgrade": bool,
            "DisableUpgrade": bool,
            "Enabled": bool,
            "TimeZone": str,
        },
        "OssDeliveryConfigs": {
            "OssDeliveryConfig": [
                {
                    "BucketName": str,
                    "DeliveryType": str,
                    "Enabled": bool,
                    "EncryptionAlgorithm": str,
                    "EncryptionKeyId": str,
                    "EncryptionType": str,
                    "Prefix": str,
                }
            ]
        },
        "RequestId": str,
        "ResourceUsageConfig": {
            "CpuLimit": int,
            "KeepScriptFile": bool,
            "LogFileCountLimit": int,
            "LogSizeLimit": str,
            "MemoryLimit": str,
            "OverloadLimit": int,
        },
        "SessionManagerConfig": {"SessionManagerEnabled": bool},
        "SlsDeliveryConfigs": {
            "SlsDeliveryConfig": [
                {"DeliveryType": str, "Enabled": bool, "LogstoreName": str, "ProjectName": str}
            ]
        },
    },
    errors=documented(*CLOUD_ASSISTANT_CODES, "InvalidParameter"),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describecloudassistantsettings",
)


ModifyCloudAssistantSettings = Operation(
    "ModifyCloudAssistantSettings",
    ECS,
    "Change a setting of Cloud Assistant.",
    parameters=(
        REGION_ID,
        Parameter(
            "SettingType",
            limits="which one of the settings this call changes",
            required=True,
            enum=tuple(SettingType),
        ),
        Parameter(
            "AgentUpgradeConfig",
            dict,
            "JSON object as string; with SettingType=AgentUpgradeConfig",
            json=True,
            parts=(
                Parameter(
                    "AllowedUpgradeWindow",
                    limits="HH:mm-HH:mm windows, at least 1 h apart",
                    repeat=True,
                ),
                Parameter("BootstrapUpgrade", bool, "upgrade check at agent start", default=True),
                Parameter("DisableUpgrade", bool, "never upgrade", default=False),
                Parameter(
                    "Enabled",
                    bool,
                    "false = default behaviour, one attempt every 30 min",
                    default=False,
                ),
                Parameter(
                    "TimeZone", limits="zone name (Asia/Shanghai) or GMT+8:00", default="UTC"
                ),
            ),
        ),
        Parameter(
            "OssDeliveryConfig",
            dict,
            "JSON object as string; with SettingType=*Delivery",
            json=True,
            parts=(
                Parameter("BucketName", limits="bucket name"),
                Parameter("Enabled", bool, default=False),
                Parameter("EncryptionAlgorithm", enum=("AES256", "SM4")),
                Parameter("EncryptionKeyId", limits="KMS key id, with EncryptionType=KMS"),
                Parameter("EncryptionType", enum=("Inherit", "OssManaged", "KMS")),
                Parameter(
                    "Prefix", limits='max 254 chars, not starting with / or \\; "" clears it'
                ),
            ),
        ),
        Parameter(
            "ResourceUsageConfig",
            dict,
            "JSON object as string; agent >= 2.2.4.1065 / 2.1.4.1065",
            json=True,
            parts=(
                Parameter("CpuLimit", int, "percent 10..95", default=20),
                Parameter("KeepScriptFile", bool, default=False),
                Parameter("LogFileCountLimit", int, "7..365", default=30),
                Parameter(
                    "LogSizeLimit", limits="number with unit B|KB|MB, 10MB..1024MB", default="100MB"
                ),
                Parameter(
                    "MemoryLimit", limits="number with unit B|KB|MB, 35MB..1024MB", default="50MB"
                ),
                Parameter("OverloadLimit", int, ">= 3", default=3),
            ),
        ),
        Parameter(
            "SessionManagerConfig",
            dict,
            "JSON object as string; with SettingType=SessionManagerConfig",
            json=True,
            parts=(
                Parameter("SessionManagerEnabled", bool, "true/false; counts for every region"),
            ),
        ),
        Parameter(
            "SlsDeliveryConfig",
            dict,
            "JSON object as string; with SettingType=*Delivery",
            json=True,
            parts=(
                Parameter("Enabled", bool, default=False),
                Parameter("LogstoreName", limits="logstore name"),
                Parameter("ProjectName", limits="project name"),
            ),
        ),
    ),
    answer=DONE,
    errors=documented(*CLOUD_ASSISTANT_CODES, "InvalidParameter"),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifycloudassistantsettings",
)
