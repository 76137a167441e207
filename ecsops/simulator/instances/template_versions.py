"""The versions of a launch template: adding, deleting, and which one is the default."""

import re

from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import ACCOUNT_ID
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.name_rules import DESCRIPTION
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.launch_templates import insert_version, template_asked
from ecsops.simulator.instances.user_data import check_user_data

NOT_KEPT = ("RegionId", "LaunchTemplateId", "LaunchTemplateName", "VersionDescription")
"""Parameters of CreateLaunchTemplateVersion that are not about instances."""


def create_launch_template_version(request: Request) -> Document:
    """Keep the parameters as the next version of a template."""
    template = template_asked(request)
    if not re.fullmatch(DESCRIPTION, request.parameters.get("VersionDescription", "aa")):
        request.refuse("InvalidDescription.Malformed")
    if "UserData" in request.parameters:
        check_user_data(request, request.parameters["UserData"])
    if len(versions_of(request, template)) >= request.quota("VersionsPerLaunchTemplate"):
        request.refuse("LaunchTemplateVersionLimitExceed")
    number = int(template.document["LatestVersionNumber"]) + 1
    now = iso_seconds(request.now)
    about = {
        "LaunchTemplateId": template.id,
        "LaunchTemplateName": template.document["LaunchTemplateName"],
        "CreateTime": now,
        "ModifiedTime": now,
        "CreatedBy": ACCOUNT_ID,
    }
    kept = {key: each for key, each in request.parameters.items() if key not in NOT_KEPT}
    insert_version(request, about, kept, number)
    change_template(request, template, LatestVersionNumber=number)
    return {"LaunchTemplateId": template.id, "LaunchTemplateVersionNumber": number}


def versions_of(request: Request, template: Record) -> dict[int, Record]:
    """Return the versions of a template by their numbers."""
    where = {"LaunchTemplateId": template.id}
    found = request.store.select("LaunchTemplateVersion", request.region_id, where)
    return {each.document["VersionNumber"]: each for each in found}


def change_template(request: Request, template: Record, **fields: int) -> None:
    """Set fields of the template, and when it was modified."""
    template.document.update(fields, ModifiedTime=iso_seconds(request.now))
    request.store.update("LaunchTemplate", template)


def delete_launch_template_version(request: Request) -> Document:
    """Delete versions, all that are named or none; the default version stays."""
    template = template_asked(request)
    versions = versions_of(request, template)
    numbers = request.get("DeleteVersion")
    deletable = versions.keys() - {template.document["DefaultVersionNumber"]}
    if not deletable.issuperset(numbers):
        request.refuse_parameter("DeleteVersion", "invalid")
    for number in numbers:
        request.store.delete("LaunchTemplateVersion", versions[number].id)
    deleted = [
        {"LaunchTemplateId": template.id, "LaunchTemplateVersionNumber": each} for each in numbers
    ]
    return {"LaunchTemplateVersions": {"LaunchTemplateVersion": deleted}}


def modify_launch_template_default_version(request: Request) -> Document:
    """Set the version that calls use which name none."""
    template = template_asked(request)
    versions = versions_of(request, template)
    number = request.get("DefaultVersionNumber")
    if number not in versions:
        request.refuse_parameter("DefaultVersionNumber", "invalid")
    for each in (template.document["DefaultVersionNumber"], number):
        versions[each].document["DefaultVersion"] = each == number
        request.store.update("LaunchTemplateVersion", versions[each])
    change_template(request, template, DefaultVersionNumber=number)
    return {"LaunchTemplateId": template.id}
