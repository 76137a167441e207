"""The zones that each region has here."""

from ecsops.simulator.assumptions import OTHER_ZONE_LETTERS, ZONE_LETTERS


def zone_ids(region_id: str) -> list[str]:
    """Return the zones of a region."""
    letters = ZONE_LETTERS.get(region_id, OTHER_ZONE_LETTERS)
    return [f"{region_id}-{letter}" for letter in letters]
