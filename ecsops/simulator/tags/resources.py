"""Put tags on resources, remove them, and list them."""

from collections.abc import Iterator
from typing import Any

from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import TAGGED_RESOURCES_PER_PAGE
from ecsops.simulator.engine.conditions import NotEmpty, Tagged
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.kinds import KINDS
from ecsops.simulator.engine.paging import answer, position, token
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.tags import check_tag, pairs, tag_documents

RESOURCE_IDS_MOST = 50
FILTERS_MOST = 5
"""The pages of the three operations."""

KIND_OF = {
    "instance": "Instance",
    "disk": "Disk",
    "snapshot": "Snapshot",
    "image": "Image",
    "securitygroup": "SecurityGroup",
    "eni": "NetworkInterface",
    "launchtemplate": "LaunchTemplate",
    "command": "Command",
    "invocation": "Invocation",
}
"""The kind of record of each ResourceType. The account has no resources of the other types."""

RESOURCE_GROUP_KEY = "acs:rm:rgId"
"""The key of Tag.N that filters by resource group."""


def tag_resources(request: Request) -> Document:
    """Put tags on resources: on all of them, or on none."""
    check_internal(request)
    if "Tag" not in request.parameters:
        request.refuse("MissingParameter.Tags")
    added = {each["TagKey"]: each["TagValue"] for each in tag_documents(request)["Tag"]}
    for record, kind in resources_asked(request):
        tags = {**tags_of(record), **added}
        if len(tags) > request.quota("TagsPerResource"):
            request.refuse("OperationDenied.QuotaExceed")
        set_tags(request, kind, record, tags)
    return {}


def untag_resources(request: Request) -> Document:
    """Remove tags by their keys, or all tags; a key that a resource lacks is ignored."""
    check_internal(request)
    keys = request.parameters.get("TagKey", [])
    if len(keys) > request.quota("TagsPerResource"):
        request.refuse("NumberExceed.Tags")
    every = not keys and request.get("All")
    for record, kind in resources_asked(request):
        kept = {key: each for key, each in tags_of(record).items() if key not in keys}
        set_tags(request, kind, record, {} if every else kept)
    return {}


def check_internal(request: Request) -> None:
    """Refuse the parameters of the service's own operators."""
    if request.parameters.keys() & {"TagOwnerUid", "TagOwnerBid"}:
        request.refuse("PermissionDenied.TagOwnerUid")
    if "Scope" in request.parameters:
        request.refuse("PermissionDenied.Scope")


def resources_asked(request: Request) -> list[tuple[Record, str]]:
    """Return the resources of the call, each with its kind; refuse unknown and too many ids."""
    ids = ids_asked(request)
    kind = KIND_OF.get(request.get("ResourceType"), "")
    if kind not in KINDS:
        request.refuse("InvalidResourceId.NotFound")
    return [(request.existing(kind, each, "InvalidResourceId.NotFound"), kind) for each in ids]


def ids_asked(request: Request) -> list[str]:
    """Return ResourceId.N."""
    ids: list[str] = request.parameters.get("ResourceId", [])
    if len(ids) > RESOURCE_IDS_MOST:
        request.refuse("NumberExceed.ResourceIds")
    return ids


def tags_of(record: Record) -> dict[str, str]:
    """Return the tags of a resource, by key."""
    tags = record.document.get("Tags") or {"Tag": []}
    return {each["TagKey"]: each["TagValue"] for each in tags["Tag"]}


def set_tags(request: Request, kind: str, record: Record, tags: dict[str, str]) -> None:
    """Store the tags of a resource."""
    listed = {"Tag": [{"TagKey": key, "TagValue": each} for key, each in tags.items()]}
    record.document["Tags"] = listed
    if kind == "Instance" and not tags:
        del record.document["Tags"]
    request.store.update(kind, record)
    if kind == "Invocation":
        set_tags_of_results(request, record.id, listed)


def set_tags_of_results(request: Request, invoke_id: str, tags: Document) -> None:
    """Store the tags of an invocation with its results, which are filtered by them."""
    where = {"InvokeId": invoke_id}
    for result in request.store.select("InvocationResult", request.region_id, where):
        result.facts["Tags"] = tags
        request.store.update("InvocationResult", result)


def list_tag_resources(request: Request) -> Document:
    """List the tags of the resources that have certain ids and tags."""
    check_internal(request)
    kind = KIND_OF.get(request.get("ResourceType"), "")
    where, keys = filters(request)
    if kind not in KINDS:
        return answer(request.operation, [], NextToken="")
    rows = request.store.rows(
        kind, request.region_id, where, TAGGED_RESOURCES_PER_PAGE, 0, position(request, where)
    )
    more = len(rows) == TAGGED_RESOURCES_PER_PAGE
    items = [item for record, _ in rows for item in listed_tags(request, record, keys)]
    following = token(request, where, rows[-1][1]) if more else ""
    return answer(request.operation, items, NextToken=following)


def filters(request: Request) -> tuple[dict[str, Any], set[str]]:
    """Return the conditions of the call, and the keys that it names; none names all."""
    given = request.parameters
    if not given.keys() & {"ResourceId", "Tag", "TagFilter"}:
        request.refuse("MissingParameter.Tags")
    ids, conditions = ids_asked(request), []
    where: dict[str, Any] = {}
    for key, value in [*tags_asked(request), *fuzzy_tags_asked(request)]:
        if key == RESOURCE_GROUP_KEY:
            where["document.ResourceGroupId"] = value
        else:
            conditions.append(Tagged(key, value))
    keys = {each.key for each in conditions}
    where |= {"id": ids or None, "document.Tags.Tag": [NotEmpty(), *conditions]}
    return where, keys


def tags_asked(request: Request) -> Iterator[tuple[str, str | None]]:
    """Yield the keys and values of Tag.N; a value is None for any."""
    asked = pairs(request, "Tag")
    if len(asked) > request.quota("TagsPerResource"):
        request.refuse("NumberExceed.Tags")
    for key, value in asked:
        if not key:
            request.refuse("InvalidParameter.TagValue")
        if key != RESOURCE_GROUP_KEY:
            check_tag(request, key, value or "")
        yield key, value


def fuzzy_tags_asked(request: Request) -> Iterator[tuple[str, str | None]]:
    """Yield the keys and the values of TagFilter.N."""
    asked = request.parameters.get("TagFilter", [])
    if len(asked) > FILTERS_MOST:
        request.refuse("NumberExceed.Tags")
    for each in asked:
        for value in each.get("TagValues") or (None,):
            yield each.get("TagKey", ""), value


def listed_tags(request: Request, record: Record, keys: set[str]) -> Iterator[Document]:
    """Yield an item for each tag of a resource, those of the keys if there are any."""
    for key, value in tags_of(record).items():
        if not keys or key in keys:
            yield {
                "ResourceId": record.id,
                "ResourceType": request.get("ResourceType"),
                "TagKey": key,
                "TagValue": value,
            }
