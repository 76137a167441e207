"""A chart as text: braille lines by plotille, with axes whose numbers are round."""

from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _
from itertools import repeat
from math import ceil, floor, log10
from time import gmtime, strftime

import click
from plotille import Figure

from ecsops.operations.monitoring.charts import Chart, Line

COLOURS = ("green", "cyan", "magenta", "yellow", "blue", "red")

AXIS_WIDTH = 18
"""Columns of the terminal left of the lines, and right of them for the last time."""

PLOT_WIDTH = 10
"""The fewest columns that lines can be drawn in; plotille puts a time every ten."""

DAY_S = 86400


def draw(chart: Chart, *, width: int, height: int, coloured: bool) -> str:
    """Return the chart as lines of text that fit into the width, at most so many high."""
    if not any(line.times for line in chart.lines):
        return _("{metric}: no data").format(metric=chart.metric) + "\n"
    lines = list(zip(chart.lines, colours() if coloured else repeat(None), strict=False))
    figure = figure_of(chart, lines, width=width, height=height)
    # The arrow of the time axis is left out: it takes place that a narrow terminal has not.
    *rows, axis, times_below = figure.show().splitlines()
    shown = [*rows, axis.partition("->")[0], times_below.rstrip()]
    if coloured:
        shown = [dimmed(row) for row in shown]
    heading = _("{metric} (times are UTC)").format(metric=chart.metric)
    legend = [f"{mark(colour)} {line.label}" for line, colour in lines]
    return "\n".join([heading, *shown, *legend, ""])


def figure_of(
    chart: Chart, lines: Sequence[tuple[Line, str | None]], *, width: int, height: int
) -> Figure:
    """Return the lines, each in its colour if it has one, between axes of that size."""
    figure = Figure()
    figure.width = max((width - AXIS_WIDTH) // 10 * 10, PLOT_WIDTH)
    step = round_step(chart, height)
    figure.height = lines_needed(chart, step)
    figure.color_mode = "names"
    figure.with_colors = any(colour for line, colour in lines)
    figure.y_label = chart.unit
    figure.set_x_limits(chart.begin, max(chart.end, chart.begin + 1))
    figure.set_y_limits(0, step * figure.height)
    figure.register_label_formatter(float, axis_label(chart.end - chart.begin))
    for line, colour in lines:
        for times, values in unbroken(line):
            figure.plot(times, values, lc=colour)
    return figure


def dimmed(line: str) -> str:
    """Return a line with what is left of the value axis dim."""
    left, axis, right = line.partition("|")
    return click.style(left + axis, dim=True) + right


def mark(colour: str | None) -> str:
    """Return the piece of a line that stands in the legend."""
    return click.style("⠤⠤", fg=colour) if colour else "⠤⠤"


def colours() -> Iterator[str]:
    """Yield colours without end."""
    while True:
        yield from COLOURS


def unbroken(line: Line) -> Iterator[tuple[list[float], list[float]]]:
    """Yield the parts of a line between its interruptions."""
    times: list[float] = []
    values: list[float] = []
    for at, value in zip(line.times, line.values, strict=True):
        if value is None:
            yield times, values
            times, values = [], []
        else:
            times.append(at)
            values.append(value)
    yield times, values


def most(chart: Chart) -> float:
    """Return the largest value of a chart."""
    return max(value for line in chart.lines for value in line.values if value is not None)


def round_step(chart: Chart, height: int) -> float:
    """Return what one line of the value axis stands for: a round number."""
    step = most(chart) / (height - 1)
    if step <= 0:
        return 1.0
    unit = 10.0 ** floor(log10(step))
    return next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= step)


def lines_needed(chart: Chart, step: float) -> int:
    """Return how many lines the largest value needs; one that is on the upper edge is not drawn."""
    return int(most(chart) / step) + 1


def axis_label(span_s: float) -> Callable[..., str]:
    """Return what writes the numbers of both axes: times below, values at the left."""
    form = "%H:%M" if span_s <= 2 * DAY_S else "%m-%d"

    def label(value: float, chars: int, delta: float, left: bool = False) -> str:
        if left:
            return strftime(form, gmtime(value)).ljust(chars)
        return short(value).rjust(chars)

    return label


def short(value: float) -> str:
    """Return a number in at most six characters or so."""
    for least, letter in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if value >= least:
            scaled = value / {"G": 1e9, "M": 1e6, "k": 1e3}[letter]
            return f"{scaled:.4g}{letter}"
    return f"{ceil(value) if value >= 1000 else value:.4g}"
