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
            limits="the setting to change",
            required=True,
            enum=tuple(SettingType),
        ),
        Parameter(
            "AgentUpgradeConfig",
            dict,
            "JSON object",
            json=True,
            parts=(
                Parameter(
                    "AllowedUpgradeWindow",
                    limits="HH:mm-HH:mm, at least an hour long",
                    repeat=True,
                ),
                Parameter("BootstrapUpgrade", bool, "check when the agent starts", default=True),
                Parameter("DisableUpgrade", bool, "never upgrade", default=False),
                Parameter(
                    "Enabled",
                    bool,
                    "false: try every 30 minutes",
                    default=False,
                ),
                Parameter("TimeZone", limits="such as Asia/Shanghai or GMT+8:00", default="UTC"),
            ),
        ),
        Parameter(
            "OssDeliveryConfig",
            dict,
            "JSON object",
            json=True,
            parts=(
                Parameter(
                    "BucketName",
                ),
                Parameter("Enabled", bool, default=False),
                Parameter("EncryptionAlgorithm", enum=("AES256", "SM4")),
                Parameter("EncryptionKeyId", limits="for EncryptionType KMS"),
                Parameter("EncryptionType", enum=("Inherit", "OssManaged", "KMS")),
                Parameter("Prefix", limits="0..254 characters, not starting with a slash"),
            ),
        ),
        Parameter(
            "ResourceUsageConfig",
            dict,
            "JSON object",
            json=True,
            parts=(
                Parameter("CpuLimit", int, "percent; 10..95", default=20),
                Parameter("KeepScriptFile", bool, default=False),
                Parameter("LogFileCountLimit", int, "7..365", default=30),
                Parameter("LogSizeLimit", limits="10MB..1024MB; units B, KB, MB", default="100MB"),
                Parameter("MemoryLimit", limits="35MB..1024MB; units B, KB, MB", default="50MB"),
                Parameter("OverloadLimit", int, "3 or more", default=3),
            ),
        ),
        Parameter(
            "SessionManagerConfig",
            dict,
            "JSON object",
            json=True,
            parts=(Parameter("SessionManagerEnabled", bool, "for every region"),),
        ),
        Parameter(
            "SlsDeliveryConfig",
            dict,
            "JSON object",
            json=True,
            parts=(
                Parameter("Enabled", bool, default=False),
                Parameter(
                    "LogstoreName",
                ),
                Parameter(
                    "ProjectName",
                ),
            ),
        ),
    ),
    answer=DONE,
    errors=documented(*CLOUD_ASSISTANT_CODES, "InvalidParameter"),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifycloudassistantsettings",
)
