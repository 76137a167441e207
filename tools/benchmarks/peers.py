"""The servers that ours is compared with: moto's and MiniStack, simulators of EC2 and SSM.

They are as their users have them: installed by pip into an environment that belongs to the
benchmark, started by their own command, in memory. They verify no signatures.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

from tools.benchmarks.load import exchange
from tools.benchmarks.servers import COMMAND, PAGE, RESERVATION, RUN, Server


class Peer(Server):
    """A simulator of EC2 and SSM."""

    package: str
    program: str

    def prepare(self, instances: int) -> None:
        """Peers keep nothing in a file."""

    def fill(self, instances: int, in_a_call: int = RESERVATION) -> None:
        request = ec2("RunInstances", **ran(in_a_call))
        for _ in range(instances // in_a_call):
            exchange(self.address, request)
        body = exchange(self.address, ec2("DescribeInstances", MaxResults="5"))
        found = re.search(rb"<instanceId>(i-\w+)", body)
        assert found is not None
        self._instance_id = found[1].decode()

    def installed(self) -> str:
        """Return the program, installed first where it is not yet."""
        environment = Path(self.place) / "peers"
        program = environment / "bin" / self.program
        if not program.exists():
            subprocess.run([sys.executable, "-m", "venv", environment], check=True)
            pip = str(environment / "bin" / "pip")
            subprocess.run([pip, "install", "--quiet", self.package], check=True)
        return str(program)

    def requests(self, call: str, count: int) -> list[bytes]:
        reservations = str(50 // RESERVATION)
        if call == PAGE:
            return [ec2("DescribeInstances", MaxResults=reservations)] * count
        return [ec2("RunInstances", **ran(1))] * count if call == RUN else []


class Moto(Peer):
    """moto's server."""

    name = "moto"
    package = "moto[server,ec2,ssm]"
    program = "moto_server"

    def command(self) -> list[str]:
        return [self.installed(), "-H", self.address[0], "-p", str(self.address[1])]

    def requests(self, call: str, count: int) -> list[bytes]:
        if call != COMMAND:
            return super().requests(call, count)
        return [send_command(self._instance_id)] * count


class MiniStack(Peer):
    """MiniStack. It knows no pages, and runs commands only on instances that Docker runs."""

    name = "MiniStack"
    package = "ministack"
    program = "ministack"

    def command(self) -> list[str]:
        return [self.installed()]


def ran(count: int) -> dict[str, str]:
    """Return the parameters that make so many instances."""
    amount = {"MinCount": str(count), "MaxCount": str(count)}
    return {"ImageId": "ami-12c6146b", "InstanceType": "m5.large", **amount}


def ec2(action: str, **parameters: str) -> bytes:
    """Return a request to EC2."""
    form = urlencode({"Action": action, "Version": "2016-11-15", **parameters})
    return aws("ec2", "application/x-www-form-urlencoded", form)


def send_command(instance_id: str) -> bytes:
    """Return a request to Systems Manager that runs a script on one instance."""
    body = {
        "DocumentName": "AWS-RunShellScript",
        "InstanceIds": [instance_id],
        "Parameters": {"commands": ["echo 1"]},
    }
    target = "X-Amz-Target: AmazonSSM.SendCommand\r\n"
    return aws("ssm", "application/x-amz-json-1.1", json.dumps(body), target)


def aws(service: str, content_type: str, body: str, more: str = "") -> bytes:
    """Return a request to an AWS service that verifies no signature."""
    scope = f"AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/{service}/aws4_request"
    return (
        f"POST / HTTP/1.1\r\nHost: {service}.us-east-1.amazonaws.com\r\n"
        f"Content-Type: {content_type}\r\n{more}X-Amz-Date: 20260101T000000Z\r\n"
        f"Authorization: AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
