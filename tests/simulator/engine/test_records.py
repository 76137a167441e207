"""What is remembered of the state file is never older than it, and nothing is written twice."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator import access_keys
from ecsops.simulator.account import Simulator
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.records import Record, dump, plain, text
from tests.support.networks import network

REGION_ID = "cn-hangzhou"

ORDER = {"ImageId": "centos_7_06_64_20G_alibase_20190218.vhd", "InstanceType": "ecs.g5.large"}


@pytest.fixture
def both(home: Path) -> Iterator[tuple[Simulator, Simulator]]:
    """Two processes' views of one state file."""
    path = str(home / "simulator.db")
    accounts = Simulator(path), Simulator(path)
    yield accounts
    for account in accounts:
        account.close()


def launch(account: Simulator) -> Document:
    """Make an instance."""
    connected = network(Client(account, REGION_ID))
    return account.call(RunInstances, {"RegionId": REGION_ID, **connected, **ORDER})


def test_a_quota_that_another_process_sets_holds_at_the_next_call(
    both: tuple[Simulator, Simulator],
) -> None:
    ours, other = both
    launch(ours)

    other.set_quota("InstancesPerRunInstances", 0)

    with pytest.raises(ApiError) as caught:
        launch(ours)
    assert caught.value.code == "InvalidParam.Amount"


@pytest.mark.parametrize("adding", [0, 1])
def test_a_fault_that_either_process_adds_strikes_the_next_call(
    both: tuple[Simulator, Simulator], adding: int
) -> None:
    ours = both[0]
    assert ours.faults() == []

    both[adding].add_fault("stock", REGION_ID, {})

    with pytest.raises(ApiError) as caught:
        launch(ours)
    assert caught.value.code == "OperationDenied.NoStock"


def test_within_one_look_at_the_file_a_transaction_alone_looks_again(
    both: tuple[Simulator, Simulator],
) -> None:
    def counters() -> tuple[int, int]:
        ours, other = (account.store.setting("counter") for account in both)
        return ours, other

    ours, other = both
    with ours.store.one_look():
        before = counters()[0]
        launch(other)
        assert before == counters()[0] < counters()[1]
        launch(ours)
        assert counters()[0] == counters()[1]
    launch(other)
    assert counters()[0] == counters()[1]


def test_a_key_is_read_once_until_either_process_changes_the_keys(
    both: tuple[Simulator, Simulator],
) -> None:
    ours = both[0]
    for account in both:
        made = account.control(access_keys.create)["AccessKeyId"]
        found = ours.store.remembered("AccessKey", made)
        assert found is ours.store.remembered("AccessKey", made)

        account.control(access_keys.delete, [made])

        assert access_keys.find(ours.store, made) is None


def test_a_row_that_is_changed_is_read_anew(account: Simulator) -> None:
    record = instance(account)
    account.store.remembered("Instance", record.id)

    def change(context: Context) -> Record | None:
        record.facts["Number"] = 1
        context.store.update("Instance", record)
        return context.store.remembered("Instance", record.id)

    for found in (account.control(change), account.store.remembered("Instance", record.id)):
        assert found is not None
        assert found.facts["Number"] == 1


def test_two_processes_never_give_the_same_id(both: tuple[Simulator, Simulator]) -> None:
    made = [launch(account)["InstanceIdSets"]["InstanceIdSet"][0] for account in both * 3]

    assert len(made) == len(set(made))


def test_a_call_that_is_refused_leaves_nothing_remembered(account: Simulator) -> None:
    def fails(context: Context) -> None:
        context.number()
        context.store.insert("Fault", Record("fault-x", REGION_ID, {"Kind": "stock"}, {}))
        raise LookupError

    before = account.store.contents()
    with pytest.raises(LookupError):
        account.control(fails)

    assert before == account.store.contents()
    assert before["setting"] == list(account.store.settings("").items())
    assert account.faults() == []


def instance(account: Simulator) -> Record:
    """Return an instance."""
    (found,) = account.store.select("Instance", REGION_ID, {"InstanceName": "LegacyWeb"})
    return found


def statements(account: Simulator, act: Callable[[Context], object]) -> list[str]:
    """Return the updates of instances in a transaction, each once: triggers repeat their cause."""
    executed: list[str] = []
    account.store._db.set_trace_callback(executed.append)
    account.control(act)
    account.store._db.set_trace_callback(None)
    return list(dict.fromkeys(each for each in executed if each.startswith('UPDATE "Instance"')))


def test_a_record_that_changes_twice_in_a_transaction_is_written_once(account: Simulator) -> None:
    record = instance(account)

    def twice(context: Context) -> None:
        for number in (1, 2):
            record.facts["Number"] = number
            context.store.update("Instance", record)
            found = context.store.get("Instance", record.id)
            assert found is not None
            assert number == found.facts["Number"]

    (written,) = statements(account, twice)

    assert written.startswith('UPDATE "Instance" SET facts =')
    assert instance(account).facts["Number"] == 2


def test_a_change_of_the_document_is_found_by_its_index(account: Simulator) -> None:
    record = instance(account)

    def renamed(context: Context) -> int:
        record.document["InstanceName"] = "Renamed"
        context.store.update("Instance", record)
        return context.store.count("Instance", REGION_ID, {"InstanceName": "Renamed"})

    assert account.control(renamed) == 1


def test_a_copy_that_is_put_back_keeps_what_was_changed_before(account: Simulator) -> None:
    record = instance(account)

    def change(context: Context) -> None:
        record.document["Description"] = "changed"
        context.store.update("Instance", record)
        again = context.store.get("Instance", record.id)
        assert again is not None
        again.facts["Number"] = 1
        context.store.update("Instance", again)

    account.control(change)

    assert instance(account).document["Description"] == "changed"
    assert instance(account).facts["Number"] == 1


def test_an_answer_is_put_together_from_texts_and_read_the_same(
    account: Simulator, client: Client
) -> None:
    written = account.answer(DescribeInstances, {"RegionId": REGION_ID})

    assert isinstance(written["Instances"]["Instance"], bytes)
    assert plain(written) == json.loads(text(written))
    assert plain(written)["Instances"] == client.call(DescribeInstances)["Instances"]


DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=8,
)


@given(DOCUMENTS, st.lists(DOCUMENTS, max_size=4))
def test_any_document_is_the_same_spliced_or_not(outer: Any, items: list[Any]) -> None:
    spliced = {"Outer": outer, "Items": {"Item": dump(items).encode()}}

    assert {"Outer": outer, "Items": {"Item": items}} == json.loads(text(spliced)) == plain(spliced)
