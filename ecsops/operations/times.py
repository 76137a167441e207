"""Times as the API writes them."""

from time import gmtime, strftime

ISO_SECONDS = "%Y-%m-%dT%H:%M:%SZ"


def iso_seconds(at: float) -> str:
    """Return a time since 1970 in the form of the API, without parts of a second."""
    return strftime(ISO_SECONDS, gmtime(at))


def seconds_of(text: str) -> float:
    """Return the time that the service writes so, in seconds since 1970."""
    # Both cost milliseconds, and a listing without planned events has no need of them.
    from calendar import timegm
    from time import strptime

    return float(timegm(strptime(text, ISO_SECONDS)))
