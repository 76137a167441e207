"""Launch templates: stored parameters of RunInstances, in versions.

Sources: the pages of each operation.
"""

from ecsops.catalogue.ecs.instances.creation_parameters import (
    DATA_DISK_PARTS,
    INSTANCE_PARAMETERS,
    NETWORK_INTERFACE_PARTS,
    PERFORMANCE_LEVELS,
    SYSTEM_DISK_CATEGORIES,
    TEMPLATE_DATA_DISK_PARTS,
    TEMPLATE_PARAMETERS,
)
from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented, with_status
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import (
    PAGE,
    PAGE_NUMBER,
    PAGE_SIZE_100,
    REGION_ID,
    RESOURCE_GROUP_ID,
    TAGS,
)

LAUNCH_TEMPLATE_ID = Parameter("LaunchTemplateId", limits="this or LaunchTemplateName")
TEMPLATE_RESOURCE_GROUP_ID = Parameter("TemplateResourceGroupId", limits="rg-... id")
LAUNCH_TEMPLATE_DATA = {
    "SystemDisk": {
        "AutoSnapshotPolicyId": str,
        "BurstingEnabled": bool,
        "Category": str,
        "DeleteWithInstance": bool,
        "Description": str,
        "DiskName": str,
        "Encrypted": str,
        "Iops": int,
        "KMSKeyId": str,
        "PerformanceLevel": str,
        "ProvisionedIops": int,
        "Size": int,
    },
    "AutoReleaseTime": str,
    "AutoRenew": bool,
    "AutoRenewPeriod": int,
    "CreditSpecification": str,
    "DataDisks": {
        "DataDisk": [
            {
                "AutoSnapshotPolicyId": str,
                "BurstingEnabled": bool,
                "Category": str,
                "DeleteWithInstance": bool,
                "Description": str,
                "Device": str,
                "DiskName": str,
                "Encrypted": str,
                "KMSKeyId": str,
                "PerformanceLevel": str,
                "ProvisionedIops": int,
                "Size": int,
                "SnapshotId": str,
            }
        ]
    },
    "DeletionProtection": bool,
    "DeploymentSetId": str,
    "Description": str,
    "EnableVmOsConfig": bool,
    "HostName": str,
    "HttpEndpoint": str,
    "HttpPutResponseHopLimit": int,
    "HttpTokens": str,
    "ImageId": str,
    "ImageOptions": {"LoginAsNonRoot": bool},
    "ImageOwnerAlias": str,
    "InstanceChargeType": str,
    "InstanceName": str,
    "InstanceType": str,
    "InternetChargeType": str,
    "InternetMaxBandwidthIn": int,
    "InternetMaxBandwidthOut": int,
    "IoOptimized": str,
    "Ipv6AddressCount": int,
    "KeyPairName": str,
    "NetworkInterfaces": {
        "NetworkInterface": [
            {
                "DeleteOnRelease": bool,
                "Description": str,
                "InstanceType": str,
                "NetworkInterfaceName": str,
                "NetworkInterfaceTrafficMode": str,
                "PrimaryIpAddress": str,
                "SecurityGroupId": str,
                "SecurityGroupIds": {"SecurityGroupId": [str]},
                "VSwitchId": str,
            }
        ]
    },
    "NetworkType": str,
    "PasswordInherit": bool,
    "Period": int,
    "PeriodUnit": str,
    "PrivateIpAddress": str,
    "RamRoleName": str,
    "ResourceGroupId": str,
    "SecurityEnhancementStrategy": str,
    "SecurityGroupId": str,
    "SecurityGroupIds": {"SecurityGroupId": [str]},
    "SecurityOptions": {"TrustedSystemMode": str},
    "SpotDuration": int,
    "SpotPriceLimit": float,
    "SpotStrategy": str,
    "Tags": {"InstanceTag": [{"Key": str, "Value": str}]},
    "UserData": str,
    "VSwitchId": str,
    "VpcId": str,
    "ZoneId": str,
}
REQUEST_CODES = (
    "InvalidRegion.NotExist",
    "MissingParameter",
    "InvalidParameter",
)

