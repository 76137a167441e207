"""The documentation builds as a site in which every link leads somewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.docs.console import ROOT

LOADED = re.compile(
    r"""<(?:script|img|iframe|link rel="?stylesheet)[^>]*?(?:src|href)=["']?(\S+)"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site; that it can be built means that all pages are listed and no link is dead."""
    site = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return site


def test_every_page_is_in_the_site_in_both_languages(site: Path) -> None:
    pages = [*(ROOT / "docs").glob("**/*.md"), ROOT / "CONTRIBUTING.md", ROOT / "README.zh-CN.md"]
    expected = {
        page.relative_to(ROOT / "docs" if page.is_relative_to(ROOT / "docs") else ROOT)
        .with_suffix(".html")
        .as_posix()
        for page in pages
    }

    built = {page.relative_to(site).as_posix() for page in site.glob("**/*.html")}

    assert {"index.html", *expected} - {"README.html"} - built == set()


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    loaded = {
        address for page in site.glob("**/*.html") for address in LOADED.findall(page.read_text())
    }

    assert loaded
    assert [each for each in loaded if "//" in each] == []
