"""croniter, a library of its own, agrees on the expressions that it reads as the agent does.

It does not on both days at once, W, lists of L, steps beyond a field, `0-0` and clock changes;
there the table of the agent's own runs decides.
"""

from datetime import UTC, datetime
from itertools import islice

from croniter import croniter
from hypothesis import given, settings
from hypothesis import strategies as st

from ecsops.schedule import parse

BEGIN = datetime(2019, 6, 25, 8, tzinfo=UTC)


def entries(low: int, high: int) -> st.SearchStrategy[str]:
    number = st.integers(low, high)
    pairs = st.tuples(number, number).filter(lambda pair: pair[0] < pair[1])
    span = pairs.map("{0[0]}-{0[1]}".format)
    step = st.integers(1, (high - low) // 2 or 1)
    stepped = step.map("*/{}".format)
    lists = st.lists(number.map(str) | span, min_size=1, max_size=4).map(",".join)
    return st.just("*") | stepped | lists


TIMES = st.tuples(entries(0, 59), entries(0, 59), entries(0, 23))
BY_DAY = st.tuples(entries(1, 31) | st.just("L"), entries(1, 12), st.just("*"))
BY_WEEKDAY = st.tuples(st.just("*"), entries(1, 12), entries(0, 6))


@settings(max_examples=200)
@given(TIMES, BY_DAY | BY_WEEKDAY)
def test_croniter_finds_the_same_runs(times: tuple[str, ...], days: tuple[str, ...]) -> None:
    text = " ".join((*times, *days))
    runs = croniter(text, BEGIN, second_at_beginning=True, max_years_between_matches=100)
    begin = BEGIN.timestamp()
    actual = list(islice(parse(f"{text} UTC").after(begin, begin), 5))

    assert actual == [runs.get_next(float) for _ in actual]
