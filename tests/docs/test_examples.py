"""The example projects pass their own tests, as a team would run them."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

EXAMPLES = ROOT / "docs" / "examples"

ROLLOUT = EXAMPLES / "rollout"


def hatchling(*arguments: str) -> str:
    """Return the output of hatchling in the example project: pip calls it to install."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", *arguments],
        cwd=ROLLOUT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_the_example_installs_ecsops_from_its_checkout() -> None:
    extras = json.loads(hatchling("metadata", "optional-dependencies"))

    assert extras == {"test": [f"ecsops @ {ROOT.as_uri()}", "pytest>=8"]}


def test_the_wheel_of_the_example_has_the_program_only(tmp_path: Path) -> None:
    hatchling("build", "--target", "wheel", "--directory", str(tmp_path))

    [wheel] = tmp_path.glob("*.whl")
    packed = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    assert packed == ["rollout.py"]


@pytest.mark.parametrize(
    "name", sorted(path.parent.name for path in EXAMPLES.glob("*/pyproject.toml"))
)
def test_the_tests_of_an_example_pass(name: str) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    # Plugins that the example does not use take longer to load than its tests to run.
    alone = {**own, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "ecsops.pytest_plugin"],
        cwd=EXAMPLES / name,
        env=alone,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
