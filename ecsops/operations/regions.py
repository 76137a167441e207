"""Looking into several regions at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from gettext import gettext as _

from ecsops.catalogue.ecs.instances.regions_and_zones import DescribeRegions
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import EcsopsError


def every_region(client: Client) -> list[str]:
    """Return the ids of all regions."""
    return [region["RegionId"] for region in client.items(DescribeRegions)]


def in_regions(
    client: Client, region_ids: Sequence[str], read: Callable[[Client], Iterable[Document]]
) -> Iterator[Document]:
    """Yield what is read in each region, region by region; every document has its RegionId.

    Regions are looked into side by side. One that fails hinders no other: its error is raised
    after what the others have.
    """

    def look(region_id: str) -> tuple[list[Document], EcsopsError | None]:
        try:
            found = read(Client(client.backend, region_id))
            return [{"RegionId": region_id, **each} for each in found], None
        except EcsopsError as error:
            return [], error

    failed: dict[str, EcsopsError] = {}
    for region_id, (documents, error) in zip(
        region_ids, client.each(look, region_ids), strict=True
    ):
        yield from documents
        if error:
            failed[region_id] = error
    for region_id, error in failed.items():
        error.hint = _("{count} of {all} regions failed; this is {region}.").format(
            count=len(failed), all=len(region_ids), region=region_id
        )
        raise error
