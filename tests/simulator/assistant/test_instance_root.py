"""The root of an instance: its directories, its users, its image, and what scripts do to it."""

import os
from pathlib import Path
from typing import Any

import pytest

from ecsops.catalogue.ecs.assistant.invocations import DescribeInvocationResults, RunCommand
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant.execution import instance_files, skeleton
from ecsops.simulator.assistant.execution.user_namespace import user_namespace
from tests.support.sandbox_stories import NEEDS_BUBBLEWRAP, OTHER, WEB

pytestmark = NEEDS_BUBBLEWRAP

NEEDS_USERS = pytest.mark.skipif(
    os.environ.get("CI") is None and user_namespace() is None,
    reason="no range of user ids can be mapped here; where CI is set that is a failure",
)


@pytest.fixture(autouse=True)
def bubblewrap(account: Simulator) -> None:
    """Let scripts run for real."""
    account.store.set("guest", "bubblewrap")


def ran(client: Client, script: str, instance_id: str = WEB, **fields: Any) -> Document:
    response = client.call(
        RunCommand,
        CommandContent=script,
        Type="RunShellScript",
        InstanceId=[instance_id],
        **fields,
    )
    (result,) = client.items(
        DescribeInvocationResults, InvokeId=response["InvokeId"], ContentEncoding="PlainText"
    )
    return result


def output(client: Client, script: str, **fields: Any) -> str:
    result = ran(client, script, **fields)
    assert result["InvocationStatus"] == "Success", result
    return str(result["Output"])


def status(client: Client) -> str:
    (instance,) = client.items(DescribeInstances, InstanceIds=f'["{WEB}"]')
    return str(instance["Status"])


def test_directories_anywhere_in_the_root_last(client: Client) -> None:
    output(client, "mkdir -p /data/a /backup /srv/www /mnt/disk /usr/local/bin && echo 1 > /file")

    assert output(client, "ls -d /data/a /backup /srv/www /mnt/disk /file") == (
        "/backup\n/data/a\n/file\n/mnt/disk\n/srv/www\n"
    )
    assert ran(client, "ls /backup", instance_id=OTHER)["InvocationStatus"] == "Failed"


def test_a_program_in_usr_local_is_found(client: Client) -> None:
    output(
        client, "printf '#!/bin/sh\\necho mine\\n' > /usr/local/bin/tool; chmod +x /usr/local/bin/*"
    )

    assert output(client, "tool") == "mine\n"
    assert not Path("/usr/local/bin/tool").exists()


def test_a_unit_file_a_profile_and_a_cron_table_can_be_written(client: Client) -> None:
    script = (
        "#!/bin/bash\nset -eu\n"
        "echo '[Service]' > /etc/systemd/system/demo.service\n"
        "echo 'export APP_HOME=/opt/demo' > /etc/profile.d/demo.sh\n"
        "echo '5 3 * * * root /opt/demo/clean' > /etc/cron.d/demo\n"
        "mkdir -p /data/demo\nsource /etc/profile\necho $APP_HOME\n"
    )

    assert output(client, script) == "/opt/demo\n"


@NEEDS_USERS
def test_a_service_account_owns_files_and_runs_commands(client: Client) -> None:
    script = (
        "useradd -m app && mkdir -p /var/lib/app && chown -R app:app /var/lib/app || exit 11\n"
        "install -o app -m 640 /dev/null /var/lib/app/env || exit 12\n"
        "su app -c 'id -un' || exit 13\nrunuser -u app -- id -un || exit 14\n"
        "stat -c '%U:%G %a' /var/lib/app/env\n"
    )

    assert output(client, script) == "app\napp\napp:root 640\n"
    assert output(client, "id -un; touch /var/lib/app/x && stat -c %U $HOME", Username="app") == (
        "app\napp\n"
    )
    assert ran(client, "cat /etc/shadow", Username="app")["InvocationStatus"] == "Failed"
    assert ran(client, "touch /x", Username="app")["InvocationStatus"] == "Failed"


