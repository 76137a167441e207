"""Launch templates: parameters of RunInstances kept under a name."""

import re
from typing import Any

from ecsops.catalogue.ecs.instances.launch_templates import (
    LAUNCH_TEMPLATE_DATA,
    DescribeLaunchTemplates,
    DescribeLaunchTemplateVersions,
)
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import ACCOUNT_ID, LAUNCH_TEMPLATES_PER_REGION
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.conditions import Between
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.name_rules import DESCRIPTION, NAME
from ecsops.simulator.engine.paging import listing
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.tags import tag_documents, tagged
from ecsops.simulator.instances.user_data import check_user_data

OF_THE_TEMPLATE = (
    "RegionId",
    "LaunchTemplateName",
    "TemplateResourceGroupId",
    "TemplateTag",
    "VersionDescription",
)
"""Parameters of CreateLaunchTemplate that are about the template, not about instances."""

LISTS = {
    "DataDisk": ("DataDisks", "DataDisk"),
    "NetworkInterface": ("NetworkInterfaces", "NetworkInterface"),
    "SecurityGroupIds": ("SecurityGroupIds", "SecurityGroupId"),
    "Tag": ("Tags", "InstanceTag"),
}
"""Parameters that are lists, and where LaunchTemplateData has them."""

FIRST_VERSION = 1


def create_launch_template(request: Request) -> Document:
    """Keep the parameters as the first version of a new template."""
    check_template(request)
    template_id = request.new_id("lt")
    now = iso_seconds(request.now)
    kept = {key: each for key, each in request.parameters.items() if key not in OF_THE_TEMPLATE}
    about: Document = {
        "LaunchTemplateId": template_id,
        "LaunchTemplateName": request.get("LaunchTemplateName"),
        "CreateTime": now,
        "ModifiedTime": now,
        "CreatedBy": ACCOUNT_ID,
    }
    insert_template(request, about)
    insert_version(request, about, kept, FIRST_VERSION)
    return {"LaunchTemplateId": template_id, "LaunchTemplateVersionNumber": FIRST_VERSION}


def insert_template(request: Request, about: Document) -> None:
    """Add the template."""
    template = {
        **about,
        "DefaultVersionNumber": FIRST_VERSION,
        "LatestVersionNumber": FIRST_VERSION,
        "ResourceGroupId": request.parameters.get("TemplateResourceGroupId", ""),
        "Tags": tag_documents(request, "TemplateTag"),
    }
    document = complete(DescribeLaunchTemplates.item, template)
    record = Record(about["LaunchTemplateId"], request.region_id, document, {})
    request.store.insert("LaunchTemplate", record)


def insert_version(request: Request, about: Document, kept: Document, number: int) -> None:
    """Add a version of a template, with the parameters that it keeps; the first is the default."""
    version: Document = {
        **about,
        "VersionNumber": number,
        "DefaultVersion": number == FIRST_VERSION,
        "VersionDescription": request.parameters.get("VersionDescription", ""),
    }
    document = complete(DescribeLaunchTemplateVersions.item, version)
    document["LaunchTemplateData"] = template_data(kept)
    version_id = f"{about['LaunchTemplateId']}.{number}"
    record = Record(version_id, request.region_id, document, kept)
    request.store.insert("LaunchTemplateVersion", record)


def check_template(request: Request) -> None:
    """Refuse a name that is taken or against the rules, and one template too many."""
    name = request.get("LaunchTemplateName")
    description = request.parameters.get("VersionDescription", "aa")
    if not re.fullmatch(NAME, name):
        request.refuse("InvalidLaunchTemplateName.Malformed")
    if not re.fullmatch(DESCRIPTION, description):
        request.refuse("InvalidDescription.Malformed")
    if "UserData" in request.parameters:
        check_user_data(request, request.parameters["UserData"])
    if find(request, {"LaunchTemplateName": name}):
        request.refuse("LaunchTemplateName.Duplicated")
    if request.store.count("LaunchTemplate", request.region_id) >= LAUNCH_TEMPLATES_PER_REGION:
        request.refuse("LaunchTemplateLimitExceed")