VERSION_PARAMETERS = (
    *TEMPLATE_PARAMETERS,
    *INSTANCE_PARAMETERS,
    Parameter(
        "DataDisk",
        dict,
        "1..16 disks",
        repeat=True,
        parts=(
            *DATA_DISK_PARTS,
            *TEMPLATE_DATA_DISK_PARTS,
            Parameter("DiskName", limits="2..128 characters, no http:// or https:// in front"),
            Parameter("Encrypted"),
        ),
    ),
    Parameter("EnableVmOsConfig", bool, "deprecated"),
    Parameter("ImageOwnerAlias", enum=("system", "self", "others", "marketplace")),
    Parameter(
        "NetworkInterface",
        dict,
        "the primary ENI and others",
        repeat=True,
        parts=(
            *NETWORK_INTERFACE_PARTS,
            Parameter(
                "InstanceType",
                enum=("Primary", "Secondary"),
                default="Secondary",
            ),
            Parameter("NetworkInterfaceName"),
            Parameter("NetworkInterfaceTrafficMode", enum=("Standard", "HighPerformance")),
            Parameter("PrimaryIpAddress"),
            Parameter("SecurityGroupId"),
            Parameter("VSwitchId"),
        ),
    ),
    Parameter("NetworkType", enum=("classic", "vpc")),
    Parameter("PasswordInherit", bool),
    RESOURCE_GROUP_ID,
    Parameter("SystemDisk.Category", enum=SYSTEM_DISK_CATEGORIES),
    Parameter("SystemDisk.DeleteWithInstance", bool, default=True),
    Parameter("SystemDisk.DiskName", limits="2..128 characters, no http:// or https:// in front"),
    Parameter("SystemDisk.Iops", int, "not public"),
    Parameter("SystemDisk.PerformanceLevel", enum=PERFORMANCE_LEVELS, default="PL0"),
    Parameter("SystemDisk.ProvisionedIops", int, "cloud_auto only", bits=64),
    Parameter("SystemDisk.Size", int, "GiB; 20..500, at least the image; default: max(40, image)"),
    Parameter("VersionDescription", limits="2..256 characters, no http:// or https:// in front"),
    Parameter("VpcId", limits="vpc-... id"),
)
"""Content of a launch template version, and its description."""

