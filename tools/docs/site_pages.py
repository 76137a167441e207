"""The pages of the site: their order, languages and links. Hooks of mkdocs."""

import posixpath
import re
import sys
from html import escape, unescape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]

# mkdocs loads this file by its path, without the directory of the project.
sys.path.insert(0, str(ROOT))

from tools.docs import console  # noqa: E402

DOCS = "docs/"

CHINESE = ".zh-CN.md"
"""The end of the name of a page in Chinese."""

HOME, HOME_IN_CHINESE = "index.md", "index.zh-CN.md"

MOVED = {
    "README.md": HOME,
    "README.zh-CN.md": HOME_IN_CHINESE,
    "docs/README.md": "pages.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
}
"""Files of the repository that have another place in the site than below docs/."""

PUBLISHED = re.compile(r".*\.md|images/.*\.svg|examples/[^/]+/[^/]+\.(py|toml)")
"""Pages, pictures, and the example project that the pages link to."""

SCRIPT = "iframe-worker.js"
"""The script that lets the search work in pages that are read from files."""

CONSOLE = re.compile(r'<div class="language-console highlight">(.*?)</div>', re.DOTALL)
"""A console block, as HTML."""

TAG = re.compile(r"<[^>]+>")

LINK = re.compile(r"(?<=\]\()(?!\w+:|#|/)([^)#\s]+)")


def on_config(config: MkDocsConfig) -> None:
    """Order the pages: the introduction, guides, reference, contributing, and those in Chinese."""
    config.nav = [
        {"Introduction": HOME},
        "tutorial.md",
        {"Guides": pages("guides")},
        {"Reference": ["pages.md", *pages("reference")]},
        {"Contributing": ["architecture.md", "CONTRIBUTING.md", "CHANGELOG.md"]},
        {
            "中文": [
                {"简介": HOME_IN_CHINESE},
                "tutorial.zh-CN.md",
                {"操作指南": pages("guides", chinese=True)},
                {"参考": pages("reference", chinese=True)},
            ]
        },
    ]


def pages(directory: str, *, chinese: bool = False) -> list[str]:
    """Return the pages of a directory of docs/ in one language."""
    names = (page.name for page in (ROOT / DOCS / directory).glob("*.md"))
    return sorted(f"{directory}/{name}" for name in names if is_chinese(name) == chinese)


def is_chinese(page: str) -> bool:
    """Return whether a page is in Chinese."""
    return page.endswith(CHINESE)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish the pages with their pictures and example, and files from outside of docs/."""
    for each in list(files):
        if each.src_dir == config.docs_dir and not is_published(each.src_uri):
            files.remove(each)
    for path, page in MOVED.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / path)))
    script = Path(__file__).with_name(SCRIPT)
    files.append(File.generated(config, f"assets/{SCRIPT}", abs_src_path=str(script)))
    return files


def is_published(path: str) -> bool:
    """Return whether a file of docs/ is in the site at the same place."""
    return path != "README.md" and bool(PUBLISHED.fullmatch(path))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return a page whose copy buttons copy the commands of console blocks, without output."""
    return CONSOLE.sub(lambda block: with_commands(block[0], block[1]), html)


def with_commands(block: str, content: str) -> str:
    """Return a console block with the attribute that the theme's copy button reads."""
    text = unescape(TAG.sub("", content))
    commands = "".join(each.command for each in console.parts(f"```console\n{text}```\n"))
    return block.replace("<div ", f'<div data-copy="{escape(commands)}" ', 1)


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Link the language switch to the same page in the other language, or to its home."""
    here = page.file.src_uri
    stem = here.removesuffix(CHINESE).removesuffix(".md")
    known = {each.file.src_uri for each in nav.pages}
    config.extra["alternate"] = [
        {"name": name, "lang": lang, "link": file if file in known else home}
        for name, lang, file, home in (
            ("English", "en", f"{stem}.md", HOME),
            ("中文", "zh", f"{stem}{CHINESE}", HOME_IN_CHINESE),
        )
    ]
    for each in config.extra["alternate"]:
        each["link"] = each["link"].removesuffix(".md") + ".html"
    return context


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return a page whose links are right in the site."""
    here = page.file.src_uri
    places = {place: path for path, place in MOVED.items()}
    in_repository = places.get(here, DOCS + here)
    return LINK.sub(lambda link: moved(link[0], in_repository, here), markdown)


def moved(link: str, in_repository: str, here: str) -> str:
    """Return a link of a page of the repository as it is from that page of the site."""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(in_repository), link))
    place = MOVED.get(target, target.removeprefix(DOCS))
    return posixpath.relpath(place, posixpath.dirname(here) or ".")
