"""How long commands take from the key to the prompt, against Python with click alone.

    python -m tools.benchmarks.startup [ROUNDS]

Whole processes of the installed program side by side with `python -c "import click"`, on a
simulator with 1,000 instances and on one that also has 1,000 deployment sets, and with what the
AWS CLI needs to tell its version.
"""

import os
import shlex
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tools.benchmarks import aws
from tools.benchmarks.accounts import filled
from tools.benchmarks.measuring import in_turn, ratio

ROUNDS = 40

COUNT = 1_000

YARDSTICK = 'python -c "import click"'

FEW_SETS, MANY_SETS = "two sets", f"{COUNT:,} sets"

OTHER = "aws --version"

COMMANDS = (
    ("--help", FEW_SETS),
    ("ecs DescribeInstances --RegionId cn-hangzhou", FEW_SETS),
    ("deployset list", MANY_SETS),
    ("deployset list", FEW_SETS),
    ("deployset list --limit 50", MANY_SETS),
    ("instance list --limit 50", FEW_SETS),
)

GOAL, GOAL_OTHER = 1.3, 4
"""Times the yardstick, for the first three, and how often they go into the time of the other."""


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with TemporaryDirectory() as directory:
        homes = {FEW_SETS: Path(directory) / "few", MANY_SETS: Path(directory) / "many"}
        filled(str(homes[FEW_SETS] / "simulator.db"), instances=COUNT).close()
        many = filled(
            str(homes[MANY_SETS] / "simulator.db"), instances=COUNT, deployment_sets=COUNT
        )
        many.close()
        script = os.path.join(sysconfig.get_path("scripts"), "ecsops")
        actions = {YARDSTICK: process([sys.executable, "-c", "import click"], homes[FEW_SETS])}
        for line, home in COMMANDS:
            arguments = [script, *shlex.split(line)]
            actions[f"ecsops {line}, {home}"] = process(arguments, homes[home])
        actions[OTHER] = process([aws.program("aws"), "--version"], homes[FEW_SETS])
        times = in_turn(actions, rounds)
    print(f"{'milliseconds of ' + str(rounds) + ' runs in turn':<62}  min  median  ratio")
    for name, seconds in times.items():
        least, middle = min(seconds) * 1e3, median(seconds) * 1e3
        print(f"{name:<62} {least:4.0f} {middle:7.0f} {ratio(times, name, YARDSTICK):6.2f}")
    slowest = max(ratio(times, name, OTHER) for name in list(actions)[1:-1])
    print(f"{OTHER} takes at least {1 / slowest:.1f} times as long as any of ours.")
    print(
        f"The goals for the first three commands: a ratio of at most {GOAL}, "
        f"and {GOAL_OTHER} times as fast as {OTHER}."
    )


def process(arguments: list[str], home: Path) -> Callable[[], object]:
    """Return what runs a command whole, its output thrown away, its byte code compiled."""
    environment = {**os.environ, "ECSOPS_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> object:
        return subprocess.run(arguments, env=environment, stdout=subprocess.DEVNULL, check=True)

    return run


if __name__ == "__main__":
    main()
