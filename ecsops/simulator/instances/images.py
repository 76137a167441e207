"""How images are listed. The account has the public ones, and none of its own."""

from typing import Any

from ecsops.catalogue.ecs.instances.images import DescribeImages, ImageStatus
from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.clock import parse_iso
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import of_list
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.engine.tags import tagged
from ecsops.simulator.instances.public_images import PUBLIC_IMAGES, PublicImage

EQUAL = {
    "Architecture": "Architecture",
    "ImageFamily": "ImageFamily",
    "ImageId": "ImageId",
    "ImageOwnerAlias": "ImageOwnerAlias",
    "IsSupportCloudinit": "IsSupportCloudinit",
    "IsSupportIoOptimized": "IsSupportIoOptimized",
    "OSType": "OSType",
    "ResourceGroupId": "ResourceGroupId",
    "Usable": "Usable",
    "Usage": "Usage",
}
"""Parameters that must equal a field of the image."""

ABILITIES = (
    "CpuOnlineDowngrade",
    "CpuOnlineUpgrade",
    "MemoryOnlineDowngrade",
    "MemoryOnlineUpgrade",
)
"""Keys of filters that are abilities of an image; the public ones have none of them."""

TIMES = ("CreationStartTime", "CreationEndTime")
"""Keys of filters that bound when an image was made."""


def describe_images(request: Request) -> Document:
    """List the images of the region, the newest first."""
    check_type(request)
    statuses = statuses_asked(request)
    images = [image_document(request, name) for name in PUBLIC_IMAGES]
    images.sort(key=lambda each: str(each["CreationTime"]), reverse=True)
    shown = [each for each in images if each["Status"] in statuses and matches(request, each)]
    return {**of_list(request, shown), "RegionId": request.region_id}


def check_type(request: Request) -> None:
    """Refuse an unknown type, and community images of another owner than `others`."""
    given = request.parameters
    if given.get("InstanceType", next(iter(INSTANCE_TYPES))) not in INSTANCE_TYPES:
        request.refuse("InvalidInstanceType.ValueNotSupported")
    if given.get("IsPublic") and given.get("ImageOwnerAlias") != "others":
        request.refuse("InvalidImageOwnerAlias.ValueNotSupported")


def statuses_asked(request: Request) -> list[str]:
    """Return the states of Status, which are joined by commas; ALL is every state."""
    asked = request.get("Status").split(",")
    if asked == ["ALL"]:
        return list(ImageStatus)
    if not all(each in [*ImageStatus] for each in asked):
        request.refuse_parameter("Status", "invalid")
    return list(asked)


def matches(request: Request, image: Document) -> bool:
    """Return whether an image meets all filters of the call."""
    given = request.parameters
    equal = all(image[path] == given[name] for name, path in EQUAL.items() if name in given)
    # No public image is shared, has tags, or comes from a snapshot of the account.
    excluded = "SnapshotId" in given or "ImageOwnerId" in given or tagged(request) is not None
    name = given.get("ImageName", "").strip("*").lower()
    filters = all(passes(request, image, each) for each in given.get("Filter", ()))
    return equal and not excluded and name in image["ImageName"].lower() and filters


def passes(request: Request, image: Document, wanted: Document) -> bool:
    """Return whether an image meets one Filter.N."""
    key, value = wanted.get("Key", ""), wanted.get("Value", "")
    if key == "NetworkType":
        return bool(value == "vpc")
    if key in ABILITIES:
        return bool(image["Features"][key] == value)
    if key not in TIMES:
        request.refuse("InvalidFilterKey.NotFound")
    try:
        at = parse_iso(value)
    except ValueError:
        request.refuse("InvalidFilterKey.NotFound")
    made = parse_iso(image["CreationTime"])
    return made >= at if key == "CreationStartTime" else made <= at


def image_document(request: Request, image_id: str) -> Document:
    """Return the document of a public image."""
    image = PUBLIC_IMAGES[image_id]
    used = request.store.count("Instance", request.region_id, {"document.ImageId": image_id})
    fields: dict[str, Any] = {
        "ImageId": image_id,
        "ImageName": image_id,
        "ImageOwnerAlias": "system",
        "Architecture": "x86_64",
        "BootMode": "BIOS",
        "IsSupportCloudinit": True,
        "IsSupportIoOptimized": True,
        "Progress": "100%",
        "Status": str(ImageStatus.AVAILABLE),
        "Usable": True,
        "Usage": "instance" if used else "none",
        "Features": {**dict.fromkeys(ABILITIES, "unsupported"), "NvmeSupport": "unsupported"},
        **system_fields(image),
    }
    return complete(DescribeImages.item, fields)


def system_fields(image: PublicImage) -> Document:
    """Return what an image has from its system."""
    return {
        "CreationTime": image.created,
        "ImageFamily": image.family,
        "OSName": image.os_name,
        "OSNameEn": image.os_name_en,
        "OSType": image.os_type,
        "Platform": image.platform,
        "Size": image.size,
    }
