"""What monitoring tells notifications of an alarm rule: that the state of a resource changed."""

from typing import NamedTuple

from ecsops.catalogue.model import Document


class Alarm(NamedTuple):
    """A state of what an alarm rule watches, that its contacts and targets are to be told.

    `level` is that of the alarm, also when it is over; `level_before` the one that was told last,
    empty at first. `since` is when the alarm began and `trans_id` what ties its news together.
    `point` is the last value of the metric, empty without data.
    """

    dimensions: Document
    state: str
    level: str
    level_before: str
    since: float
    trans_id: str
    point: Document
