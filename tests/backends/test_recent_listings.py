"""What was seen of a real account is offered by completion for a while; one is simulated here."""

import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from ecsops.backends import recent_listings
from ecsops.backends.opening import open_backend
from ecsops.backends.recent_listings import LISTED, Seeing
from ecsops.catalogue.index import find, product_of
from ecsops.client import Client
from ecsops.completion_values import values
from ecsops.config import OPENAPI, Settings
from ecsops.simulator.account import Simulator

Rows = list[tuple[str | None, ...]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of what was seen; there is none yet."""
    return tmp_path / "seen" / "work.db"


@pytest.fixture
def listed(home: Path, path: Path) -> Callable[..., None]:
    """Read listings to their ends, as one command does."""

    def read(*operations: str, region_id: str = "cn-hangzhou") -> None:
        backend = Seeing(Simulator(str(home / "simulator.db")), str(path))
        for name in operations:
            list(Client(backend, region_id).items(find("ecs", name)))
        backend.close()

    return read


def offered(path: Path, kind: str, prefix: str = "", region_id: str = "cn-hangzhou") -> Rows:
    """Return what completion offers."""
    return values(kind, prefix, region_id, str(path))


def test_what_a_listing_showed_is_offered(path: Path, listed: Callable[..., None]) -> None:
    listed("DescribeDeploymentSets", "DescribeInstances")

    assert offered(path, "deployment-set") == [
        ("ds-bp1by7cditzd02a8osk8", "InternalUse", "DataProcessingCluster"),
        ("ds-bp1zj66au6nez9psg1ty", "UserGuide", "MyFirstDS"),
    ]
    assert offered(path, "instance-name", "Data") == [
        ("DataProcessing001",),
        ("DataProcessing002",),
    ]
    assert offered(path, "instance", region_id="cn-beijing") == []
    assert offered(path, "instance", region_id="all") == offered(path, "instance") != []


def test_calls_that_list_nothing_leave_no_file(path: Path, listed: Callable[..., None]) -> None:
    listed("DescribeRegions")

    assert not path.exists()


def test_only_the_owner_reads_it_and_only_what_is_shown_is_in_it(
    path: Path, listed: Callable[..., None]
) -> None:
    listed("DescribeInstances")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert b"UserGuideForDS001" in path.read_bytes()
    assert b"SecurityGroupId" not in path.read_bytes()


def test_what_was_seen_long_ago_is_not_offered_and_then_forgotten(
    path: Path, listed: Callable[..., None]
) -> None:
    listed("DescribeDeploymentSets", "DescribeInstances")
    with sqlite3.connect(path) as database:
        database.execute(f"UPDATE seen SET at = at - {recent_listings.LIFE_S}")
    assert offered(path, "deployment-set") == []

    listed("DescribeInstances")

    assert offered(path, "deployment-set") == []
    kinds = sqlite3.connect(path).execute("SELECT DISTINCT kind FROM seen").fetchall()
    assert kinds == [("Instance",)]


def test_not_more_than_so_many_of_a_kind_are_kept(
    path: Path, listed: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent_listings, "MOST", 3)

    listed("DescribeDeploymentSets", "DescribeInstances")

    kept = sqlite3.connect(path).execute("SELECT kind, count(*) FROM seen GROUP BY 1").fetchall()
    assert kept == [("DeploymentSet", 2), ("Instance", 3)]


def test_a_command_does_not_wait_for_another_that_keeps_something(
    path: Path, listed: Callable[..., None]
) -> None:
    listed("DescribeDeploymentSets")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    listed("DescribeInstances")

    other.execute("ROLLBACK")
    assert offered(path, "instance") == []


def test_what_is_listed_again_and_again_is_remembered_once(home: Path, path: Path) -> None:
    backend = Seeing(Simulator(str(home / "simulator.db")), str(path))
    client = Client(backend, "cn-hangzhou")
    for _ in range(3):
        list(client.items(find("ecs", "DescribeDeploymentSets")))

    assert len(backend._rows) == 2
    backend.close()


def test_each_account_has_a_file_of_its_own() -> None:
    def name(profile: str, endpoint: str = "") -> str:
        settings = Settings("/h", "cn-beijing", OPENAPI, endpoint, {"name": profile})
        return settings.seen_path

    assert name("work") == "/h/seen/work%40.db"
    assert name("../a b", "http://host:1") == "/h/seen/%2e%2e%2fa%20b%40http%3a%2f%2fhost%3a1.db"


def test_every_command_on_the_real_service_remembers(tmp_path: Path) -> None:
    backend = open_backend(Settings(str(tmp_path), "cn-beijing", OPENAPI))

    assert isinstance(backend, Seeing)
    backend.close()
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(("operation", "kind_and_field"), LISTED.items())
def test_ids_are_fields_of_what_is_listed(operation: str, kind_and_field: tuple[str, str]) -> None:
    item = find(product_of(operation), operation).item

    assert isinstance(item, dict)
    assert item[kind_and_field[1]] in (str, int)
