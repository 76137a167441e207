"""Files are written on instances, once, and told of."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from ecsops.catalogue.ecs.assistant.agent import DescribeSendFileResults, SendFile
from ecsops.catalogue.ecs.assistant.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
)
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant.execution import sandbox

WEB, WINDOWS = "i-bp11icv3rbg0ijc177n1", "i-bp17df9hbjqm8hkxmj5i"

needs_bubblewrap = pytest.mark.skipif(
    not (os.environ.get("CI") or (shutil.which("bwrap") and sandbox.works())),
    reason="bubblewrap does not work here; where CI is set that is a failure",
)


def sent(client: Client, *instance_ids: str, **fields: Any) -> Document:
    words = {"Name": "note", "TargetDir": "/opt/notes", "Content": "hello", **fields}
    answer = client.call(SendFile, InstanceId=list(instance_ids), **words)
    (found,) = client.items(DescribeSendFileResults, InvokeId=answer["InvokeId"])
    return found


def on_instances(found: Document) -> list[tuple[str, str]]:
    return [
        (each["InvocationStatus"], each["ErrorCode"])
        for each in found["InvokeInstances"]["InvokeInstance"]
    ]


@needs_bubblewrap
def test_a_file_is_written_and_not_replaced_unless_told(client: Client, account: Simulator) -> None:
    account.store.set("guest", "bubblewrap")

    found = sent(client, WEB, FileMode="0600")
    written = Path(account._scripts.files, WEB, "opt/notes/note")

    assert (
        found["InvocationStatus"],
        on_instances(found),
        found["VmCount"],
    ) == ("Success", [("Success", "")], 1)
    assert (written.read_text(), written.stat().st_mode & 0o777) == ("hello", 0o600)
    assert on_instances(sent(client, WEB, Content="other")) == [("Failed", "FileAlreadyExists")]
    assert written.read_text() == "hello"
    assert on_instances(
        sent(client, WEB, Content="//4=", ContentType="Base64", Overwrite=True)
    ) == [("Success", "")]
    assert written.read_bytes() == b"\xff\xfe"
    assert on_instances(sent(client, WEB, FileOwner="jack", Overwrite=True)) == [
        ("Failed", "AccountNotExists")
    ]
    assert on_instances(sent(client, WEB, TargetDir="/usr/notes")) == [
        ("Failed", "FilePathInvalid")
    ]
    assert list(client.items(DescribeInvocations)) == []
    assert list(client.items(DescribeInvocationResults)) == []


def test_the_built_in_guest_has_no_files_and_says_so(client: Client, account: Simulator) -> None:
    account.store.set("guest", "built-in")
    found = sent(client, WEB, WINDOWS)
    account.wait(5)
    (found,) = client.items(DescribeSendFileResults, InvokeId=found["InvokeId"])

    assert on_instances(found) == [("Failed", "FileCreateFail")] * 2
    assert found["InvocationStatus"] == "Failed"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Content": "x" * 24577}, "FileSize.ExceedLimit"),
        ({"Content": "x!", "ContentType": "Base64"}, "FileContent.DecodeError"),
        ({"ContentType": "Gzip"}, "FileContentType.Invalid"),
        ({"Name": "n" * 256}, "FileName.ExceedLimit"),
        ({"Description": "d" * 513}, "FileDesc.ExceedLimit"),
        ({"TargetDir": "relative"}, "FileTargetDir.Invalid"),
        ({"FileMode": "rwx"}, "FileMode.Invalid"),
        ({"FileOwner": "o" * 65}, "InvalidParameter.FileOwner"),
        ({"InstanceId": ["i-none"]}, "InvalidInstance.NotFound"),
        ({"InstanceId": [f"i-{each}" for each in range(51)]}, "InstanceIds.ExceedLimit"),
    ],
)
def test_a_file_that_cannot_be_is_refused(client: Client, fields: Document, code: str) -> None:
    words = {"InstanceId": [WEB], "Name": "n", "TargetDir": "/opt", "Content": "c", **fields}

    with pytest.raises(ApiError) as refused:
        client.call(SendFile, **words)

    assert code == refused.value.code
    assert list(client.items(DescribeSendFileResults)) == []
