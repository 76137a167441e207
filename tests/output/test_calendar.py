"""The calendar of system events, by the rules of RFC 5545."""

from ecsops.output.calendar import render_calendar

EVENT = {
    "EventId": "e-1",
    "RegionId": "cn-hangzhou",
    "NotBefore": "2019-06-27T08:00:00Z",
    "Summary": "restart; now, or \\ later",
    "Description": "One.\nTwo.",
}


def calendar(**changes: str) -> str:
    return render_calendar([{**EVENT, **changes}], written_at="2019-06-25T08:00:00Z", hours=6)


def test_an_event_is_an_entry_with_its_texts_escaped() -> None:
    assert calendar() == (
        "BEGIN:VCALENDAR\r\n"
        "VERSION:2.0\r\n"
        "PRODID:-//ecsops//system events//EN\r\n"
        "CALSCALE:GREGORIAN\r\n"
        "METHOD:PUBLISH\r\n"
        "BEGIN:VEVENT\r\n"
        "UID:e-1@ecs.cn-hangzhou.aliyuncs.com\r\n"
        "DTSTAMP:20190625T080000Z\r\n"
        "DTSTART:20190627T080000Z\r\n"
        "DURATION:PT6H\r\n"
        "SUMMARY:restart\\; now\\, or \\\\ later\r\n"
        "DESCRIPTION:One.\\nTwo.\r\n"
        "TRANSP:TRANSPARENT\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )


def test_a_long_line_is_folded_between_characters() -> None:
    summary = "实例" * 40

    text = calendar(Summary=summary)

    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert f"SUMMARY:{summary}" in text.replace("\r\n ", "").split("\r\n")


def test_a_line_of_75_octets_is_not_folded() -> None:
    assert f"\r\nSUMMARY:{'x' * 67}\r\n" in calendar(Summary="x" * 67)
    assert f"\r\nSUMMARY:{'x' * 67}\r\n x\r\n" in calendar(Summary="x" * 68)


def test_a_calendar_may_have_no_entry() -> None:
    text = render_calendar([], written_at="2019-06-25T08:00:00Z", hours=6)

    assert text.split("\r\n")[-3:] == ["METHOD:PUBLISH", "END:VCALENDAR", ""]
