"""`ecsops assist` as a person types it."""

from collections.abc import Callable

import pytest

from ecsops.simulator.account import Simulator
from tests.conftest import Ecsops

WEB, OTHER = "i-bp11icv3rbg0ijc177n1", "i-bp1yfmvyq4eiu6s2otf8"
"""UserGuideForDS001 and 002 of the first-use account."""

STOPPED, WINDOWS, WITHOUT_AGENT = (
    "i-bp1a6tgcca44b0jqkh54",
    "i-bp17df9hbjqm8hkxmj5i",
    "i-bp1w1v13fhqy1n8wvqe2",
)


@pytest.fixture(autouse=True)
def built_in_guest(home: object) -> None:
    """Let the built-in guest answer, wherever the tests run."""
    account = Simulator(f"{home}/simulator.db")
    account.store.set("guest", "built-in")
    account.close()


def test_run_waits_and_shows_equal_outputs_once(ecsops: Ecsops) -> None:
    ran = ecsops(f"assist run {WEB} {OTHER} -c 'echo 123'")

    assert ran.stdout == f"== {WEB} {OTHER}: Success, exit code 0\n123\n"
    assert ran.stderr == "2 instances: 2 Success\n"
    assert ran.exit_status == 0


def test_without_grouping_every_instance_is_shown(ecsops: Ecsops) -> None:
    ran = ecsops(f"assist run {WEB} {OTHER} -c 'echo 123' --no-group")

    assert (
        ran.stdout
        == f"== {WEB}: Success, exit code 0\n123\n== {OTHER}: Success, exit code 0\n123\n"
    )


def test_a_script_that_fails_is_shown_and_ends_with_8(ecsops: Ecsops) -> None:
    ran = ecsops(f"assist run {WEB} -c 'echo no\nexit 3'")

    assert ran.stdout == f"== {WEB}: Failed, exit code 3\nno\n"
    assert "The script failed on 1 of 1 instances." in ran.stderr
    assert ran.exit_status == 8


def test_a_table_shows_the_decoded_output(ecsops: Ecsops) -> None:
    ran = ecsops(f"assist run {WEB} -c 'echo 123' -o cols=InstanceId,ExitCode,OutputText")

    assert ran.exit_status == 0
    assert f"{WEB} | 0        | 123" in ran.stdout.replace("\\n", "")


def test_the_script_comes_from_stdin_too(ecsops: Ecsops) -> None:
    ran = ecsops(f"assist run {WEB}", stdin="echo from stdin\n")

    assert ran.stdout == f"== {WEB}: Success, exit code 0\nfrom stdin\n"


def test_a_name_or_all_selects_only_what_can_run_it(ecsops: Ecsops) -> None:
    ran = ecsops("assist run --name 'UserGuide*' -c hostname --no-group -o tsv")
    everything = ecsops("assist run --all -c 'echo 1'")

    assert len(ran.stdout.splitlines()) == 7
    assert everything.stderr.startswith("3 selected instances are skipped")
    assert everything.stderr.endswith("8 instances: 8 Success\n")


def test_a_wait_that_is_too_short_ends_with_7_and_says_how_to_resume(ecsops: Ecsops) -> None:
    ran = ecsops(f"assist run {WEB} -c 'sleep 60' --wait-timeout 10s")

    assert (ran.stdout, ran.exit_status) == ("", 7)
    resume = next(line for line in ran.stderr.splitlines() if "Resume with: ecsops " in line)
    again = ecsops(resume.partition("ecsops ")[2])
    assert again.stdout == f"== {WEB}: Success, exit code 0\n"


@pytest.mark.parametrize(
    ("line", "code", "status"),
    [
        (f"assist run {WINDOWS} -c 'echo 1'", "InvalidInstance.NotMatch", 3),
        (f"assist run {WEB} --type bat -c 'echo 1'", "InvalidInstance.NotMatch", 3),
        (f"assist run {STOPPED} -c 'echo 1'", "InvalidInstance.NotMatch", 3),
        (f"assist run {WITHOUT_AGENT} -c 'echo 1'", "InvalidInstance.NotMatch", 3),
        (f"assist run {WEB} -c {'x' * 20000}", "CmdContent.ExceedLimit", 3),
        (
            f"assist run {WEB} -c 'echo 1' --command-name {'n' * 31}",
            "CmdName.ExceedLimit",
            3,
        ),
        ("assist run i-none -c 'echo 1'", "InvalidInstance.NotFound", 4),
        (f"assist run {WEB} -c 'echo {{{{a}}}}' --param b=1", "Parameter.NotMatched", 3),
        (
            "ecs CreateCommand --CommandContent 123! --Type RunShellScript --Name a",
            "CmdContent.DecodeError",
            3,
        ),
        ("assist invoke c-none --all", "InvalidCmdId.NotFound", 4),
    ],
)
def test_what_is_refused_changes_nothing(
    ecsops: Ecsops, dump: Callable[[], list[str]], line: str, code: str, status: int
) -> None:
    before = dump()

    ran = ecsops(line)

    assert ("", status) == (ran.stdout, ran.exit_status)
    assert code in "".join(ran.stderr.splitlines()[:2])
    assert before == dump()


