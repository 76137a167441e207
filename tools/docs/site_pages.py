"""The pages of the site: their order, and what they link to outside of docs/. Hooks of mkdocs."""

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]

DOCS = "docs/"

OUTSIDE = ("CHANGELOG.md", "CONTRIBUTING.md", "README.zh-CN.md")
"""Files of the repository that are in the site too, at the same path."""

LINK = re.compile(r"(?<=\]\()(?!\w+:|#|/)([^)#\s]+)")


def on_config(config: MkDocsConfig) -> None:
    """Order the pages: what to learn from, what to do, what to look up, what to change."""
    reference = pages("reference")
    config.nav = [
        "README.md",
        {"Learn": ["tutorial.md"]},
        {"Guides": pages("guides")},
        {"Reference": [page for page in reference if not is_chinese(page)]},
        {"Change": ["architecture.md", "CONTRIBUTING.md", "CHANGELOG.md"]},
        {
            "中文": [
                {"简介": "README.zh-CN.md"},
                "tutorial.zh-CN.md",
                *filter(is_chinese, reference),
            ]
        },
    ]


def pages(directory: str) -> list[str]:
    """Return the pages of a directory of docs/."""
    return sorted(f"{directory}/{page.name}" for page in (ROOT / DOCS / directory).glob("*.md"))


def is_chinese(page: str) -> bool:
    """Tell whether a page is in Chinese."""
    return page.endswith(".zh-CN.md")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files from outside."""
    for path in OUTSIDE:
        files.append(File.generated(config, path, abs_src_path=str(ROOT / path)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return a page whose links are right in the site, where docs/ is the root."""
    here = page.file.src_uri
    in_repository = here if here in OUTSIDE else DOCS + here
    return LINK.sub(lambda link: moved(link[0], in_repository, here), markdown)


def moved(link: str, in_repository: str, here: str) -> str:
    """Return a link of a page of the repository as it is from that page of the site."""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(in_repository), link))
    return posixpath.relpath(target.removeprefix(DOCS), posixpath.dirname(here) or ".")
