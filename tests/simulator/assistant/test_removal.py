"""Files of released instances go, whatever scripts made of them, and never stop other scripts."""

import os
from pathlib import Path

from ecsops.simulator.assistant.execution.removal import remove_leftovers, remove_tree

DEPTH = 3000
"""More directories in each other than a path may name, and than Python may recurse."""


def nest(top: Path, depth: int) -> None:
    """Make directories in each other, deeper than a path can say."""
    top.mkdir()
    fd = os.open(top, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("deeper", dir_fd=fd)
        inner = os.open("deeper", os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = inner
    os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=fd))
    os.close(fd)


def test_a_tree_deeper_than_any_path_is_removed(tmp_path: Path) -> None:
    nest(tmp_path / "i-1", DEPTH)

    assert remove_tree(str(tmp_path / "i-1")) == []
    assert os.listdir(tmp_path) == []


def test_closed_directories_and_odd_files_are_removed_and_links_are_not_followed(
    tmp_path: Path,
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    tree = tmp_path / "i-1"
    (tree / "closed" / "inner").mkdir(parents=True)
    (tree / "closed" / "inner" / "file").touch()
    os.mkfifo(tree / "pipe")
    (tree / "link").symlink_to(outside)
    (tree / "closed" / "link").symlink_to(outside / "kept")
    os.chmod(tree / "closed" / "inner", 0)
    os.chmod(tree / "closed", 0)

    assert remove_tree(str(tree)) == []
    assert os.listdir(tmp_path) == ["outside"]
    assert os.listdir(outside) == ["kept"]


def test_what_cannot_be_removed_is_told_and_never_raised(tmp_path: Path) -> None:
    assert remove_tree(str(tmp_path / "none")) == ["none: No such file or directory"]
    assert remove_tree("/no/such/place") == ["/no/such/place: No such file or directory"]


def test_what_a_killed_removal_left_is_removed_by_the_next(tmp_path: Path) -> None:
    nest(tmp_path / "removed-1-0", 5)
    (tmp_path / "i-1").mkdir()

    assert remove_leftovers(str(tmp_path)) == []
    assert os.listdir(tmp_path) == ["i-1"]


def test_a_name_that_is_taken_is_not_overwritten(tmp_path: Path) -> None:
    taken = tmp_path / f"removed-{os.getpid()}-0"
    nest(taken, 2)
    nest(tmp_path / "i-1", 2)

    assert remove_tree(str(tmp_path / "i-1")) == []
    assert os.listdir(tmp_path) == [taken.name]
