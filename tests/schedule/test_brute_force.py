"""Random valid expressions, compared with a look at every minute of a random year.

The judge knows the rules of days in its own words, and neither the code under test nor its data.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

from hypothesis import given, settings
from hypothesis import strategies as st

from ecsops.schedule import parse

NAMES = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


def weekday_of(day: date) -> int:
    """Return 0 for Sunday to 6 for Saturday."""
    return day.isoweekday() % 7


def is_nearest(day: date, number: int) -> bool:
    """Return whether a day is the working day nearest to a day of its month."""
    length = monthrange(day.year, day.month)[1]
    if number > length or weekday_of(day) in (0, 6):
        return False
    wanted = day.replace(day=number)
    working = [
        each
        for each in (day.replace(day=other) for other in range(1, length + 1))
        if weekday_of(each) not in (0, 6)
    ]
    # Of two at the same distance none exists: Saturday has Friday, Sunday has Monday next to it.
    return min(working, key=lambda each: abs((each - wanted).days)) == day


def day_entry_holds(entry: str, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    if entry == "L":
        return day.day == length
    if entry == "LW":
        later = [day + timedelta(days=each) for each in range(1, length - day.day + 1)]
        return weekday_of(day) in range(1, 6) and all(weekday_of(each) in (0, 6) for each in later)
    if entry.endswith("W"):
        return is_nearest(day, int(entry[:-1]))
    return number_holds(entry, day.day, 31)


def weekday_entry_holds(entry: str, day: date) -> bool:
    if "#" in entry:
        weekday, number = entry.split("#")
        return NAMES.index(weekday) == weekday_of(day) and (day.day - 1) // 7 + 1 == int(number)
    if entry.endswith("L"):
        return int(entry[:-1]) % 7 == weekday_of(day) and (day + timedelta(7)).month != day.month
    return number_holds(entry, weekday_of(day), 6)


def number_holds(entry: str, value: int, high: int) -> bool:
    part, _, step = entry.partition("/")
    first, _, last = part.partition("-")
    low = int(first)
    end = int(last) if last else high if step else low
    return low <= value <= end and (value - low) % int(step or 1) == 0


def field_holds(field: str, value: int, high: int) -> bool:
    return field == "*" or any(number_holds(entry, value, high) for entry in field.split(","))


def day_holds(days: str, weekdays: str, day: date) -> bool:
    by_day = any(day_entry_holds(each, day) for each in days.split(",") if days != "*")
    by_weekday = any(
        weekday_entry_holds(each, day) for each in weekdays.split(",") if weekdays != "*"
    )
    return by_day or by_weekday or (days == "*" and weekdays == "*")


def numbers(low: int, high: int) -> st.SearchStrategy[str]:
    number = st.integers(low, high)
    span = st.tuples(number, number).map(lambda pair: "{}-{}".format(*sorted(pair)))
    stepped = st.tuples(number, st.integers(1, max(high // 2, 1))).map("{0[0]}/{0[1]}".format)
    return number.map(str) | span | stepped


def lists(entry: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("*") | st.lists(entry, min_size=1, max_size=3).map(",".join)


DAYS = lists(numbers(1, 31) | st.sampled_from(["L", "LW"]) | st.integers(1, 31).map("{}W".format))
WEEKDAYS = lists(
    numbers(0, 6)
    | st.integers(0, 7).map("{}L".format)
    | st.tuples(st.sampled_from(NAMES), st.integers(1, 5)).map("{0[0]}#{0[1]}".format)
)


@settings(max_examples=150)
@given(
    lists(numbers(0, 59)),
    lists(numbers(0, 23)),
    DAYS,
    lists(numbers(1, 12)),
    WEEKDAYS,
    st.integers(1971, 2098),
)
def test_runs_are_those_that_a_look_at_every_minute_finds(
    minutes: str, hours: str, days: str, months: str, weekdays: str, year: int
) -> None:
    begin = datetime(year, 1, 1, tzinfo=UTC)
    fitting = [
        day
        for day in (begin + timedelta(days=each) for each in range(365))
        if field_holds(months, day.month, 12) and day_holds(days, weekdays, day.date())
    ][:6]
    every_minute = [day + timedelta(minutes=each) for day in fitting for each in range(1440)]
    expected = [
        each
        for each in every_minute
        if field_holds(minutes, each.minute, 59) and field_holds(hours, each.hour, 23)
    ]
    end = expected[-1] if len(fitting) == 6 else begin + timedelta(days=365)

    schedule = parse(f"0 {minutes} {hours} {days} {months} {weekdays} UTC")
    found = schedule.after(begin.timestamp() - 1, 0)

    if expected:
        limit = end.timestamp()
        actual = [*takewhile(lambda run: run <= limit, found)]
        actual = [run for run in actual if run < begin.timestamp() + 365 * 86400]
        assert actual == [each.timestamp() for each in expected]
    else:
        first = next(found, None)
        assert first is None or first >= end.timestamp()
