"""`ecsops sim save` and `sim restore`: the account and its instances' files as one file."""

import io
import json
import os
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet, DescribeDeploymentSets
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine.file_format import APPLICATION_ID, FORMAT

Run = Callable[..., Any]

INSTANCE = "i-bp11icv3rbg0ijc177n1"


@pytest.fixture
def saved(ecsops: Run, tmp_path: Path) -> Path:
    """An archive of the first-use account, with a few files of an instance."""
    root = Path(os.environ["ECSOPS_HOME"]) / "instances" / INSTANCE
    (root / "home/joe").mkdir(parents=True)
    (root / "home/joe/notes").write_text("kept")
    (root / "home/joe/notes").chmod(0o640)
    (root / "home/joe/link").symlink_to("/etc/passwd")
    for directory, _, names in os.walk(root.parent):
        for path in (directory, *(os.path.join(directory, name) for name in names)):
            if os.geteuid() == 0:
                os.lchown(path, 65_000, 65_000)
    target = tmp_path / "saved.tar"
    assert ecsops(f"sim save {target}").exit_status == 0
    return target


def rebuilt(path: Path, change: Callable[[list[tuple[tarfile.TarInfo, bytes]]], None]) -> Path:
    """Return another archive: the members of one, changed."""
    with tarfile.open(path) as archive:
        members = []
        for member in archive:
            content = archive.extractfile(member) if member.isreg() else None
            members.append((member, content.read() if content else b""))
    change(members)
    other = path.with_name("other.tar")
    with tarfile.open(other, "w") as archive:
        for member, content in members:
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return other


def test_a_saved_account_comes_back_whole(
    ecsops: Run, home: Path, saved: Path, dump: Callable[[], list[str]]
) -> None:
    before = dump()
    notes = home / "instances" / INSTANCE / "home/joe/notes"
    ecsops("sim reset --empty --yes")
    assert (notes.exists(), dump() == before) == (False, False)

    ran = ecsops(f"sim restore {saved} --yes -o cols=Time,Seed")

    assert ran.stdout.splitlines()[-1] == "2019-06-25T08:00:00Z | 20190625"
    assert dump() == before
    assert (notes.read_text(), notes.stat().st_mode & 0o777) == ("kept", 0o640)
    assert os.readlink(notes.with_name("link")) == "/etc/passwd"
    assert saved.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in home.iterdir() if each.name.startswith(".")] == []


def test_restoring_asks_first(ecsops: Run, saved: Path, dump: Callable[[], list[str]]) -> None:
    ecsops("sim advance 1h")
    before = dump()

    ran = ecsops(f"sim restore {saved}")

    assert (ran.exit_status, dump()) == (2, before)
    assert "confirm with --yes" in ran.stderr


