"""The tests depend on nothing of the machine: not on its home, its variables or its signals."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

CONFIG = """{"current": "other", "profiles": [{"name": "other", "mode": "AK",
"access_key_id": "LTAI1", "access_key_secret": "s", "region_id": "eu-central-1"}]}"""


def test_the_tests_pass_whoever_runs_them(tmp_path: Path) -> None:
    """SIGINT is ignored, as in a background job; language, zone and account are others."""
    (tmp_path / ".aliyun").mkdir()
    (tmp_path / ".aliyun" / "config.json").write_text(CONFIG)
    hostile = {
        "HOME": str(tmp_path),
        "ALIBABA_CLOUD_REGION_ID": "ap-southeast-1",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI2",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s",
        "ALICLOUD_ACCESS_KEY": "LTAI3",
        "ECSOPS_BACKEND": "openapi",
        "LC_ALL": "zh_CN.UTF-8",
        "TZ": "Asia/Tokyo",
    }
    pytest = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    pytest += ["-p", "no:xdist", "-p", "no:unraisableexception"]
    tests = ["tests/cli/instance", "tests/openapi/test_interrupt.py", "tests/output"]

    done = subprocess.run(
        ["sh", "-c", "trap '' INT; exec \"$@\"", "sh", *pytest, *tests],
        cwd=ROOT,
        env={**os.environ, **hostile},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr
