"""The wheel: what is in it, and that the program runs from it, far from the checkout."""

import fnmatch
import os
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

DATA = (
    "ecsops/py.typed",
    "ecsops/completions/_ecsops",
    "ecsops/completions/ecsops.bash",
    "ecsops/completions/ecsops.fish",
    "ecsops/catalogue/operation_names/*.txt",
    "ecsops/cli/help/columns.json",
    "ecsops/topics/*.md",
    "ecsops/translations/*/LC_MESSAGES/ecsops.mo",
    "ecsops-*.data/data/share/man/man1/ecsops*.1",
)
"""What is in the wheel beside modules and metadata."""

PROGRAM = """
import sys
from ecsops.cli import ecsops
for line in sys.argv[1:]:
    try:
        ecsops(line.split())
    except SystemExit as end:
        assert not end.code, line
print(ecsops.__class__.__module__, sys.modules["ecsops"].__file__)
"""


@pytest.fixture(scope="module")
def project() -> dict[str, str]:
    """What pyproject.toml says of the project."""
    found: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as `make dist` does it; that needs no network."""
    directory = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(directory)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (found,) = directory.iterdir()
    return found


def test_the_wheel_holds_the_program_and_its_data_and_nothing_else(
    wheel: Path, project: dict[str, str]
) -> None:
    about = f"ecsops-{project['version']}.dist-info/"
    names = [each for each in zipfile.ZipFile(wheel).namelist() if not each.startswith(about)]
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "ecsops").rglob("*.py")}
    data = {pattern: fnmatch.filter(names, pattern) for pattern in DATA}

    assert wheel.name == f"ecsops-{project['version']}-py3-none-any.whl"
    assert [pattern for pattern, found in data.items() if not found] == []
    assert sorted(names) == sorted([*modules, *chain.from_iterable(data.values())])


def test_the_program_runs_from_the_wheel_with_all_that_it_needs(
    wheel: Path, project: dict[str, str], tmp_path: Path
) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    environment = {
        **os.environ,
        "PYTHONPATH": str(tmp_path / "installed"),
        "ECSOPS_HOME": str(tmp_path),
    }

    lines = ["--version", "completion fish", "help output", "--lang zh --help", "deployset list"]
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM, *lines],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout
    assert said.startswith(f"ecsops {project['version']}\n")
    for each in ("complete -c ecsops", "At a terminal, and in a pipe", "用法", "UserGuide"):
        assert each in said
    assert said.endswith(f"{tmp_path}/installed/ecsops/__init__.py\n")


def test_the_entry_points_are_there(wheel: Path, project: dict[str, str]) -> None:
    about = f"ecsops-{project['version']}.dist-info/entry_points.txt"
    text = zipfile.ZipFile(wheel).read(about).decode()

    console, pytest11 = text.split("\n\n")
    assert console == "[console_scripts]\necsops = ecsops.__main__:main"
    assert pytest11 == "[pytest11]\necsops = ecsops.pytest_plugin\n"


def test_the_version_is_said_once(project: dict[str, str]) -> None:
    saying = [
        str(path.relative_to(ROOT))
        for folder in ("ecsops", "completions", "docs", "translations")
        for path in (ROOT / folder).rglob("*.py")
        if f'"{project["version"]}"' in path.read_text("utf-8")
    ]

    assert saying == []