def test_a_user_without_a_home_has_no_working_directory(client: Client) -> None:
    output(client, "useradd -M app")

    assert ran(client, "pwd", Username="app")["ErrorCode"] == "DefaultWorkingDirectoryNotAvailable"
    assert output(client, "pwd", Username="app", WorkingDir="/tmp") == "/tmp\n"


@pytest.mark.parametrize(
    ("os_name", "dash", "line"),
    [
        ("CentOS  7.6 64 bit", False, 'NAME="CentOS Linux"\nID="centos"\n'),
        ("Aliyun Linux  2.1903 64 bit", False, 'NAME="Alibaba Cloud Linux"\nID="alinux"\n'),
        ("Ubuntu  18.04 64 bit", True, 'NAME="Ubuntu"\nID="ubuntu"\n'),
        ("Debian  9.9 64 bit", True, 'NAME="Debian GNU/Linux"\nID="debian"\n'),
    ],
)
def test_the_image_decides_on_sh_and_os_release(os_name: str, dash: bool, line: str) -> None:
    assert skeleton.has_dash(os_name) is dash
    assert skeleton.os_release(os_name).startswith(line)


def test_sh_is_bash_on_centos(client: Client) -> None:
    script = 'names=(web db)\n[[ ${names[0]} == web ]] && echo "first is ${names[0]}"\n'

    assert output(client, script) == "first is web\n"
    assert output(client, f"sh -c '{script.strip()}'") == "first is web\n"


def test_a_host_name_lasts(client: Client) -> None:
    output(client, "hostnamectl set-hostname web-1")

    assert output(client, "hostname; uname -n; cat /etc/hostname") == "web-1\nweb-1\nweb-1\n"


def test_units_keep_their_state_and_nothing_supervises_them(client: Client) -> None:
    script = (
        "echo '[Service]' > /etc/systemd/system/demo.service\n"
        "systemctl daemon-reload && systemctl enable --now demo && systemctl start demo\n"
        "systemctl is-active demo; systemctl is-enabled demo.service; service demo stop\n"
        "systemctl is-active demo || echo $?; systemctl start none || echo $?\n"
    )

    assert output(client, script) == (
        "systemctl: nothing supervises processes here; only the state of units is kept.\n"
        "active\nenabled\ninactive\n3\n"
        "Failed to start none.service: Unit none.service not found.\n5\n"
    )


@pytest.mark.parametrize(
    ("script", "code", "error", "afterwards"),
    [
        ("echo kernel updated; exit 194", 194, "ExitCodeNonzero", "Running"),
        ("exit 193", 193, "ExitCodeNonzero", "Stopped"),
        ("reboot; echo never", 0, "InstanceRestarted", "Running"),
        ("shutdown -r now; echo never", 0, "InstanceRestarted", "Running"),
        ("poweroff; echo never", 0, "InstanceNotRunning", "Stopped"),
        ("shutdown -h now; echo never", 0, "InstanceNotRunning", "Stopped"),
        ("systemctl reboot; echo never", 0, "InstanceRestarted", "Running"),
    ],
)
def test_a_script_restarts_or_stops_its_instance(
    client: Client, account: Simulator, script: str, code: int, error: str, afterwards: str
) -> None:
    result = ran(client, script)

    assert (result["InvocationStatus"], result["ErrorCode"]) == ("Failed", error)
    assert result["ExitCode"] == code
    assert "never" not in result["Output"]
    assert status(client) != "Running"
    account.wait(600)
    assert status(client) == afterwards


def test_other_exit_codes_leave_the_instance_alone(client: Client) -> None:
    for code in (192, 195):
        assert ran(client, f"exit {code}")["ExitCode"] == code
    assert status(client) == "Running"


def test_a_damaged_root_is_told_of(client: Client, account: Simulator, tmp_path: Path) -> None:
    output(client, "true")
    root = Path(account._scripts.files, WEB)
    root.joinpath("srv").rename(root / "other")
    root.joinpath("home").rename(root / "moved")
    root.joinpath("home").symlink_to(tmp_path)

    assert ran(client, "true")["ErrorCode"] == "ExecutionException"
    assert os.listdir(tmp_path) == []