CreateLaunchTemplate = Operation(
    "CreateLaunchTemplate",
    ECS,
    "Create a launch template and its version 1.",
    parameters=(
        Parameter(
            "LaunchTemplateName",
            limits="2..128 characters: letters (first), digits, : _ . -",
            required=True,
        ),
        REGION_ID,
        *VERSION_PARAMETERS,
        TEMPLATE_RESOURCE_GROUP_ID,
        Parameter(
            "TemplateTag",
            dict,
            "at most 20 pairs",
            repeat=True,
            parts=(
                Parameter("Key", limits="1..128 characters, no http:// or https:// in front"),
                Parameter("Value", limits="1..128 characters, no http:// or https:// in front"),
            ),
        ),
    ),
    answer={
        "LaunchTemplateId": str,
        "LaunchTemplateVersionNumber": int,
        "RequestId": str,
    },
    errors=documented(
        *REQUEST_CODES,
        "InvalidLaunchTemplateName.Malformed",
        Refusal(
            "InvalidDescription.Malformed",
            400,
            'The specified parameter "VersionDescription" is not valid.',
        ),
        "InvalidUserData.SizeExceeded",
        "Duplicate.TagKey",
        "InvalidTagKey.Malformed",
        "InvalidTagValue.Malformed",
        "InvalidHostName.Malformed",
        "InvalidParams.CreateEniParams",
        "LaunchTemplateLimitExceed",
        "LaunchTemplateName.Duplicated",
        "QuotaExceed.Tags",
        "InvalidResourceGroup.NotFound",
        "InternalError",
        *with_status(400, "InvalidUserData.Base64FormatInvalid"),
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-createlaunchtemplate",
)

DeleteLaunchTemplate = Operation(
    "DeleteLaunchTemplate",
    ECS,
    "Delete a launch template with all its versions.",
    parameters=(
        REGION_ID,
        LAUNCH_TEMPLATE_ID,
        Parameter("LaunchTemplateName", limits="this or LaunchTemplateId"),
    ),
    answer={
        "LaunchTemplateId": str,
        "LaunchTemplateVersionNumbers": {"versionNumbers": [int]},
        "RequestId": str,
    },
    errors=documented(*REQUEST_CODES, "InnerServiceFailed", "InvalidLaunchTemplate.NotFound"),
    items="LaunchTemplateVersionNumbers.versionNumbers",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-deletelaunchtemplate",
)

DescribeLaunchTemplates = Operation(
    "DescribeLaunchTemplates",
    ECS,
    "List launch templates.",
    parameters=(
        REGION_ID,
        Parameter("LaunchTemplateId", limits="at most 100", repeat=True),
        Parameter("LaunchTemplateName", limits="at most 100", repeat=True),
        PAGE_NUMBER,
        PAGE_SIZE_100,
        TEMPLATE_RESOURCE_GROUP_ID,
        Parameter(
            "TemplateTag",
            dict,
            "at most 20 pairs",
            repeat=True,
            parts=(Parameter("Key"), Parameter("Value")),
        ),
    ),
    answer={
        "LaunchTemplateSets": {
            "LaunchTemplateSet": [
                {
                    "CreateTime": str,
                    "CreatedBy": str,
                    "DefaultVersionNumber": int,
                    "LatestVersionNumber": int,
                    "LaunchTemplateId": str,
                    "LaunchTemplateName": str,
                    "ModifiedTime": str,
                    "ResourceGroupId": str,
                    "Tags": TAGS,
                }
            ]
        },
        **PAGE,
    },
    errors=documented(*REQUEST_CODES, "InnerServiceFailed", "InternalError", "ServiceUnavailable"),
    items="LaunchTemplateSets.LaunchTemplateSet",
    paging=Paging(page=True, largest=100, clamps=True),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describelaunchtemplates",
)

DescribeLaunchTemplateVersions = Operation(
    "DescribeLaunchTemplateVersions",
    ECS,
    "List versions of launch templates.",
    parameters=(
        REGION_ID,
        Parameter("DefaultVersion", bool, "only the default version", default=False),
        Parameter("DetailFlag", bool, "true returns LaunchTemplateData", default=True),
        LAUNCH_TEMPLATE_ID,
        Parameter("LaunchTemplateName", limits="this or LaunchTemplateId"),
        Parameter("LaunchTemplateVersion", int, "explicit version numbers", repeat=True),
        Parameter("MaxVersion", int, "upper bound", bits=64),
        Parameter("MinVersion", int, "lower bound", bits=64),
        PAGE_NUMBER,
        Parameter("PageSize", int, "1 or more", default=10),
    ),
    answer={
        "LaunchTemplateVersionSets": {
            "LaunchTemplateVersionSet": [
                {
                    "CreateTime": str,
                    "CreatedBy": str,
                    "DefaultVersion": bool,
                    "LaunchTemplateData": LAUNCH_TEMPLATE_DATA,
                    "LaunchTemplateId": str,
                    "LaunchTemplateName": str,
                    "ModifiedTime": str,
                    "VersionDescription": str,
                    "VersionNumber": int,
                }
            ]
        },
        **PAGE,
    },
    errors=documented(
        *REQUEST_CODES,
        "InnerServiceFailed",
        "InvalidLaunchTemplate.NotFound",
        "InternalError",
    ),
    items="LaunchTemplateVersionSets.LaunchTemplateVersionSet",
    paging=Paging(page=True, largest=100, clamps=True),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describelaunchtemplateversions",
)

CreateLaunchTemplateVersion = Operation(
    "CreateLaunchTemplateVersion",
    ECS,
    "Add a version to a launch template.",
    parameters=(
        REGION_ID,
        LAUNCH_TEMPLATE_ID,
        Parameter("LaunchTemplateName", limits="this or LaunchTemplateId"),
        *VERSION_PARAMETERS,
    ),
    answer={"LaunchTemplateId": str, "LaunchTemplateVersionNumber": int, "RequestId": str},
    errors=documented(
        "InvalidRegion.NotExist",
        "LaunchTemplateVersionLimitExceed",
        "InvalidLaunchTemplate.NotFound",
        "MissingParameter",
        "InvalidParameter",
        "InvalidDescription.Malformed",
        "InvalidUserData.SizeExceeded",
        Refusal("InvalidUserData.Base64FormatInvalid", 400),
        "InvalidResourceGroup.NotFound",
        "InternalError",
        "InvalidHostName.Malformed",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-createlaunchtemplateversion",
)


DeleteLaunchTemplateVersion = Operation(
    "DeleteLaunchTemplateVersion",
    ECS,
    "Delete versions of a launch template.",
    parameters=(
        Parameter(
            "DeleteVersion",
            int,
            "1..1000 version numbers, not that of the default version",
            required=True,
            repeat=True,
        ),
        REGION_ID,
        LAUNCH_TEMPLATE_ID,
        Parameter("LaunchTemplateName", limits="this or LaunchTemplateId"),
    ),
    answer={
        "LaunchTemplateVersions": {
            "LaunchTemplateVersion": [{"LaunchTemplateId": str, "LaunchTemplateVersionNumber": int}]
        },
        "RequestId": str,
    },
    errors=documented(
        "InvalidRegion.NotExist",
        "MissingParameter",
        "InvalidParameter",
        "InnerServiceFailed",
    ),
    items="LaunchTemplateVersions.LaunchTemplateVersion",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-deletelaunchtemplateversion",
)


ModifyLaunchTemplateDefaultVersion = Operation(
    "ModifyLaunchTemplateDefaultVersion",
    ECS,
    "Set the version that is used when none is named.",
    parameters=(
        Parameter("DefaultVersionNumber", int, "a version that exists", required=True, bits=64),
        REGION_ID,
        LAUNCH_TEMPLATE_ID,
        Parameter("LaunchTemplateName", limits="this or LaunchTemplateId"),
    ),
    answer={"LaunchTemplateId": str, "RequestId": str},
    errors=documented(
        "InvalidRegion.NotExist",
        "InvalidLaunchTemplate.NotFound",
        "MissingParameter",
        "InvalidParameter",
        "InnerServiceFailed",
    ),
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifylaunchtemplatedefaultversion",
)
