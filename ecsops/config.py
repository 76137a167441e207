"""Where state lives, and which region is meant: flag, then environment, then default."""

import os
from collections.abc import Mapping
from typing import NamedTuple

DEFAULT_REGION_ID = "cn-hangzhou"
"""The vendor's CLI falls back to it too."""

REGION_VARIABLES = (
    "ECSOPS_REGION_ID",
    "ALIBABA_CLOUD_REGION_ID",
    "ALIBABACLOUD_REGION_ID",
    "ALICLOUD_REGION_ID",
)
"""Environment variables that name the region, first found; all but ours are the vendor's."""


class Settings(NamedTuple):
    """What the command line and the environment say together."""

    home: str
    region_id: str

    @property
    def state_path(self) -> str:
        """The simulator's state file."""
        return os.path.join(self.home, "simulator.db")


def read_settings(
    *, region_id: str | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Return the settings; a flag wins over the environment, which wins over the default."""
    home = environment.get("ECSOPS_HOME") or os.path.join(os.path.expanduser("~"), ".ecsops")
    named = (environment[name] for name in REGION_VARIABLES if environment.get(name))
    return Settings(home, region_id or next(named, DEFAULT_REGION_ID))
