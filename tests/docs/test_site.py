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


def files(site: Path, pattern: str) -> set[str]:
    """Return the paths of the files of a site."""
    return {path.relative_to(site).as_posix() for path in site.glob(pattern) if path.is_file()}


def test_every_page_is_in_the_site_in_both_languages(site: Path) -> None:
    docs = ROOT / "docs"
    pages = {
        path.relative_to(docs).with_suffix(".html").as_posix() for path in docs.glob("**/*.md")
    }
    moved = {"index", "index.zh-CN", "pages", "CHANGELOG", "CONTRIBUTING"}

    expected = (pages - {"README.html"}) | {f"{name}.html" for name in (*moved, "404")}

    assert files(site, "**/*.html") == expected


def test_only_pages_pictures_and_the_example_are_published(site: Path) -> None:
    kinds = {Path(path).suffix for path in files(site, "**/*") if not path.startswith("assets/")}

    assert kinds == {".html", ".svg", ".py", ".toml", ".json", ".js", ".xml", ".gz"}
    assert [path for path in files(site, "**/*") if "__pycache__" in path] == []


def test_the_home_is_the_introduction(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8")
    first = (ROOT / "README.md").read_text("utf-8").partition("## ")[2].partition("\n")[0]

    assert f'<h2 id="{first.lower()}">' in home


@pytest.mark.parametrize(
    ("page", "languages"),
    [
        ("tutorial.html", ["tutorial.html", "tutorial.zh-CN.html"]),
        ("tutorial.zh-CN.html", ["tutorial.html", "tutorial.zh-CN.html"]),
        ("reference/output.html", ["output.html", "output.zh-CN.html"]),
        ("reference/commands.html", ["commands.html", "../index.zh-CN.html"]),
    ],
)
def test_the_language_switch_leads_to_the_same_page(
    site: Path, page: str, languages: list[str]
) -> None:
    switch = re.findall(r'href="([^"]*)" hreflang="(?:en|zh)"', (site / page).read_text("utf-8"))

    assert switch[-2:] == languages


def test_the_copy_button_copies_commands_without_prompts_and_output(site: Path) -> None:
    copied = re.findall(r'data-copy="([^"]*)"', (site / "index.html").read_text("utf-8"))

    assert copied[0] == (
        "ecsops deployset list -o cols=DeploymentSetId,DeploymentSetName,InstanceAmount\n"
    )
    assert [each for each in copied if "$ ecsops" in each] == []


def test_the_search_works_in_pages_read_from_files(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8")

    assert '<script src="assets/iframe-worker.js">' in home
    assert (site / "search" / "search_index.js").read_text("utf-8").startswith("var __index = {")


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    loaded = {
        address for page in site.glob("**/*.html") for address in LOADED.findall(page.read_text())
    }

    assert loaded
    assert [each for each in loaded if "//" in each] == []
