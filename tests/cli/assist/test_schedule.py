"""`assist schedule`, and what the other commands say of schedules."""

import json

import pytest

from tests.conftest import Ecsops, Ran

WEB = "i-bp11icv3rbg0ijc177n1"


def test_json_has_each_run_as_the_api_writes_times(ecsops: Ecsops) -> None:
    ran = ecsops("assist schedule 'rate(1h) ' --count 1 -o json")

    assert json.loads(ran.stdout) == [
        {
            "Number": 1,
            "RunTime": "2019-06-25T09:00:00Z",
            "Run": "2019-06-25 17:00:00",
            "Zone": "Asia/Shanghai",
            "LocalRun": "2019-06-25 09:00:00 +0000",
        }
    ]
    assert ran.stderr == "It runs every 1h.\n"


def test_what_may_surprise_is_said_before_the_runs(ecsops: Ecsops) -> None:
    assert ecsops("assist schedule '0 */45 9 15 * MON' --count 2 -o cols=Run") == Ran(
        "Run\n---\n2019-07-01 09:00:00\n2019-07-01 09:45:00\n",
        "The step '*/45' restarts at 0 each time, so the runs are not evenly spaced.\n"
        "Day of the month '15' and weekday 'MON' are both given. A run needs only one of them.\n",
        0,
    )


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("rate(30s)", "'rate(30s)' runs every 30 s. Use at least 60 s."),
        ("rate(8d)", "'rate(8d)' is too long. Use at most 7 days."),
        ("*/5 * * * * *", "'*/5 * * * * *' runs every 5 s. Use at least 10 s."),
        ("0 0 9 30W 2 ?", "'0 0 9 30W 2 ?' never runs: it matches no date."),
        ("at(2019-06-25 07:59:59)", "'at(2019-06-25 07:59:59)' is in the past."),
        ("0 0 9 R * ?", None),
        ("at(9999-12-31 23:59:59 GMT-14:00)", "Year 9999 is out of range. Use a year up to 2099."),
    ],
)
def test_the_preview_and_the_calls_refuse_the_same_in_the_same_words(
    ecsops: Ecsops, expression: str, sentence: str | None
) -> None:
    preview = ecsops(f"assist schedule '{expression}'")
    run = ecsops(f"assist run {WEB} -c 'echo t' --schedule '{expression}'")
    raw = ecsops(
        f"ecs RunCommand --Type RunShellScript --CommandContent ZWNobw== --InstanceId.1 {WEB} "
        f"--RepeatMode Period --Frequency '{expression}'"
    )

    said = preview.stderr.partition("Error: ")[2].strip()
    assert said == (sentence or said)
    assert (preview.stdout, preview.exit_status) == ("", 2)
    for refused in (run, raw):
        assert (refused.stdout, refused.exit_status) == ("", 3)
        assert "InvalidParam.Frequency" in refused.stderr
        assert said in refused.stderr.replace("\\u0027", "'")


def test_scheduling_says_when_it_runs_next(ecsops: Ecsops) -> None:
    ran = ecsops(f"assist run {WEB} -c 'echo t' --schedule '0 0 9 ? * MON-FRI Asia/Tokyo'")

    assert ran.stderr == (
        "Next runs: 2019-06-26 09:00:00 Asia/Tokyo, 2019-06-27 09:00:00 Asia/Tokyo, "
        "2019-06-28 09:00:00 Asia/Tokyo\n"
    )
    listed = ecsops("assist invocations -o cols=InvokeId,Frequency,NextRun")
    assert listed.stdout.splitlines()[2:] == [
        f"{ran.stdout.strip()} | 0 0 9 ? * MON-FRI Asia/Tokyo | 2019-06-26T00:00:00Z"
    ]


def test_an_invocation_that_was_stopped_has_no_next_run(ecsops: Ecsops) -> None:
    invoke_id = ecsops(f"assist run {WEB} -c 'echo t' --schedule 'rate(1h)'").stdout.strip()
    ecsops(f"assist stop {invoke_id}")

    listed = ecsops("assist invocations -o cols=InvokeId,NextRun")

    assert listed.stdout.splitlines()[2:] == [f"{invoke_id} | -"]


def test_a_daily_job_does_not_run_twice_when_clocks_go_back(ecsops: Ecsops) -> None:
    ecsops("sim reset --at 2026-10-31T20:00:00Z --frozen --yes")
    ecsops("sim script add --match 'tick*' --output tick")
    line = f"assist run {WEB} -c tick --schedule '0 30 1 * * ? America/New_York'"
    invoke_id = ecsops(line).stdout.strip()
    ecsops("sim advance 40h")

    results = ecsops(f"assist results {invoke_id} --history -o cols=Repeats,StartTime")

    assert results.stdout.splitlines()[2:] == [
        "1       | 2026-11-01T05:30:00Z",
        "2       | 2026-11-02T06:30:00Z",
    ]