def test_a_file_that_exists_is_replaced_after_a_question(ecsops: Run, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.write_text("mine")

    assert (ecsops(f"sim save {target}").exit_status, target.read_text()) == (2, "mine")
    assert ecsops(f"sim save {target} --yes").exit_status == 0
    assert tarfile.is_tarfile(target)


def replaced(name: str, /, **changes: Any) -> Callable[[list[tuple[tarfile.TarInfo, bytes]]], None]:
    """Return a change that gives the member of that name other values, or adds one."""

    def change(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        content = changes.pop("content", None)
        for number, (member, kept) in enumerate(members):
            if member.name == name:
                members[number] = (member, kept if content is None else content)
                vars_of(member, changes)
                return
        member = tarfile.TarInfo(name)
        vars_of(member, changes)
        members.append((member, content or b""))

    return change


def vars_of(member: tarfile.TarInfo, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(member, name, value)


def other_database() -> bytes:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE mine (x)")
    return database.serialize()


def foreign_table(path: Path) -> bytes:
    """Return a state file with a trigger that is not ours."""
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA application_id={APPLICATION_ID}")
    database.execute("CREATE TABLE setting (name, value)")
    database.execute("CREATE TRIGGER mine AFTER INSERT ON setting BEGIN DELETE FROM setting; END")
    database.execute(f"PRAGMA user_version={FORMAT}")
    database.close()
    return path.read_bytes()


BELOW = f"instances/{INSTANCE}"

FOREIGN = {
    "a path upwards": replaced(f"{BELOW}/../../../evil", content=b"x"),
    "an absolute path": replaced("/tmp/evil", content=b"x"),
    "a path outside instances": replaced("simulator.db.nonces", content=b"x"),
    "an instance of another name": replaced("instances/.ssh", type=tarfile.DIRTYPE),
    "an instance that is a link": replaced("instances/i-1", type=tarfile.SYMTYPE, linkname="/etc"),
    "a file through a link": replaced(f"{BELOW}/home/joe/link/x", content=b"x"),
    "a hard link": replaced(f"{BELOW}/hard", type=tarfile.LNKTYPE, linkname="/etc/passwd"),
    "a device": replaced(f"{BELOW}/null", type=tarfile.CHRTYPE, devmajor=1, devminor=3),
    "a pipe": replaced(f"{BELOW}/pipe", type=tarfile.FIFOTYPE),
    "a directory that becomes a file": replaced(f"{BELOW}/home", type=tarfile.REGTYPE),
    "a deep path": replaced(f"{BELOW}/{'d/' * 101}f", content=b"x"),
    "no description": replaced("ecsops.json", name="other.json"),
    "a broken description": replaced("ecsops.json", content=b"[" * 40_000),
    "a description without formats": replaced("ecsops.json", content=b"{}"),
    "a state that is not a database": replaced("simulator.db", content=b"x" * 4096),
    "another database": replaced("simulator.db", content=other_database()),
    "a state that is a link": replaced(
        "simulator.db", content=b"", type=tarfile.SYMTYPE, linkname="/etc/passwd"
    ),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_archive_is_refused_and_nothing_changes(
    ecsops: Run, home: Path, saved: Path, dump: Callable[[], list[str]], name: str
) -> None:
    before = dump()
    notes = home / "instances" / INSTANCE / "home/joe/notes"
    other = rebuilt(saved, FOREIGN[name])

    ran = ecsops(f"sim restore {other} --yes")

    assert (ran.stdout, ran.exit_status) == ("", 6)
    assert ran.stderr.startswith(f"Error: {other} ")
    assert (dump(), notes.read_text()) == (before, "kept")
    assert [each.name for each in home.iterdir() if each.name.startswith(".")] == []
    assert not (home.parent / "evil").exists()


def test_a_state_with_a_trigger_of_others_is_refused(
    ecsops: Run, saved: Path, tmp_path: Path
) -> None:
    content = foreign_table(tmp_path / "foreign.db")
    other = rebuilt(saved, replaced("simulator.db", content=content))

    ran = ecsops(f"sim restore {other} --yes")

    assert ran.stderr == (
        f"Error: {other} is not a file that `ecsops sim save` made, or it is damaged.\n"
    )


@pytest.mark.parametrize("formats", [(2, FORMAT), (1, FORMAT + 1)])
def test_an_archive_of_a_newer_edition_is_refused(
    ecsops: Run, saved: Path, formats: tuple[int, int]
) -> None:
    content = json.dumps({"Format": formats[0], "StateFormat": formats[1]}).encode()
    other = rebuilt(saved, replaced("ecsops.json", content=content))

    ran = ecsops(f"sim restore {other} --yes")

    assert ran.stderr == f"Error: {other} was saved by a newer ecsops.\nHint: Upgrade ecsops.\n"


def test_every_archive_that_is_cut_short_is_refused(
    ecsops: Run, saved: Path, dump: Callable[[], list[str]]
) -> None:
    before, whole = dump(), saved.read_bytes()
    short = saved.with_name("short.tar")
    for size in (0, 1, 511, 512, 1024, 1536, len(whole) // 2):
        short.write_bytes(whole[:size])
        assert ecsops(f"sim restore {short} --yes").exit_status == 6
        assert dump() == before


def test_a_live_account_is_saved_between_two_calls(home: Path, tmp_path: Path) -> None:
    path = str(home / "simulator.db")
    account, writer = Simulator(path), Simulator(path)
    account.set_quota("DeploymentSetsPerRegion", 1000)
    made: list[str] = []
    over = threading.Event()

    def write() -> None:
        client = Client(writer, "cn-hangzhou")
        while not over.is_set() and len(made) < 500:
            client.call(CreateDeploymentSet, DeploymentSetName=f"set-{len(made)}")
            made.append(f"set-{len(made)}")

    thread = threading.Thread(target=write)
    thread.start()
    least_most = []
    for number in range(3):
        least = len(made)
        account.save(str(tmp_path / f"{number}.tar"))
        least_most.append((least, len(made) + 1))
    over.set()
    thread.join()
    writer.close()

    for number, (least, most) in enumerate(least_most):
        account.restore(str(tmp_path / f"{number}.tar"))
        found = list(Client(account, "cn-hangzhou").items(DescribeDeploymentSets))
        names = {each["DeploymentSetName"] for each in found} - {"InternalUse", "UserGuide"}
        assert least <= len(names) <= most
        assert names == set(made[: len(names)])
    account.close()


def test_a_place_that_cannot_be_written_is_reported(ecsops: Run) -> None:
    ran = ecsops("sim save /proc/none/saved.tar")

    assert ran.stderr == (
        "Error: The account cannot be saved to /proc/none/saved.tar: No such file or directory.\n"
    )
    assert ran.exit_status == 6
