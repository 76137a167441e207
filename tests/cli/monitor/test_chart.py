"""`ecsops monitor chart`: lines in the terminal, and files for a report."""

import sys
from pathlib import Path

import pytest

from ecsops.cli.monitor import chart_terminal
from ecsops.operations.monitoring.charts import Chart, Line, period_for
from tests.conftest import Ecsops
from tests.support.typed_lines import the_instance

BEGIN = 1561449600.0

RAMP = Chart(
    "CPU",
    "%",
    BEGIN,
    BEGIN + 1200,
    [Line("i-1", [BEGIN + 60 * n for n in range(20)], [float(n * 4) for n in range(20)])],
)


@pytest.fixture
def windows(ecsops: Ecsops) -> str:
    """The id of the instance WindowsOffice."""
    return the_instance(ecsops, "WindowsOffice")


def drawn(chart: Chart, width: int = 80, height: int = 4) -> list[str]:
    return chart_terminal.draw(chart, width=width, height=height, coloured=False).splitlines()


def test_a_ramp_rises_from_left_to_right_on_round_numbers() -> None:
    lines = drawn(RAMP, width=38, height=5)

    axis = [line.split("|")[0].strip() for line in lines[2:7]]
    assert axis == ["80", "60", "40", "20", "0"]
    assert lines[8].split("|")[1].split() == ["08:00", "08:10", "08:20"]
    assert lines[9] == "⠤⠤ i-1"
    first = [line.count("⠀", 0, len(line.rstrip("⠀"))) for line in lines[3:6]]
    assert first == sorted(first, reverse=True)


@pytest.mark.parametrize("width", [10, 40, 80, 200])
def test_a_chart_fits_into_the_terminal(width: int) -> None:
    assert max(map(len, drawn(RAMP, width=width))) <= max(
        width, chart_terminal.AXIS_WIDTH + chart_terminal.PLOT_WIDTH
    )


def test_a_value_on_a_round_number_is_drawn() -> None:
    full = Chart("CPU", "%", BEGIN, BEGIN + 60, [Line("i-1", [BEGIN, BEGIN + 60], [100.0, 100.0])])
    (row,) = [line for line in drawn(full, height=12) if line.strip().startswith("100 |")]

    assert row.split("|")[1].strip(" ⠀")


def test_a_line_is_interrupted_where_there_is_no_data() -> None:
    ends = [BEGIN, BEGIN + 60, BEGIN + 120, BEGIN + 540, BEGIN + 600]
    whole = [Line("i-1", ends, [60.0] * 5)]
    broken = [Line("i-1", ends, [60.0, 60.0, None, 60.0, 60.0])]

    def dots(lines: list[Line]) -> int:
        chart = Chart("CPU", "%", BEGIN, BEGIN + 600, lines)
        rows = (line.split("|")[1] for line in drawn(chart)[2:-4])
        return sum(sign not in "⠀ " for row in rows for sign in row)

    assert 0 < dots(broken) < dots(whole)


def test_without_data_it_says_so(ecsops: Ecsops) -> None:
    stopped = ecsops("instance list --name BackupServer --query '[0].InstanceId'").stdout.strip()

    assert ecsops(f"monitor chart {stopped}") == ("CPU: no data\n", "", 0)


def test_each_metric_is_a_chart_of_its_own(ecsops: Ecsops, windows: str) -> None:
    stdout = ecsops(f"monitor chart {windows} --metric cpu,networkin_rate --since 1h").stdout
    lines = stdout.splitlines()

    assert [line for line in lines if line.endswith("(times are UTC)")] == [
        "CPU (times are UTC)",
        "networkin_rate (times are UTC)",
    ]
    assert [line for line in lines if line.startswith("⠤⠤")] == [
        f"⠤⠤ {windows}",
        f"⠤⠤ {windows} eth0",
    ]
    assert "\x1b" not in stdout


def test_a_longer_span_has_longer_periods() -> None:
    assert [period_for(86400 * days) for days in (1, 5, 30)] == [60, 600, 3600]


@pytest.mark.parametrize(
    ("name", "magic"), [("chart.png", b"\x89PNG\r\n"), ("chart.svg", b"<?xml")]
)
def test_a_chart_is_saved_for_a_report(
    ecsops: Ecsops, windows: str, tmp_path: Path, name: str, magic: bytes
) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / name

    ran = ecsops(f"monitor chart {windows} --metric cpu,cpu_total --since 1h --save {path}")

    assert ran == ("", f"Wrote {path}.\n", 0)
    assert path.read_bytes().startswith(magic)


@pytest.mark.parametrize(
    ("options", "exit_status", "said"),
    [
        ("--metric cpuu", 2, "No such metric: cpuu. Did you mean cpu?"),
        ("--metric cpu_totl", 2, "No such metric: cpu_totl. Did you mean cpu_total?"),
        ("--save chart.pdf", 2, "'chart.pdf' must end in .png or .svg."),
        ("--save /nowhere/chart.svg", 2, "Cannot write /nowhere/chart.svg: No such file"),
        ("--since 40d", 3, "InvalidStartTime.TooEarly"),
        ("--region cn-beijing", 4, "InvalidInstanceId.NotFound"),
    ],
)
def test_what_is_wrong_is_said(
    ecsops: Ecsops, windows: str, options: str, exit_status: int, said: str
) -> None:
    ran = ecsops(f"monitor chart {windows} {options}")

    assert ("", exit_status) == (ran.stdout, ran.exit_status)
    assert said in ran.stderr


def test_without_matplotlib_it_says_what_to_install(
    ecsops: Ecsops, windows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "ecsops.cli.monitor.chart_file", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)

    ran = ecsops(f"monitor chart {windows} --save chart.svg")

    assert ran.exit_status == 2
    assert ran.stderr.endswith(
        "Error: --save requires matplotlib: pipx inject ecsops matplotlib (pipx); "
        "uv tool install --with matplotlib . (uv, in the checkout); "
        "pip install matplotlib (in a virtual environment).\n"
    )
