"""Ansible's `community.general.ali_instance` and `ali_instance_info`, unmodified, on a server.

They take no endpoint, but call `http://ecs.REGION.aliyuncs.com` and honour HTTP_PROXY: the server
is the proxy. `make clients` installs them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import IMAGE
from tests.support.loopback import Served, serving
from tests.support.networks import network

INSTALLED = find_spec("ansible_collections") is not None and find_spec("footmark") is not None

REQUIRED = "CLIENTS_REQUIRED" in os.environ
"""`make clients` asks for these tests: they may not be skipped there."""

pytestmark = pytest.mark.skipif(
    not INSTALLED and not REQUIRED, reason="ansible and footmark are not installed: make clients"
)

ACCELERATION = 20
"""How fast the account's clock runs, for the modules sleep while they wait."""

IDS = "{{ listed.instances | map(attribute='id') | list }}"


@pytest.fixture
def served(first_use: Path, tmp_path: Path) -> Iterator[Served]:
    """The first-use account, served; its clock runs fast."""
    path = str(tmp_path / "simulator.db")
    Simulator(path).close()
    with serving(path, accelerate=ACCELERATION) as found:
        yield found


@pytest.fixture
def client(served: Served) -> Client:
    """A client of the account that is served."""
    return Client(Simulator(served.service.account.path), "cn-hangzhou")


def play(served: Served, directory: Path, *tasks: dict[str, Any]) -> dict[str, Any]:
    """Run the tasks in one play, and return what the last one registered, by task name."""
    account = {
        "alicloud_region": "cn-hangzhou",
        "alicloud_access_key": served.access_key_id,
        "alicloud_secret_key": served.access_key_secret,
    }
    modules = [f"community.general.{name}" for name in ("ali_instance", "ali_instance_info")]
    plays = [
        {
            "hosts": "localhost",
            "gather_facts": False,
            "connection": "local",
            "module_defaults": dict.fromkeys(modules, account),
            "tasks": list(tasks),
        }
    ]
    playbook = directory / "play.json"
    playbook.write_text(json.dumps(plays))
    program = Path(sys.executable).with_name("ansible-playbook")
    done = subprocess.run(
        [
            program,
            "-i",
            "localhost,",
            "-e",
            f"ansible_python_interpreter={sys.executable}",
            playbook,
        ],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(directory),
            "LC_ALL": "C.UTF-8",
            "ANSIBLE_STDOUT_CALLBACK": "ansible.builtin.json",
            "HTTP_PROXY": served.endpoint,
            "http_proxy": served.endpoint,
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    found = json.loads(done.stdout[done.stdout.index("{") :])
    return {
        each["task"]["name"]: each["hosts"]["localhost"]
        for part in found["plays"]
        for each in part["tasks"]
    }


def instance(**parameters: Any) -> dict[str, Any]:
    return {"community.general.ali_instance": parameters}


def test_instances_are_listed_by_filter(served: Served, tmp_path: Path) -> None:
    asked = {"filters": {"instance_name": "LegacyWeb"}}
    task = {"name": "list", "community.general.ali_instance_info": asked}

    found = play(served, tmp_path, task)

    (only,) = found["list"]["instances"]
    assert (only["instance_name"], only["status"], only["tags"]) == (
        "LegacyWeb",
        "Running",
        {"env": "test", "app": "web"},
    )


def test_instances_live_a_whole_life(served: Served, client: Client, tmp_path: Path) -> None:
    connected = network(client)
    wanted = {
        "image": IMAGE,
        "type": "ecs.g5.large",
        "instance_name": "web",
        "host_name": "web",
        "unique_suffix": True,
        "vswitch_id": connected["VSwitchId"],
        "security_groups": [connected["SecurityGroupId"]],
        "tags": {"team": "web"},
        "count": 2,
        "count_tag": {"team": "web"},
    }
    listing = {"community.general.ali_instance_info": {"tags": {"team": "web"}}}

    found = play(
        served,
        tmp_path,
        {"name": "create", **instance(**wanted)},
        {"name": "again", **instance(**wanted)},
        {"name": "list", **listing, "register": "listed"},
        {
            "name": "stop",
            **instance(instance_ids=IDS, state="stopped", force=True, user_data="ZWNobyAx"),
        },
        {"name": "start", **instance(instance_ids=IDS, state="running")},
        {"name": "delete", **instance(instance_ids=IDS, state="absent", force=True)},
        {"name": "left", **listing},
    )

    changed = {name: each["changed"] for name, each in found.items()}
    assert changed == {
        "create": True,
        "again": False,
        "list": False,
        "stop": True,
        "start": True,
        "delete": True,
        "left": False,
    }
    listed = found["list"]["instances"]
    assert [each["instance_name"] for each in listed] == ["web002", "web001"]
    assert [each["vswitch_id"] for each in listed] == [connected["VSwitchId"]] * 2
    assert found["left"]["instances"] == []
    tag = [{"Key": "team", "Value": "web"}]
    assert list(client.items(DescribeInstances, Tag=tag)) == []
