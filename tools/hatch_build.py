"""Puts the man pages into a wheel: share/man/man1, where man finds them beside bin."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPages(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the pages from the program itself, so that no copy of them need be kept."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the pages; a wheel for an editable installation has none."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from tools.docs.man_pages import pages

        self.directory_of_pages = TemporaryDirectory(prefix="ecsops-man-")
        for name, text in pages(self.metadata.version).items():
            path = Path(self.directory_of_pages.name, name)
            path.write_text(text, encoding="utf-8")
            build_data["shared_data"][str(path)] = f"share/man/man1/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what is in the wheel now."""
        if version != "editable":
            self.directory_of_pages.cleanup()
