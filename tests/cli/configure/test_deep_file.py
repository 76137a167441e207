"""A file of profiles that is nested deeper than anybody writes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("content", ["[" * 50_000, '{"profiles":' + "[" * 50_000, "{" * 50_000])
@pytest.mark.parametrize("line", ["configure list", "deployset list", "--debug configure list"])
def test_a_deep_file_of_profiles_is_refused(
    ecsops: Run, home: Path, content: str, line: str
) -> None:
    (home / "config.json").write_text(content)

    ran = ecsops(line)

    assert (ran.stdout, ran.exit_status) == ("", 6)
    assert f"Cannot read {home}/config.json as a profile file." in ran.stderr