@pytest.mark.parametrize(
    "line",
    [
        "assist run -c 'echo 1'",
        f"assist run {WEB} -c a -f -",
        f"assist run {WEB} --type perl -c a",
        f"assist run {WEB} -c a --param x",
        f"assist run {WEB} -c a -o cols=Nonsense",
        "assist command update c-1",
    ],
)
def test_a_wrong_command_line_is_a_usage_error(
    ecsops: Ecsops, dump: Callable[[], list[str]], line: str
) -> None:
    before = dump()

    ran = ecsops(line)

    assert (ran.stdout, ran.exit_status) == ("", 2)
    assert before == dump()


def test_a_command_is_created_changed_cloned_invoked_and_deleted(ecsops: Ecsops) -> None:
    created = ecsops("assist command create hello -c 'echo hello {{who}}' --params -o json")
    assert created.exit_status == 0
    command_id = ecsops("assist command list -o tsv").stdout.splitlines()[1].split("\t")[0]

    assert ecsops(f"assist command update {command_id} --name greet --timeout 2m").exit_status == 0
    assert ecsops(f"assist command clone {command_id} --name clone").exit_status == 0
    listed = ecsops("assist command list -o cols=Name,Timeout").stdout.splitlines()
    assert listed[2:] == ["clone | 120", "greet | 120"]

    ran = ecsops(f"assist invoke {command_id} {WEB} --param who=you")
    assert ran.stdout == f"== {WEB}: Success, exit code 0\nhello you\n"

    deleted = ecsops(f"assist command delete {command_id} c-none --yes")
    assert [
        f"{command_id} | 200",
        "c-none                             | InvalidCmdId.NotFound",
    ] == (deleted.stdout.splitlines()[2:])
    assert deleted.exit_status == 4
    assert ecsops(f"assist command show {command_id}").exit_status == 4


def test_the_document_walks_through_method_one(ecsops: Ecsops) -> None:
    """Every command line of document 2.4, with ecsops for aliyun and real ids."""
    status = ecsops(
        f"ecs DescribeCloudAssistantStatus --RegionId cn-hangzhou --InstanceId.1 {WEB} "
        "--output cols=CloudAssistantStatus"
    )
    assert status.stdout.splitlines()[-1] == "true"
    created = ecsops(
        "ecs CreateCommand --RegionId cn-hangzhou --CommandContent ZWNobyAxMjM= "
        "--Type RunShellScript --Name test --Description test --Output cols=CommandId"
    )
    command_id = created.stdout.splitlines()[-1]
    invoked = ecsops(
        f"ecs InvokeCommand --RegionId cn-hangzhou --InstanceId.1 {WEB} --InstanceId.2 {WEB} "
        f"--CommandId {command_id} --Timed false --Output cols=InvokeId"
    )
    invoke_id = invoked.stdout.splitlines()[-1]
    ecsops("sim advance 15s")
    state = ecsops(f"ecs DescribeInvocations --RegionId cn-hangzhou --InvokeId {invoke_id}")
    assert '"InvokeStatus": "Finished"' in state.stdout
    result = ecsops(
        f"ecs DescribeInvocationResults --RegionId cn-hangzhou --InstanceId {WEB} "
        f"--InvokeId {invoke_id}"
    )
    assert '"Output": "MTIzCg=="' in result.stdout


def test_an_agent_is_installed(ecsops: Ecsops) -> None:
    ran = ecsops(f"assist agent install {WITHOUT_AGENT} -o cols=InstanceId,CloudAssistantStatus")

    assert ran.stdout.splitlines()[-1] == f"{WITHOUT_AGENT} | true"
    assert len(ecsops("assist agent status -o tsv").stdout.splitlines()) - 1 == 11


