"""Times as the API writes them."""

from time import gmtime, strftime


def iso_seconds(at: float) -> str:
    """Return a time since 1970 in the form of the API; parts of a second count as a whole one."""
    return strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(-(-at // 1)))