def test_a_root_of_an_earlier_version_is_completed(tmp_path: Path) -> None:
    root = tmp_path / "i-1"
    for name in instance_files.PRIVATE:
        root.joinpath(name).mkdir(parents=True)
    root.joinpath("etc/passwd").write_text("kept")

    instance_files.prepare(str(root), "web")

    assert root.joinpath("etc/passwd").read_text() == "kept"
    assert root.joinpath("usr/local/sbin/systemctl").exists()


TEN_SCRIPTS = {
    "rotate logs": (
        "mkdir -p /var/log/app; echo old > /var/log/app/app.log\n"
        "gzip -c /var/log/app/app.log > /var/log/app/app.log.1.gz && : > /var/log/app/app.log\n"
        "zcat /var/log/app/app.log.1.gz",
        "old\n",
    ),
    "clean up the disk": (
        "mkdir -p /data/tmp; touch -d '10 days ago' /data/tmp/a; touch /data/tmp/b\n"
        "find /data/tmp -type f -mtime +7 -delete; ls /data/tmp; df -P / | wc -l",
        "b\n2\n",
    ),
    "set up a user with a key": (
        "useradd -m -s /bin/bash ops; install -d -m 700 /home/ops/.ssh\n"
        "echo 'ssh-ed25519 AAAA ops' > /home/ops/.ssh/authorized_keys\n"
        "chmod 600 /home/ops/.ssh/authorized_keys; chown -R ops: /home/ops/.ssh\n"
        "stat -c '%a' /home/ops/.ssh /home/ops/.ssh/authorized_keys",
        "700\n600\n",
    ),
    "back up": (
        "mkdir -p /backup /srv/www; echo page > /srv/www/index.html\n"
        "tar -czf /backup/my-backup-$(date +%Y).tgz -C /srv www && tar -tzf /backup/*.tgz",
        "www/\nwww/index.html\n",
    ),
    "check for programs": (
        "for each in tar gzip nothing; do command -v $each > /dev/null || echo no $each; done",
        "no nothing\n",
    ),
    "install a cron table": (
        "echo '0 3 * * * root /usr/local/bin/backup' > /etc/cron.d/backup\n"
        "chmod 644 /etc/cron.d/backup; wc -l < /etc/cron.d/backup",
        "1\n",
    ),
    "tune the kernel": (
        "echo vm.swappiness=10 > /etc/sysctl.d/90-app.conf; cat /etc/sysctl.d/*.conf",
        "vm.swappiness=10\n",
    ),
    "renew a certificate": (
        "mkdir -p /etc/ssl/app; echo new > /etc/ssl/app/cert.new\n"
        "mv /etc/ssl/app/cert.new /etc/ssl/app/cert.pem\n"
        "echo '[Service]' > /etc/systemd/system/web.service\n"
        "systemctl restart web 2> /dev/null; systemctl is-active web",
        "active\n",
    ),
    "set the host name": (
        "hostnamectl set-hostname web-01; sed -i 's/127.0.1.1.*/127.0.1.1 web-01/' /etc/hosts\n"
        "hostname; tail -n 1 /etc/hosts",
        "web-01\n127.0.1.1 web-01\n",
    ),
    "read the system": (
        ". /etc/os-release; echo $ID; nproc > /dev/null && free > /dev/null; uptime > /dev/null",
        "centos\n",
    ),
}
"""Scripts that people run by Cloud Assistant, and what they say."""


@pytest.mark.parametrize("name", TEN_SCRIPTS)
def test_ordinary_scripts_run(client: Client, name: str) -> None:
    script, expected = TEN_SCRIPTS[name]

    assert output(client, script) == expected


def test_line_feeds_around_the_name_of_a_parameter_do_not_count(client: Client) -> None:
    fields: Any = {"EnableParameter": True, "Parameters": {"name": "1"}}

    assert output(client, "echo {{ name\n}}", **fields) == "1\n"
    assert output(client, "echo {{\r\n\tNAME }}", **fields) == "1\n"