def template_data(kept: Document) -> Document:
    """Return the parameters in the form of LaunchTemplateData, those that it has a place for."""
    data: Document = {}
    for name, value in kept.items():
        *outer, last = LISTS.get(name, name.split("."))
        holder = data
        for part in outer:
            holder = holder.setdefault(part, {})
        holder[last] = [interface(each) for each in value] if name == "NetworkInterface" else value
    return given_parts(LAUNCH_TEMPLATE_DATA, data)


def given_parts(shape: Any, value: Any) -> Any:
    """Return those parts of a value that a shape has; what was not given stays out."""
    if isinstance(shape, dict):
        return {name: given_parts(shape[name], value[name]) for name in shape if name in value}
    if isinstance(shape, list):
        return [given_parts(shape[0], each) for each in value]
    return value


def interface(given: Document) -> Document:
    """Return an element of NetworkInterface.N in the form of LaunchTemplateData."""
    groups = given.get("SecurityGroupIds", [])
    return {**given, "SecurityGroupIds": {"SecurityGroupId": groups}}


def find(request: Request, where: dict[str, Any]) -> Record | None:
    """Return the template that meets the conditions, or None."""
    found = request.store.select("LaunchTemplate", request.region_id, where, limit=1)
    return found[0] if found else None


def template_asked(request: Request) -> Record:
    """Return the template that the call names by id or by name."""
    given = request.parameters
    template_id, name = given.get("LaunchTemplateId"), given.get("LaunchTemplateName")
    if template_id is None and name is None:
        request.refuse_parameter("LaunchTemplateId", "missing")
    template = find(request, {"id": template_id, "LaunchTemplateName": name})
    if template is None:
        request.refuse("InvalidLaunchTemplate.NotFound", "InvalidParameter")
    return template


def describe_launch_templates(request: Request) -> Document:
    """List templates by id, by name, and by tag."""
    given = request.parameters
    for name in ("LaunchTemplateId", "LaunchTemplateName"):
        if len(given.get(name, [])) > request.quota("LaunchTemplateIdsPerQuery"):
            request.refuse_parameter(name, "invalid")
    where = {
        "id": given.get("LaunchTemplateId"),
        "LaunchTemplateName": given.get("LaunchTemplateName"),
        "document.ResourceGroupId": given.get("TemplateResourceGroupId"),
        "document.Tags.Tag": tagged(request, "TemplateTag"),
    }
    return listing(request, "LaunchTemplate", where)


def describe_launch_template_versions(request: Request) -> Document:
    """List the versions of a template, with their data unless that is not wanted."""
    template = template_asked(request)
    given = request.parameters
    where = {
        "LaunchTemplateId": template.id,
        "document.VersionNumber": given.get("LaunchTemplateVersion")
        or Between(given.get("MinVersion"), given.get("MaxVersion")),
        "document.DefaultVersion": True if given.get("DefaultVersion") else None,
    }
    if request.get("DetailFlag"):
        return listing(request, "LaunchTemplateVersion", where)
    return listing(request, "LaunchTemplateVersion", where, without_data)


def without_data(record: Record) -> Document:
    """Return the version's document without LaunchTemplateData."""
    return {name: each for name, each in record.document.items() if name != "LaunchTemplateData"}


def delete_launch_template(request: Request) -> Document:
    """Delete a template and its versions."""
    template = template_asked(request)
    versions = request.store.select(
        "LaunchTemplateVersion", request.region_id, {"LaunchTemplateId": template.id}
    )
    for version in versions:
        request.store.delete("LaunchTemplateVersion", version.id)
    request.store.delete("LaunchTemplate", template.id)
    numbers = [version.document["VersionNumber"] for version in versions]
    return {
        "LaunchTemplateId": template.id,
        "LaunchTemplateVersionNumbers": {"versionNumbers": numbers},
    }


def with_template(request: Request) -> None:
    """Give the call the parameters of the template that it names; its own ones win."""
    given = request.parameters
    if not given.keys() & {"LaunchTemplateId", "LaunchTemplateName"}:
        return
    template = template_asked(request)
    number = given.get("LaunchTemplateVersion", template.document["DefaultVersionNumber"])
    version = request.store.get("LaunchTemplateVersion", f"{template.id}.{number}")
    if version is None:
        request.refuse("InvalidLaunchTemplateVersion.NotFound")
    request.parameters = {**version.facts, **given}
