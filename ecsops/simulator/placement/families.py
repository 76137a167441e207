"""The families of which instances may join a deployment set, by the account's profile."""

from ecsops.catalogue.ecs.deployment_sets import FAMILIES, LATER_FAMILIES
from ecsops.simulator.engine.context import Context


def families_of_sets(context: Context) -> tuple[str, ...]:
    """Return the families of the feature document, in the profile `current` with those of today."""
    return (*FAMILIES, *LATER_FAMILIES) if context.profile == "current" else FAMILIES
