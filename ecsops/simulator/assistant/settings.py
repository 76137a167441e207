"""The settings of Cloud Assistant in a region; those of sessions are the account's."""

import json
import re
from typing import Any

from ecsops.catalogue.ecs.assistant.settings import SettingType
from ecsops.catalogue.model import Document, Parameter
from ecsops.simulator.engine.context import EVERYWHERE, Request
from ecsops.simulator.engine.parameters import single
from ecsops.simulator.engine.store import dump

DELIVERIES = {
    SettingType.SESSION_MANAGER_DELIVERY: "SessionManager",
    SettingType.INVOCATION_DELIVERY: "Invocation",
}
"""The settings of delivery, and the DeliveryType that their entries have."""

PARTS = {
    SettingType.SESSION_MANAGER_DELIVERY: ("OssDeliveryConfig", "SlsDeliveryConfig"),
    SettingType.INVOCATION_DELIVERY: ("OssDeliveryConfig", "SlsDeliveryConfig"),
    SettingType.AGENT_UPGRADE_CONFIG: ("AgentUpgradeConfig",),
    SettingType.SESSION_MANAGER_CONFIG: ("SessionManagerConfig",),
}
"""The parameters that belong to a setting; each call may also set ResourceUsageConfig."""

USAGE = "ResourceUsageConfig"

UPGRADE: Document = {
    "BootstrapUpgrade": True,
    "DisableUpgrade": False,
    "TimeZone": "UTC",
}
"""Initial value of AgentUpgradeConfig."""

RANGES = {"CpuLimit": range(10, 96), "LogFileCountLimit": range(7, 366)}
"""Numbers of ResourceUsageConfig."""

OVERLOAD_AT_LEAST = 3

MEBIBYTES = {"LogSizeLimit": (10, 1024), "MemoryLimit": (35, 1024)}
"""Sizes of ResourceUsageConfig, in MB."""

BYTES = {"B": 1, "KB": 2**10, "MB": 2**20}

WINDOW = r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d"
"""A window of AgentUpgradeConfig.AllowedUpgradeWindow, such as 02:00-03:30."""

WINDOW_AT_LEAST_MINUTES = 60

PREFIX = r"(?![/\\]).{0,254}"
"""OssDeliveryConfig.Prefix."""


def describe_cloud_assistant_settings(request: Request) -> Document:
    """Return the settings asked for, and the limits of resources once they were set."""
    asked = request.get("SettingType")
    found: Document = {}
    deliveries = [each for each in DELIVERIES if each in asked]
    if deliveries:
        found["OssDeliveryConfigs"] = {"OssDeliveryConfig": entries(request, deliveries, "Oss")}
        found["SlsDeliveryConfigs"] = {"SlsDeliveryConfig": entries(request, deliveries, "Sls")}
    if SettingType.AGENT_UPGRADE_CONFIG in asked:
        found["AgentUpgradeConfig"] = upgrade_config(request)
    if SettingType.SESSION_MANAGER_CONFIG in asked:
        kept = setting(request, SettingType.SESSION_MANAGER_CONFIG, "SessionManagerConfig")
        found["SessionManagerConfig"] = {"SessionManagerEnabled": False, **kept}
    if usage := setting(request, USAGE, USAGE):
        found[USAGE] = usage
    return found


def entries(request: Request, deliveries: list[SettingType], store: str) -> list[Document]:
    """Return the entries of deliveries to OSS or SLS that were set."""
    name = f"{store}DeliveryConfig"
    kept = [(each, setting(request, each, name)) for each in deliveries]
    return [{"DeliveryType": DELIVERIES[each], **config} for each, config in kept if config]


def upgrade_config(request: Request) -> Document:
    """Return how agents are upgraded; Enabled is left out when it is false."""
    kept = setting(request, SettingType.AGENT_UPGRADE_CONFIG, "AgentUpgradeConfig")
    windows = kept.pop("AllowedUpgradeWindow", [])
    if not kept.get("Enabled"):
        kept.pop("Enabled", None)
    return {**UPGRADE, **kept, "AllowedUpgradeWindows": {"AllowedUpgradeWindow": windows}}


def modify_cloud_assistant_settings(request: Request) -> Document:
    """Change the members of a setting that the call gives; the others stay as they are."""
    asked = request.get("SettingType")
    names = [each for each in (*PARTS[asked], USAGE) if each in request.parameters]
    if not names:
        request.refuse_parameter(PARTS[asked][0], "invalid")
    for name in names:
        config = config_asked(request, name)
        CHECKS.get(name, accept)(request, config)
        owner = USAGE if name == USAGE else asked
        kept = {**setting(request, owner, name), **config}
        request.store.set(place(request, owner, name), dump(kept))
    return {}


def accept(request: Request, config: Document) -> None:
    """Accept a configuration that has no rules beyond its types."""


def config_asked(request: Request, name: str) -> Document:
    """Return a configuration, typed as the catalogue has it, from JSON or dotted members."""
    parameter = request.operation.parameter(name)
    assert parameter is not None, name
    whole = Parameter(name, dict, parts=parameter.parts)
    given = request.parameters[name]
    config: Document = single(whole, given, lambda *_: request.refuse_parameter(name, "invalid"))
    if isinstance(given, dict) and given.get("Prefix") == "":
        config["Prefix"] = ""
    return config


def check_upgrade(request: Request, config: Document) -> None:
    """Refuse a window of upgrades that is none, or shorter than an hour."""
    for each in config.get("AllowedUpgradeWindow", []):
        if not re.fullmatch(WINDOW, each) or minutes_of(each) < WINDOW_AT_LEAST_MINUTES:
            request.refuse_parameter("AgentUpgradeConfig", "invalid")


def minutes_of(window: str) -> int:
    """Return how long a window is; one may pass midnight."""
    begin, end = (int(each[:2]) * 60 + int(each[3:]) for each in window.split("-"))
    return (end - begin) % (24 * 60)


def check_usage(request: Request, config: Document) -> None:
    """Refuse limits of resources outside their ranges."""
    numbers = all(config[name] in RANGES[name] for name in RANGES if name in config)
    sizes = all(is_size(config[name], name) for name in MEBIBYTES if name in config)
    if not numbers or not sizes or config.get("OverloadLimit", 3) < OVERLOAD_AT_LEAST:
        request.refuse_parameter(USAGE, "invalid")


def is_size(text: str, name: str) -> bool:
    """Return whether a text is a size with its unit, within the range of the limit."""
    found = re.fullmatch(r"(\d{1,12})(B|KB|MB)", text)
    low, high = (each * BYTES["MB"] for each in MEBIBYTES[name])
    return found is not None and low <= int(found[1]) * BYTES[found[2]] <= high


def check_oss(request: Request, config: Document) -> None:
    """Refuse a prefix against the rules."""
    if not re.fullmatch(PREFIX, config.get("Prefix", "")):
        request.refuse_parameter("OssDeliveryConfig", "invalid")


CHECKS = {
    "AgentUpgradeConfig": check_upgrade,
    "OssDeliveryConfig": check_oss,
    USAGE: check_usage,
}
"""The rules of each configuration."""


def setting(request: Request, owner: str, name: str) -> Document:
    """Return a configuration as it was set; empty before."""
    kept: Any = request.store.setting(place(request, owner, name))
    return dict(json.loads(kept)) if kept else {}


def place(request: Request, owner: str, name: str) -> str:
    """Return the name under which a configuration is kept."""
    everywhere = owner == SettingType.SESSION_MANAGER_CONFIG
    region_id = EVERYWHERE if everywhere else request.region_id
    return f"cloud_assistant.{region_id}.{owner}.{name}"
