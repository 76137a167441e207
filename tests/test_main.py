"""The program as a process: what it leaves behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("line", "exit_status"),
    [("deployset list", 0), ("deployset create Spread", 0), ("deployset delete ds-none --yes", 4)],
)
def test_the_log_is_gone_when_the_program_has_ended(
    line: str, exit_status: int, home: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ecsops", *line.split()],
        env={**os.environ, "ECSOPS_HOME": str(home)},
        capture_output=True,
        check=False,
    )

    assert exit_status == done.returncode, done.stderr
    names = {path.name for path in home.iterdir()} - {"simulator.db.queue"}  # the writers' queue
    assert names == {"simulator.db"}
