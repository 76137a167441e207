"""A chart in a file, for a report: drawn by matplotlib, which writes PNG and SVG."""

from collections.abc import Sequence
from datetime import UTC, datetime

from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure

from ecsops.operations.monitoring.charts import Chart

WIDTH_INCHES, HEIGHT_INCHES = 10, 3


def write(charts: Sequence[Chart], path: str) -> None:
    """Write the charts below each other; the ending of the path is the format.

    Raises OSError.
    """
    figure = Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES * len(charts)), layout="constrained")
    for chart, axes in zip(charts, figure.subplots(len(charts), squeeze=False)[:, 0], strict=True):
        for line in chart.lines:
            times = [datetime.fromtimestamp(at, UTC) for at in line.times]
            values = [float("nan") if value is None else value for value in line.values]
            axes.plot(times, values, label=line.label, linewidth=1)
        locator = AutoDateLocator(tz=UTC)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, tz=UTC))
        axes.set_title(chart.metric, loc="left")
        axes.set_ylabel(chart.unit)
        axes.set_ylim(bottom=0)
        axes.grid(visible=True, alpha=0.3)
        axes.legend(loc="upper right", fontsize="small")
    figure.savefig(path, dpi=120)
