"""The pictures of the documentation show what the commands print today."""

import re

from tools.docs.console import ROOT
from tools.docs.screenshots import IMAGES, SCREENSHOTS, place_of, taken, texts

PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+\.svg)\)")


def test_the_pictures_show_what_the_commands_print() -> None:
    stale = [
        screenshot.name
        for screenshot, svg in taken(SCREENSHOTS)
        if texts(svg) != texts(place_of(screenshot).read_text("utf-8"))
    ]

    assert stale == [], "run `make screenshots`"


def test_every_picture_is_on_a_page_and_every_page_has_its_pictures() -> None:
    pages = [*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")]
    shown = {
        (page.parent / path).resolve()
        for page in pages
        for path in PICTURE.findall(page.read_text("utf-8"))
    }

    assert shown == {place_of(screenshot) for screenshot in SCREENSHOTS} == {*IMAGES.iterdir()}


def test_the_pictures_load_nothing() -> None:
    loading = [path.name for path in IMAGES.iterdir() if "url(http" in path.read_text("utf-8")]

    assert loading == []
