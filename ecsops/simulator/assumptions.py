"""Every number and name that the simulator makes up. Alibaba Cloud documents none of these.

The page docs/reference/simulator.md is generated from the names, values and texts here.
"""

HOME_REGION_ID = "cn-hangzhou"
"""The region of a call that names none, and of the first-use account."""

ACCOUNT_ID = "1690700000123430"
"""The account; the document shows its first digits, 169070."""

SEED = 20190625
"""The seed of an account that is not given one: the document's date."""

ZONE_LETTERS = {"cn-hangzhou": "bfghi", "cn-beijing": "cfgh", "cn-shanghai": "befg"}
"""The zones that a region has, by their last letters."""

OTHER_ZONE_LETTERS = "ab"
"""The zones of every other region."""

INSTANCE_STARTS_IN_S = 20
"""From StartInstance to Running."""

INSTANCE_STOPS_IN_S = 15
"""From StopInstance to Stopped."""

INSTANCE_POWERS_OFF_IN_S = 2
"""From StopInstance with ForceStop to Stopped."""

ZONE_DISK_CATEGORIES = ("cloud_efficiency", "cloud_ssd", "cloud_essd")
"""The disk categories that every zone offers."""

AGENT_VERSION = "1.0.1.400"
"""The version of the Cloud Assistant agent of an instance that has it (2019's numbering)."""
