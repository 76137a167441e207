"""Documents to text: the only place that makes any.

`parse` reads the words after --output, `check` refuses columns before a request is made, and
the three functions named render_ yield text in pieces that end in a newline.
"""

from ecsops.output.columns import check
from ecsops.output.layout import KINDS, Layout, Screen, Words, parse
from ecsops.output.paths import columns_of
from ecsops.output.render import render_answer, render_document, render_items
from ecsops.output.usage import OutputError

__all__ = [
    "KINDS",
    "Layout",
    "OutputError",
    "Screen",
    "Words",
    "check",
    "columns_of",
    "parse",
    "render_answer",
    "render_document",
    "render_items",
]
