"""How long a press of TAB takes in bash, and how long each shell takes to read its script.

    python -m tools.benchmarks.completion [ROUNDS]

What the tables of the script answer is timed alone. Values of the account, which has 10,000
instances, are timed side by side with `python -c pass` and with what the AWS CLI's completion takes
for a name of an operation, in the same bash and in turn.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tools.benchmarks import aws
from tools.benchmarks.accounts import filled
from tools.benchmarks.measuring import Times, in_turn, ratio

ROUNDS = 40

COUNT = 10_000

YARDSTICK = "python -c pass"

OTHER = "aws ec2 describe-inst"

STATIC = (
    "ecsops ",
    "ecsops deployset list --",
    "ecsops instance list --status ",
    "ecsops instance list -o cols=InstanceId,Inst",
    "ecsops ecs Describe",
    "ecsops ecs DescribeInstances --Inst",
    "ecsops ecs RunInstances --",
)

VALUES = ("ecsops instance show i-", "ecsops instance list --name ")

GOAL_MS, GOAL_RATIO, GOAL_OTHER, GOAL_SOURCE_MS = 5, 1.3, 4, 10

ROOT = Path(__file__).parents[2]

BASH = f"""
source {ROOT}/completions/ecsops.bash
_ecsops_python=$PYTHON _ecsops_helper={ROOT}/ecsops
compopt() {{ :; }}
pass() {{ "$PYTHON" -c pass; }}
aws() {{ COMPREPLY=($(COMP_LINE=$COMP_LINE COMP_POINT=$COMP_POINT "$AWS_COMPLETER")); }}
rounds=$1
shift
for (( round = 0; round <= rounds; round++ )); do
  for line in "$@"; do
    COMP_LINE=$line COMP_POINT=${{#line}} spaced=${{line//=/ = }}
    COMP_WORDS=($spaced) action=_ecsops
    [[ $line == *[\\ =] ]] && COMP_WORDS+=('')
    COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
    [[ $line == '{YARDSTICK}' ]] && action=pass
    [[ $line == '{OTHER}' ]] && action=aws
    begin=${{EPOCHREALTIME/[.,]/}}
    $action
    end=${{EPOCHREALTIME/[.,]/}}
    (( round )) && printf '%s\\t%s\\n' "$((end - begin))" "$line"
  done
done
"""
"""Calls what bash calls at TAB, so many times; prints microseconds and the line."""

SOURCES = {
    "bash": ("ecsops.bash", ["bash", "--norc", "-c"], "source {}"),
    "zsh": ("_ecsops", ["zsh", "-f", "-c"], "compdef() {{ :; }}; source {}"),
    "fish": ("ecsops.fish", ["fish", "--no-config", "-c"], "source {}"),
}


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with TemporaryDirectory() as home:
        filled(f"{home}/simulator.db", instances=COUNT).close()
        environment = {
            **os.environ,
            "ECSOPS_HOME": home,
            "PYTHON": sys.executable,
            "AWS_COMPLETER": aws.program("aws_completer"),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        static = tabs(STATIC, rounds, environment)
        values = tabs((YARDSTICK, *VALUES, OTHER), rounds, environment)
    print(f"{'milliseconds of ' + str(rounds) + ' runs in turn':<62}  min  median  ratio")
    for name, seconds in static.items():
        print(f"{name + '<TAB>':<62} {min(seconds) * 1e3:4.1f} {median(seconds) * 1e3:7.1f}")
    for name, seconds in values.items():
        shown = f"{name}<TAB>, {COUNT:,} instances" if name in VALUES else name
        figures = f"{min(seconds) * 1e3:4.1f} {median(seconds) * 1e3:7.1f}"
        print(f"{shown:<62} {figures} {ratio(values, name, YARDSTICK):6.2f}")
    slowest = max(ratio(values, name, OTHER) for name in VALUES)
    print(f"{OTHER}<TAB> takes at least {1 / slowest:.1f} times as long as any of ours.")
    for shell in filter(shutil.which, SOURCES):
        seconds = sourcing(shell, rounds)
        name = f"{shell} reads {SOURCES[shell][0]}, once in its life"
        print(f"{name:<62} {min(seconds) * 1e3:4.1f} {median(seconds) * 1e3:7.1f}")
    print(
        f"The goals: {GOAL_MS} ms without values, {GOAL_RATIO} times {YARDSTICK} with, "
        f"{GOAL_OTHER} times as fast as the AWS CLI, {GOAL_SOURCE_MS} ms to read the script."
    )


def tabs(lines: tuple[str, ...], rounds: int, environment: Mapping[str, str]) -> Times:
    """Return the seconds of each TAB after these lines, in turn in one bash."""
    done = subprocess.run(
        ["bash", "-c", BASH, "bash", str(rounds), *lines],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    times: Times = {line: [] for line in lines}
    for each in done.stdout.splitlines():
        micros, line = each.split("\t")
        times[line].append(int(micros) / 1e6)
    return times


def sourcing(shell: str, rounds: int) -> list[float]:
    """Return the seconds that a shell takes more when it reads its script."""
    script, command, code = SOURCES[shell]
    source = code.format(ROOT / "completions" / script)
    times = in_turn(
        {
            "with": lambda: subprocess.run([*command, source], check=True),
            "without": lambda: subprocess.run([*command, ":"], check=True),
        },
        rounds,
    )
    return [own - bare for own, bare in zip(times["with"], times["without"], strict=True)]


if __name__ == "__main__":
    main()
