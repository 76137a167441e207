"""The document's Python program (section 2.4, method two) against the served simulator.

It is told neither an endpoint nor anything else: the simulator is its HTTP proxy, and so it gets
the requests that are for ecs.aliyuncs.com.
"""

import os
import subprocess
import sys
from pathlib import Path

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant import canned_answers
from tests.support.loopback import serving

PROGRAM = Path(__file__).with_name("document_program.txt")

RUN = """
import runpy, sys, time
from ecsops.simulator.account import Simulator
time.sleep = Simulator(sys.argv[2]).wait
runpy.run_path(sys.argv[1], run_name="__main__")
"""
"""Runs the program, the clock of the account moving where it sleeps."""


def test_the_program_of_the_document_logs_the_output(home: Path, tmp_path: Path) -> None:
    path = str(home / "simulator.db")
    account = Simulator(path)
    account.control(canned_answers.add, "yum check-update", "kernel.x86_64  3.10.0-1127\n", 0, 2.0)
    listed = Client(account, "cn-hangzhou").items(
        DescribeInstances, InstanceName="UserGuideForDS001"
    )
    instance_id = next(listed)["InstanceId"]
    with serving(path) as served:
        program = tmp_path / "program.py"
        program.write_text(
            PROGRAM.read_text()
            .replace("LTAIXXXXXXXXXXXXXX", served.access_key_id)
            .replace("4dZXXXXXXXXXXXXXXXXXXXXXX", served.access_key_secret)
            .replace("i-bp17zhpXXXXXX", instance_id)
        )
        environment = {
            **{name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
            "http_proxy": served.endpoint,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        subprocess.run(
            [sys.executable, "-c", RUN, program, path], cwd=tmp_path, env=environment, check=True
        )

    log = (tmp_path / "aliyun_assist_openapi_test.log").read_text()
    assert "ERROR" not in log
    assert "INFO output: b'kernel.x86_64  3.10.0-1127\\n' is" in log
