"""When a schedule runs: the Frequency of Cloud Assistant, as its agent evaluates it.

`parse` understands an expression: `rate(...)`, `at(...)`, or cron. `limits.check` refuses what the
service does not take. Source of the rules: the agent's own code (aliyun_assist_client).
"""

from functools import lru_cache

from ecsops.schedule.model import LOCAL_ZONE as LOCAL_ZONE
from ecsops.schedule.model import Schedule as Schedule
from ecsops.schedule.model import ScheduleError as ScheduleError


@lru_cache(maxsize=256)
def parse(text: str, zone: str = LOCAL_ZONE) -> Schedule:
    """Return the schedule of an expression; `zone` is that of the instance.

    Raises ScheduleError for an expression that the agent does not understand.
    """
    text = text.strip()
    return understood(text, zone)._replace(text=text)


def understood(text: str, zone: str) -> Schedule:
    """Return the schedule of an expression without white space around it."""
    if text.lower().startswith("rate"):
        from ecsops.schedule.rate import rate

        return rate(text)
    if text.lower().startswith("at"):
        from ecsops.schedule.at import at

        return at(text)
    # lazy import: only cron needs calendars
    from ecsops.schedule.cron import cron

    return cron(text, zone)
