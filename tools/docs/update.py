"""`python -m tools.docs.update [PAGE]...`: write what the pages print now, and what is generated.

Ids may change with the simulated account. Where an output has as many ids as it had, the new ones
take the places of the old ones in all of the page, so that its commands and its prose follow.
"""

import re
import sys
from pathlib import Path

from tools.docs import console, forking, generate

ID = re.compile(r"\b(?:[a-z]+-[0-9a-z]{16,}|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})\b")

TRACEBACK = "Traceback (most recent call last)"


def updated(page: str, program: Path) -> str:
    """Return the page with its outputs and its ids as they are now, by the program in there."""
    ids: dict[str, str] = {}
    while True:
        now = console.run(with_ids(page, ids), program)
        found = changed_ids(page, now)
        if found.keys() <= ids.keys():
            return now
        ids |= found


def with_ids(page: str, ids: dict[str, str]) -> str:
    """Return the page with other ids in the places of these."""
    return ID.sub(lambda found: ids.get(found[0], found[0]), page)


def changed_ids(page: str, now: str) -> dict[str, str]:
    """Return the ids in the outputs of a page and the ones that stand in their places now."""
    changed: dict[str, str] = {}
    for before, after in zip(console.parts(page), console.parts(now), strict=True):
        old, new = ID.findall(before.output), ID.findall(after.output)
        if len(old) == len(new):
            changed.update(zip(old, new, strict=True))
    return changed


def main(names: list[str]) -> None:
    """Rewrite the pages of these names, or all; tell which have changed."""
    with forking.program() as program:
        for path in map(Path, names) if names else console.pages():
            before = path.read_text("utf-8")
            after = updated(generate.refreshed(before), program)
            if TRACEBACK in after:
                sys.exit(f"{path} is left as it is: a command ends with a traceback.")
            if after != before:
                path.write_text(after, "utf-8")
                print(f"changed: {path}")


if __name__ == "__main__":
    main(sys.argv[1:])
