"""What instances do, minute by minute, apart from any account."""

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES
from ecsops.simulator.engine.responses import complete
from ecsops.simulator.monitoring.cpu_credits import DAY_MINUTES, Credits
from ecsops.simulator.monitoring.usage_model import Character, Effect, Usage

MINUTE = 26_000_000


def character(instance_id: str, seed: int = 1, **fields: object) -> Character:
    return Character(
        seed, complete(DescribeInstances.item, {"InstanceId": instance_id, "Cpu": 2, **fields})
    )


def usage(cpu: float, minute: int = MINUTE) -> Usage:
    return character("i-1").usage(minute)._replace(cpu=cpu)


def test_two_instances_behave_differently_and_one_always_alike() -> None:
    first, again, other = (character(each) for each in ("i-1", "i-1", "i-2"))
    asked = range(MINUTE, MINUTE + 60)

    assert [first.usage(at) for at in asked] == [again.usage(at) for at in asked]
    assert [first.usage(at) for at in asked] != [other.usage(at) for at in asked]


def test_a_minute_does_not_depend_on_which_minutes_were_asked_before() -> None:
    alone = character("i-1").usage(MINUTE + 59)
    after_others = [*map(character("i-1").usage, range(MINUTE, MINUTE + 60))][-1]

    assert alone == after_others


def test_without_a_public_address_there_is_no_public_traffic() -> None:
    private = character("i-1", InternetMaxBandwidthOut=1).usage(MINUTE)
    public = character(
        "i-1", InternetMaxBandwidthOut=1, PublicIpAddress={"IpAddress": ["47.96.0.1"]}
    ).usage(MINUTE)

    assert (private.internet_rx, private.internet_tx) == (0, 0)
    assert public.internet_rx > 0 < public.internet_tx


def test_an_effect_counts_for_the_part_of_the_minute_that_it_lasts() -> None:
    quiet = character("i-1").usage(MINUTE)
    half = Effect(MINUTE * 60 + 30, MINUTE * 60 + 600, at_least=100)

    assert abs((quiet.cpu + 100) / 2 - character("i-1").usage(MINUTE, [half]).cpu) < 0.01
    assert quiet == character("i-1").usage(MINUTE, [half._replace(begin=MINUTE * 60 + 60)])


def test_the_cpu_is_never_used_more_than_whole() -> None:
    more = Effect(MINUTE * 60, MINUTE * 60 + 60, at_least=90, more=50)

    assert character("i-1").usage(MINUTE, [more]).cpu == 100


def credits(*, unlimited: bool = False, balance: float = 10) -> Credits:
    return Credits(INSTANCE_TYPES["ecs.t5-c1m2.large"], unlimited=unlimited, balance=balance)


def test_a_burstable_instance_without_credits_gets_its_baseline() -> None:
    standard = credits(balance=10)

    used = [standard.spent(usage(100, MINUTE + number)).cpu for number in range(30)]

    assert used[0] == 100
    assert used[-1] == 15


def test_credits_are_spent_by_the_vcpu_and_minute_and_earned_by_the_baseline() -> None:
    standard = credits(balance=10)

    paid = standard.spent(usage(50))

    assert paid.credits == {
        "CPUCreditUsage": 1.0,
        "CPUCreditBalance": 9.3,
        "CPUAdvanceCreditBalance": 0.0,
        "CPUNotpaidSurplusCreditUsage": 0.0,
    }


def test_credits_are_at_most_those_of_a_day() -> None:
    standard = credits(balance=1e9)

    assert standard.spent(usage(0)).credits["CPUCreditBalance"] == 0.3 * DAY_MINUTES


def test_an_unlimited_instance_spends_in_advance_and_then_owes() -> None:
    unlimited = credits(unlimited=True, balance=0)
    spent = [unlimited.spent(usage(100, MINUTE + number)) for number in range(300)]

    assert {each.cpu for each in spent} == {100.0}
    assert spent[-1].credits["CPUAdvanceCreditBalance"] == 0
    assert spent[-1].credits["CPUNotpaidSurplusCreditUsage"] > 0
