"""The public images, and which of them a call means."""

from typing import NamedTuple

from ecsops.simulator.assumptions import IMAGES
from ecsops.simulator.engine.context import Request


class PublicImage(NamedTuple):
    """An image: the names of its system, its type, platform and family, and when it was made.

    The size is in GiB.
    """

    os_name: str
    os_name_en: str
    os_type: str
    platform: str
    family: str
    size: int
    created: str


PUBLIC_IMAGES = {image_id: PublicImage(*each) for image_id, each in IMAGES.items()}
"""Every public image by its id."""


def image_asked(request: Request) -> str:
    """Return the image of a call that makes instances: the one it names, or a family's newest."""
    image_id: str = request.parameters.get("ImageId", "")
    family: str = request.parameters.get("ImageFamily", "")
    if image_id and family:
        request.refuse_saying(
            "InvalidParameter.Conflict", "ImageId and ImageFamily cannot be specified together."
        )
    if family:
        image_id = newest_of(family)
    elif not image_id:
        request.refuse_parameter("ImageId", "missing")
    if image_id not in PUBLIC_IMAGES:
        request.refuse("InvalidImageId.NotFound")
    return image_id


def newest_of(family: str) -> str:
    """Return the newest image of a family; empty if the family has none."""
    members = {name: each.created for name, each in PUBLIC_IMAGES.items() if each.family == family}
    return max(members, key=members.__getitem__, default="")
