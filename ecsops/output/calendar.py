"""System events as a calendar: a file in the format of RFC 5545, which calendars open."""

from collections.abc import Iterable, Iterator

from ecsops.catalogue.model import Document

LINE_OCTETS = 75
"""How long a line may be, without its end (RFC 5545, 3.1)."""

HEADER = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//ecsops//system events//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
)


def render_calendar(events: Iterable[Document], *, written_at: str, hours: int) -> str:
    """Return a calendar with an entry for each event, from its planned time on for so long.

    An event has its EventId, RegionId, NotBefore, Summary and Description; `written_at` is the
    time of writing, in UTC as the service writes times.
    """
    lines = [*HEADER]
    for event in events:
        lines += entry(event, written_at, hours)
    return "".join(folded(line) for line in [*lines, "END:VCALENDAR"])


def entry(event: Document, written_at: str, hours: int) -> Iterator[str]:
    """Yield the lines of one event."""
    yield "BEGIN:VEVENT"
    yield f"UID:{event['EventId']}@ecs.{event['RegionId']}.aliyuncs.com"
    yield f"DTSTAMP:{basic(written_at)}"
    yield f"DTSTART:{basic(event['NotBefore'])}"
    yield f"DURATION:PT{hours}H"
    yield f"SUMMARY:{escaped(event['Summary'])}"
    yield f"DESCRIPTION:{escaped(event['Description'])}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def basic(time: str) -> str:
    """Return `2019-06-26T08:00:00Z` as `20190626T080000Z`."""
    return time.replace("-", "").replace(":", "")


def escaped(text: str) -> str:
    """Return the text with what separates values escaped (RFC 5545, 3.3.11)."""
    for sign, escape in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, escape)
    return text


def folded(line: str) -> str:
    """Return the line with its end, folded where it is too long, never within a character."""
    text, room = "", LINE_OCTETS
    for sign in line:
        octets = len(sign.encode())
        if octets > room:
            text, room = text + "\r\n ", LINE_OCTETS - 1
        text, room = text + sign, room - octets
    return text + "\r\n"
