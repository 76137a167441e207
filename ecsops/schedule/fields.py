"""The fields of a cron expression: what each accepts, and what it means.

A field is a list of entries with commas between them; empty entries are skipped. An entry is `*`
or `?`, a value, a range `a-b`, or one of the first three with a step (`*/s`, `a/s`, `a-b/s`). The
day of the month also takes `L`, `LW` and `15W`, the weekday `5L` and `5#2`.
"""

import re
from typing import NamedTuple, NoReturn

from ecsops.schedule.model import ScheduleError

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


def named(names: tuple[str, ...], first: int) -> dict[str, int]:
    """Return the numbers of names, and of their first three letters."""
    numbers = {name: number for number, name in enumerate(names, first)}
    return numbers | {name[:3]: number for name, number in numbers.items()}


class Field(NamedTuple):
    """A kind of field: the sentence of its errors, its values, its names, its longest step."""

    name: str
    error: str
    low: int
    high: int
    longest_step: int
    names: dict[str, int] = {}  # noqa: RUF012 (never changed)
    digits: str = r"[0-9]{1,2}"


SECOND = Field(
    "second",
    "Invalid second {entry!r} in {text!r}. Use 0-59, alone or in lists, ranges and steps.",
    *(0, 59, 59),
)
MINUTE = Field(
    "minute",
    "Invalid minute {entry!r} in {text!r}. Use 0-59, alone or in lists, ranges and steps.",
    *(0, 59, 59),
)
HOUR = Field(
    "hour",
    "Invalid hour {entry!r} in {text!r}. Use 0-23, alone or in lists, ranges and steps.",
    *(0, 23, 23),
)
DAY = Field(
    "day",
    "Invalid day of the month {entry!r} in {text!r}. Use 1-31, alone or in lists, ranges and "
    "steps, L (last day), LW (last working day) or 15W (working day nearest to the 15th).",
    *(1, 31, 31),
)
MONTH = Field(
    "month",
    "Invalid month {entry!r} in {text!r}. Use 1-12 or names (jan, january), alone or in lists, "
    "ranges and steps.",
    *(1, 12, 12),
    names=named(MONTHS, 1),
)
WEEKDAY = Field(
    "weekday",
    "Invalid weekday {entry!r} in {text!r}. Use 0-7 (0 and 7 are Sunday) or names (sun, sunday), "
    "alone or in lists, ranges and steps up to 6, 5L (last Friday) or 5#2 (second Friday).",
    *(0, 6, 6),
    names=named(WEEKDAYS, 0),
    digits=r"[0-7]",
)
YEAR = Field(
    "year",
    "Invalid year {entry!r} in {text!r}. Use 1970-2099, alone or in lists, ranges and steps.",
    *(1970, 2099, 59),
    digits=r"(?:19[789][0-9]|20[0-9]{2})",
)

ANY = ("*", "?")

NEAREST = re.compile(r"([0-9]{1,2})w")
LAST_WEEKDAY = re.compile(r"(\w+)l")
NTH_WEEKDAY = re.compile(r"(\w+)#([1-5])")
PART = re.compile(r"(?P<all>\*)|(?P<first>\w+)(?:-(?P<last>\w+))?")


class Values(NamedTuple):
    """A parsed field: its values, and whether it allows all of them.

    `last_day`, `last_working_day` and `nearest` (days) are of the day of the month, `last` and
    `nth` (weekday and number) of the weekday.
    """

    values: frozenset[int]
    is_open: bool = False
    last_day: bool = False
    last_working_day: bool = False
    nearest: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()
    nth: frozenset[tuple[int, int]] = frozenset()


