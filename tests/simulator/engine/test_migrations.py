"""State files of earlier formats."""

import gzip
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet, DescribeDeploymentSets
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine import migrations
from ecsops.simulator.engine.file_format import FORMAT, SCHEMA_DIGESTS
from ecsops.simulator.engine.schema import statements

OLD = Path(__file__).parent / "data" / "format-1.db.gz"
"""A file of format 1: the first-use account with one more set, at 2019-06-25T08:00:16Z."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "simulator.db"
    found.write_bytes(gzip.decompress(OLD.read_bytes()))
    return found


def format_of(path: Path) -> int:
    database = sqlite3.connect(path)
    found = migrations.version_of(database)
    database.close()
    return found


def set_names(account: Simulator) -> list[str]:
    found = Client(account, "cn-hangzhou").items(DescribeDeploymentSets)
    return [each["DeploymentSetName"] for each in found]


def test_a_file_of_format_1_is_used_and_a_copy_is_kept(path: Path) -> None:
    account = Simulator(str(path))
    Client(account, "cn-hangzhou").call(CreateDeploymentSet, DeploymentSetName="after")

    assert set_names(account) == ["after", "KeptFromBefore", "InternalUse", "UserGuide"]
    account.close()
    copy = path.with_name("simulator.db.format-1")
    assert [format_of(path), format_of(copy)] == [FORMAT, 1]
    assert copy.stat().st_mode & 0o777 == 0o600


def test_what_an_earlier_edition_did_not_make_is_added(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute('DROP TABLE "DiskEvent"')
    database.execute('DROP INDEX "Instance.Status"')
    database.close()

    Simulator(str(path)).close()

    database = sqlite3.connect(path)
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}
    database.close()
    assert {"DiskEvent", "DiskEvent.region", "Instance.Status"} - names == set()


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(database: sqlite3.Connection) -> None:
        database.execute('DROP TABLE "DiskEvent"')
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrations, "MIGRATIONS", {1: half})
    with pytest.raises(Exception, match="No space left"):
        Simulator(str(path))
    monkeypatch.undo()

    assert format_of(path) == 1
    database = sqlite3.connect(path)
    query = "SELECT count(*) FROM sqlite_schema WHERE name = 'DiskEvent'"
    assert database.execute(query).fetchone() == (1,)
    database.close()
    account = Simulator(str(path))
    assert "KeptFromBefore" in set_names(account)
    account.close()


def test_every_format_before_the_present_one_has_a_migration() -> None:
    assert sorted(migrations.MIGRATIONS) == list(range(1, FORMAT))


def test_tables_change_only_with_the_format() -> None:
    made = [each for each in statements() if each.startswith("CREATE")]
    digest = sha256("\n".join(made).encode()).hexdigest()[:16]

    message = "The tables changed: raise FORMAT, write a migration and add the digest."
    assert (FORMAT, digest) == (max(SCHEMA_DIGESTS), SCHEMA_DIGESTS[FORMAT]), message
