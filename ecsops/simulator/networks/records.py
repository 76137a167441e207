"""New records of VPCs, vSwitches and security groups."""

from typing import Any

from ecsops.catalogue.ecs.networks.security_groups import (
    DescribeSecurityGroupAttribute,
    DescribeSecurityGroups,
    SecurityGroupType,
)
from ecsops.catalogue.model import Document
from ecsops.catalogue.vpc.vpcs import DescribeVpcs
from ecsops.catalogue.vpc.vswitches import DescribeVSwitches
from ecsops.simulator.assumptions import ACCOUNT_ID, OPEN_PORTS
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record

GROUP: Any = DescribeSecurityGroups.item
RULE: Any = DescribeSecurityGroupAttribute.item


def new_vpc(context: Context, vpc_id: str, router_ids: tuple[str, str], **fields: Any) -> Record:
    """Add a VPC with its router and its route table, and return it."""
    router_id, table_id = router_ids
    document = {
        "VpcId": vpc_id,
        "RegionId": context.region_id,
        "OwnerId": int(ACCOUNT_ID),
        "VRouterId": router_id,
        "RouterTableIds": {"RouterTableIds": [table_id]},
        "DnsHostnameStatus": "DISABLED",
        **fields,
    }
    record = Record(vpc_id, context.region_id, complete(DescribeVpcs.item, document), {})
    context.store.insert("Vpc", record)
    return record


def new_vswitch(context: Context, vswitch_id: str, vpc: Record, **fields: Any) -> Record:
    """Add a vSwitch to a VPC, and return it."""
    tables = vpc.document["RouterTableIds"]["RouterTableIds"]
    document = {
        "VSwitchId": vswitch_id,
        "VpcId": vpc.id,
        "OwnerId": int(ACCOUNT_ID),
        "RouteTable": {"RouteTableId": tables[0], "RouteTableType": "System"},
        **fields,
    }
    whole = complete(DescribeVSwitches.item, document)
    record = Record(vswitch_id, context.region_id, whole, {"Next": 0, "Reserved": []})
    context.store.insert("VSwitch", record)
    vpc.document["VSwitchIds"]["VSwitchId"].insert(0, vswitch_id)
    context.store.update("Vpc", vpc)
    return record


def new_security_group(
    context: Context, security_group_id: str, *, opened: bool = False, **fields: Any
) -> Record:
    """Add a security group and return it; the default one is open for a few ports."""
    type_ = fields.get("SecurityGroupType", SecurityGroupType.NORMAL)
    rules = default_rules(fields["CreationTime"]) if opened else []
    document = {
        "SecurityGroupId": security_group_id,
        "SecurityGroupType": type_,
        "RuleCount": len(rules),
        **fields,
    }
    # Instances of an advanced group do not reach each other (page of CreateSecurityGroup).
    access = "Accept" if type_ == SecurityGroupType.NORMAL else "Drop"
    facts = {"Rules": rules, "InnerAccessPolicy": access}
    record = Record(security_group_id, context.region_id, complete(GROUP, document), facts)
    context.store.insert("SecurityGroup", record)
    return record


def default_rules(created: str) -> list[Document]:
    """Return the rules of the default security group."""
    return [
        complete(
            RULE,
            {
                "CreateTime": created,
                "Description": "System created rule.",
                "Direction": "ingress",
                "IpProtocol": protocol,
                "NicType": "intranet",
                "Policy": "Accept",
                "PortRange": ports,
                "Priority": "100",
                "SourceCidrIp": "0.0.0.0/0",
            },
        )
        for protocol, ports in OPEN_PORTS
    ]