def test_a_canned_answer_is_added_listed_and_ended(ecsops: Ecsops) -> None:
    added = ecsops("sim script add --match 'Get-*' --output 'a list' --exit-code 2 --takes 20s")
    assert "Seconds   20.0" in added.stdout

    ran = ecsops(f"assist run {WINDOWS} --type powershell -c 'Get-Process'")
    assert (f"== {WINDOWS}: Failed, exit code 2\na list\n", 8) == (ran.stdout, ran.exit_status)

    assert ecsops("sim script clear --all").exit_status == 0
    assert len(ecsops("sim script list -o tsv").stdout.splitlines()) == 1
    again = ecsops(f"assist run {WINDOWS} --type powershell -c 'Get-Process'")
    assert "cannot run Get-Process" in again.stdout


def test_a_schedule_is_shown_and_a_wrong_one_explained(ecsops: Ecsops) -> None:
    shown = ecsops("assist schedule '0 */20 * * * *' --count 2 -o cols=Run,Zone")
    wrong = ecsops("assist schedule '0 */20 * * *'")

    assert shown.stdout.splitlines()[2:] == [
        "2019-06-25 16:20:00 | Asia/Shanghai",
        "2019-06-25 16:40:00 | Asia/Shanghai",
    ]
    assert (wrong.stdout, wrong.exit_status) == ("", 2)
    assert "every 20 minutes is '0 */20 * * * *'" in wrong.stderr


def test_an_invocation_on_a_schedule_is_followed_and_stopped(ecsops: Ecsops) -> None:
    started = ecsops(f"assist run {WEB} -c 'echo 1' --schedule 'rate(10m)'")
    invoke_id = started.stdout.strip()
    ecsops("sim advance 31m")

    history = ecsops(f"assist results {invoke_id} --history -o cols=Repeats,OutputText")
    assert history.stdout.splitlines()[2:] == ["1       | 1\\n", "2       | 1\\n", "3       | 1\\n"]
    assert ecsops(f"assist stop {invoke_id}").exit_status == 0
    states = ecsops(f"assist invocations {invoke_id} -o cols=InvokeStatus,InvocationStatus")
    assert states.stdout.splitlines()[-1] == "Stopped      | Stopped"


def test_what_came_is_shown_when_the_wait_ends_too_early(ecsops: Ecsops) -> None:
    ecsops(f"sim fault add agent --instance {OTHER}")

    for output, shown in (("", "123\n"), ("-o json", '"OutputText": "123\\n"')):
        ran = ecsops(f"assist run {WEB} {OTHER} -c 'echo 123' --wait-timeout 5s {output}")

        assert shown in ran.stdout
        assert ran.exit_status == 7
        assert "2 instances: 1 Success, 1 not finished" in ran.stderr


def test_what_the_service_fills_in_needs_no_parameter(ecsops: Ecsops) -> None:
    ran = ecsops(f"assist run {WEB} -c 'echo {{{{ACS::InstanceName}}}}'")

    assert ran.stdout == f"== {WEB}: Success, exit code 0\nUserGuideForDS001\n"


def test_ctrl_c_names_what_goes_on(ecsops: Ecsops, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Simulator, seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Simulator, "wait", interrupted)
    ran = ecsops(f"assist run {WEB} -c 'sleep 60'")

    assert ran.exit_status == 130
    assert "Show the results with: ecsops assist results t-" in ran.stderr
    assert "Stop it with: ecsops assist stop t-" in ran.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("install --os centos", "rpm -ivh aliyun_assist.rpm"),
        ("install --os ubuntu", "dpkg -i aliyun_assist.deb"),
        ("install --os centos --source", "./cmake_install.sh"),
        ("upgrade --os redhat", "rpm -U aliyun_assist.rpm"),
        ("disable-upgrade --os debian", "chmod a-x aliyun_assist_update"),
        ("stop --os centos --version 1.0.1.308", "systemctl stop agentwatch"),
        ("start --os suse --version 1.0.1.308 --init other", "chkconfig agentwatch on"),
        ("stop --os debian --version 1.0.1.309 --init systemd", "systemctl stop aliyun.service"),
        (
            "start --os ubuntu --version 1.0.1.400 --init upstart",
            "/sbin/initctl start aliyun-service",
        ),
        ("stop --os centos --version 1.0.1.400 --init sysvinit", "/etc/init.d/aliyun-service stop"),
        ("stop --os windows", "net stop AliyunService"),
    ],
)
def test_the_guide_shows_the_commands_of_the_document(
    ecsops: Ecsops, words: str, expected: str
) -> None:
    assert expected == ecsops(f"assist agent guide {words}").stdout.splitlines()[-1]


def test_the_guide_says_what_it_has_to_know(ecsops: Ecsops) -> None:
    assert "--version" in ecsops("assist agent guide stop --os centos").stderr
    assert "--init" in ecsops("assist agent guide stop --os centos --version 1.0.1.400").stderr
