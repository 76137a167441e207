"""From wall time to instants, as the agent does it where clocks change.

The agent walks on the wall clock. A wall time that occurs twice runs once: in the second pass in
zones at or east of Greenwich, in the first pass west of it. A wall time that does not exist runs
an hour later, which is 03:30 for 02:30. (West of Greenwich the agent itself runs an hour earlier
there and then stops for good, which is a bug; here the rule is the same everywhere.)
"""

from datetime import UTC, datetime, timedelta, tzinfo


def wall_of(instant: float, zone: tzinfo) -> datetime:
    """Return the wall time of an instant, in whole seconds and without a zone."""
    return datetime.fromtimestamp(int(instant // 1), zone).replace(tzinfo=None, fold=0)


def instant_of(wall: datetime, zone: tzinfo) -> float:
    """Return the instant at which the agent runs what is due at a wall time."""
    as_utc = wall.replace(tzinfo=UTC)
    supposed = offset_at(as_utc, zone)
    if offset_at(as_utc - supposed, zone) != supposed:
        supposed = offset_at(as_utc - supposed, zone)
    found = (as_utc - supposed).timestamp()
    if wall_of(found, zone) != wall:  # the hour that the clocks skip
        return wall.replace(tzinfo=zone).timestamp()
    return found


def offset_at(instant: datetime, zone: tzinfo) -> timedelta:
    """Return the offset of a zone from UTC at an instant."""
    return instant.astimezone(zone).utcoffset() or timedelta()