class FieldReader:
    """Reads one field of an expression; `text` is the whole expression, for errors."""

    def __init__(self, field: Field, text: str) -> None:
        self.field = field
        self.text = text
        self.values: set[int] = set()
        self.is_open = False
        self.last_day = False
        self.last_working_day = False
        self.nearest: set[int] = set()
        self.last: set[int] = set()
        self.nth: set[tuple[int, int]] = set()

    def read(self, written: str) -> Values:
        """Return what the field means; raise ScheduleError for the first wrong entry."""
        entries = [entry for entry in written.split(",") if entry]
        if not entries:
            self.refuse(written)
        for entry in dict.fromkeys(entries):
            self.entry(entry)
        if self.field not in (DAY, WEEKDAY) and not self.values:
            self.refuse(written)  # only wrapped ranges: the agent itself crashes
        return Values(
            frozenset(self.values),
            self.is_open,
            self.last_day,
            self.last_working_day,
            frozenset(self.nearest),
            frozenset(self.last),
            frozenset(self.nth),
        )

    def entry(self, entry: str) -> None:
        """Add what one entry means."""
        if entry in ANY:
            self.is_open = True
            self.values.update(range(self.field.low, self.field.high + 1))
        elif not self.special_entry(entry):
            self.values.update(self.range(entry))

    def special_entry(self, entry: str) -> bool:
        """Add an entry that only the days take; tell whether it is one."""
        if self.field is DAY:
            return self.day_entry(entry.lower())
        return self.field is WEEKDAY and self.weekday_entry(entry.lower())

    def day_entry(self, entry: str) -> bool:
        """Add `l`, `lw` or `15w`; tell whether the entry is one of them."""
        nearest = NEAREST.fullmatch(entry)
        if entry == "l":
            self.last_day = True
        elif entry == "lw":
            self.last_working_day = True
        elif nearest:
            self.nearest.add(self.value(nearest[1], entry))
        return bool(nearest) or entry in ("l", "lw")

    def weekday_entry(self, entry: str) -> bool:
        """Add `5#2` or `5l`; tell whether the entry is one of them."""
        if nth := NTH_WEEKDAY.fullmatch(entry):
            self.nth.add((self.value(nth[1], entry), int(nth[2])))
        elif last := LAST_WEEKDAY.fullmatch(entry):
            self.last.add(self.value(last[1], entry))
        else:
            return False
        return True

    def range(self, entry: str) -> range:
        """Return the values of `a`, `a-b`, `*/s`, `a/s` or `a-b/s`; a wrapped range is empty."""
        part, slash, step = entry.partition("/")
        found = PART.fullmatch(part)
        if found is None or (found["all"] and not slash):
            self.refuse(entry)
        if found["all"]:
            first, last = self.field.low, self.field.high
        else:
            first = last = self.value(found["first"], entry)
            if found["last"]:
                last = self.value(found["last"], entry)
            elif slash:
                last = self.field.high
        return range(first, last + 1, self.step(step, entry) if slash else 1)

    def value(self, written: str, entry: str) -> int:
        """Return a value by its number or name; weekday 7 is Sunday."""
        number = self.field.names.get(written.lower())
        if number is None and re.fullmatch(self.field.digits, written):
            number = int(written) % 7 if self.field is WEEKDAY else int(written)
        if number is None or not self.field.low <= number <= self.field.high:
            self.refuse(entry)
        return number

    def step(self, written: str, entry: str) -> int:
        """Return a step, which is at most the largest value of the field."""
        is_year = self.field is YEAR and re.fullmatch(self.field.digits, written)
        if not (is_year or re.fullmatch(r"[0-9]{1,2}", written)):
            self.refuse(entry)
        if not is_year and not 1 <= int(written) <= self.field.longest_step:
            self.refuse(entry)
        return int(written)

    def refuse(self, entry: str) -> NoReturn:
        """Raise the error of this field."""
        raise ScheduleError("BadCronExpression", self.field.error, entry=entry, text=self.text)


def read_field(field: Field, written: str, text: str) -> Values:
    """Return what a field means; `text` is the whole expression. Raises ScheduleError."""
    return FieldReader(field, text).read(written)
