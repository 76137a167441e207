"""`make demo`: play the tutorial in $ECSOPS_HOME, each command and what it prints as it comes."""

import os
import sys
from pathlib import Path

from ecsops import language
from tools.docs import console

PAGES = {"en": "tutorial.md", "zh": "tutorial.zh-CN.md"}

PAGE = console.ROOT / "docs" / PAGES[language.chosen([])]

HEADING, COMMAND = "1", "36"
"""How they look on a terminal: bold, and cyan."""


def main() -> None:
    """Run the commands of the page; fail when one ends otherwise than the page says."""
    pieces = list(console.parts(PAGE.read_text("utf-8")))
    home = Path(os.environ["ECSOPS_HOME"])
    home.mkdir(exist_ok=True)
    commands = [piece.command for piece in pieces if piece.command]
    outputs = console.play(commands, console.environment(home))
    heading, surprises = "", []
    for piece in pieces:
        if piece.text.startswith("#"):
            heading = piece.text
        if piece.command:
            if heading:
                show(f"\n{heading}", HEADING)
            heading = ""
            show(f"\n{piece.text}", COMMAND)
            output = next(outputs)
            print(output, end="", flush=True)
            if console.status(output) != console.status(piece.output):
                surprises.append(piece.text)
    if surprises:
        sys.exit(f"\nThese ended otherwise than {PAGE} says:\n{''.join(surprises)}")


def show(text: str, style: str) -> None:
    """Print a line, in its style on a terminal."""
    styled = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    print(f"\x1b[{style}m{text.rstrip()}\x1b[0m" if styled else text.rstrip(), flush=True)


if __name__ == "__main__":
    main()
