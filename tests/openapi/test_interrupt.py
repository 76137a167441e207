"""Ctrl-C while calls are under way side by side: we leave at once, and say what goes on."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from tests.support.faulty import Proxy

PROMPTLY_S = 10
"""Half of what a call waits for its answer; a busy machine needs a second to end a process."""


def test_we_leave_at_once_and_name_what_was_started(tmp_path: Path) -> None:
    third, over = threading.Event(), threading.Event()
    ids = [f"i-{number}" for number in range(150)]

    def plan(query: dict[str, str], headers: dict[str, str]) -> str:
        """Answer the first call, so that the third is made; nobody answers that and the second."""
        if query["InstanceId.1"] == ids[0]:
            return '{"InvokeId": "t-1", "RequestId": "1"}'
        if query["InstanceId.1"] == ids[100]:
            third.set()
        over.wait(60)
        return "drop"

    with Proxy(0, plan) as proxy:
        program = [sys.executable, "-m", "ecsops", "--parallel", "2", "--endpoint", proxy.endpoint]
        with subprocess.Popen(
            [*program, "assist", "run", *ids, "-c", "echo 1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                "ECSOPS_HOME": str(tmp_path),
                "ALIBABA_CLOUD_ACCESS_KEY_ID": "id",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret",
            },
        ) as process:
            try:
                assert third.wait(20)
                process.send_signal(signal.SIGINT)
                stdout, stderr = process.communicate(timeout=PROMPTLY_S)
            finally:
                over.set()
                process.kill()

    assert process.returncode in (-signal.SIGINT, 130)
    assert stdout == ""
    told, _, rest = stderr.partition("\n")
    assert told.startswith("Changing the real account at http://127.0.0.1:")
    assert rest == "Interrupted.\nAlready started, and still running: t-1\n"
