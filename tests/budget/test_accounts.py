"""What a network may take, and is charged with."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from valkey import Valkey

from billboard.budget import open_spending, shared_table, valkey_table
from billboard.budget.accounts import Account, Spending, accounts_of
from billboard.budget.shared_table import SharedTable
from billboard.budget.valkey_table import ValkeyTable
from billboard.infra.config import Settings
from billboard.visitors import hashes
from tests.servers.process import HOST, free_port

GRANTED = 20.0  # seconds in a minute
SCHOOL, NEIGHBOUR, STRANGER = "192.0.2.7", "192.0.2.8", "198.51.100.1"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(shared_table, "monotonic", clock)
    return clock


@pytest.fixture(params=["memory", "valkey"])
def spending(request: pytest.FixtureRequest) -> Iterator[Spending]:
    """Empty; its time is the true one."""
    if request.param == "memory":
        yield SharedTable()
    else:
        url = request.getfixturevalue("valkey_url")
        yield ValkeyTable(url)


_fresh = iter(range(10**9))


def accounts(address: str, seconds: float = GRANTED, key: bytes = b"today") -> list[Account]:
    return accounts_of(hashes(address, key), seconds)


def somebody() -> bytes:
    """A key of hashes under which every network is a new one."""
    return f"key {next(_fresh)}".encode()


def taken(spending: Spending, owned: Sequence[Account], pieces: int, cost: float) -> float:
    """ms that are let through of so many pieces of work asked for at once."""
    return sum(cost for _ in range(pieces) if not spending.draw(owned, cost))


def test_a_network_takes_no_more_at_once_than_its_bucket_holds(spending: Spending) -> None:
    owned = accounts(SCHOOL, key=somebody())
    through = taken(spending, owned, 1000, 10)
    assert 10_000 <= through <= 10_500  # half a minute's, and what leaks meanwhile


def test_in_any_minute_it_takes_what_is_granted(clock: Clock) -> None:
    spending, owned, through = SharedTable(), accounts(SCHOOL), 0.0
    for _ in range(60 * 10):
        through += taken(spending, owned, 30, 10)
        clock.now += 0.1
    assert GRANTED * 1000 * 0.97 < through <= GRANTED * 1000 + 10
    steady = 0.0
    for _ in range(60 * 10):
        steady += taken(spending, owned, 30, 10)
        clock.now += 0.1
    assert steady <= GRANTED * 1000 * 0.5 + 10


def test_who_has_no_room_is_told_when_there_will_be_some(clock: Clock) -> None:
    spending, owned = SharedTable(), accounts(SCHOOL)
    assert spending.draw(owned, 11_000) == 0  # nobody knows before what it will cost
    wait = spending.draw(owned, 10)
    assert wait == pytest.approx(6)
    clock.now += wait - 0.1
    assert spending.draw(owned, 10) > 0
    clock.now += 0.2
    assert spending.draw(owned, 10) == 0


def test_what_was_refused_costs_nothing(clock: Clock) -> None:
    spending, owned = SharedTable(), accounts(SCHOOL)
    spending.draw(owned, 11_000)
    first = spending.draw(owned, 10)
    assert spending.draw(owned, 10) == first


def test_what_cost_less_than_expected_is_given_back(spending: Spending) -> None:
    owned = accounts(SCHOOL, key=somebody())
    for _ in range(100):
        assert spending.draw(owned, 500) == 0
        spending.settle(owned, -500)


def test_what_cost_more_is_owed(spending: Spending) -> None:
    owned = accounts(SCHOOL, key=somebody())
    assert spending.draw(owned, 10) == 0
    spending.settle(owned, 19_990)
    assert 59 < spending.draw(owned, 10) <= 60  # until half of it has gone


def test_strangers_have_buckets_of_their_own(spending: Spending) -> None:
    key = somebody()
    spending.draw(accounts(SCHOOL, key=key), 60_000)
    assert spending.draw(accounts(STRANGER, key=key), 10) == 0


def test_neighbours_share_the_bucket_of_their_block(spending: Spending) -> None:
    key = somebody()
    assert spending.draw(accounts(SCHOOL, key=key), 15_000) == 0  # more than an address may, less than a /24
    assert spending.draw(accounts(NEIGHBOUR, key=key), 15_000) == 0
    assert spending.draw(accounts("192.0.2.9", key=key), 10) > 0


@pytest.mark.parametrize(
    ("spread", "share"),
    [("2001:db8::{:x}", 0.6), ("2001:db8:0:{:x}::1", 0.8), ("2001:db8:0:{:x}00::1", 1.0)],
    ids=["a /64", "a /56", "a /48"],
)
def test_who_has_many_networks_of_ipv6_takes_no_more_than_a_minutes(clock: Clock, spread: str, share: float) -> None:
    spending, through = SharedTable(), 0.0
    for second in range(60):
        through += sum(taken(spending, accounts(spread.format(n)), 20, 10) for n in range(1 + second % 3, 200, 3))
        clock.now += 1
    assert through <= GRANTED * 1000 * share + 10


@pytest.mark.parametrize("address", ["", "nonsense", "fe80::1%eth0"])
def test_what_is_no_address_has_an_account_too(spending: Spending, address: str) -> None:
    owned = accounts(address, key=somebody())
    assert len({account.key for account in owned}) == len(owned)
    assert spending.draw(owned, 60_000) == 0
    assert spending.draw(owned, 10) > 0


def test_a_table_full_of_strangers_charges_nobody_for_them(clock: Clock) -> None:
    spending = SharedTable()
    for number in range(3000):
        spending.draw(accounts(f"203.{number % 256}.{number // 256}.1"), 16_000)
    wrongly = sum(bool(spending.draw(accounts(f"10.{number}.0.1"), 1)) for number in range(250))
    assert wrongly == 0


def test_where_valkey_does_not_answer_servers_count_for_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(valkey_table, "monotonic", clock)
    spending = ValkeyTable(f"valkey://{HOST}:{free_port()}")
    asked: list[float] = []
    script = spending._script

    def ask(keys: list[str], args: list[float]) -> object:
        asked.append(clock.now)
        return script(keys, args)

    monkeypatch.setattr(spending, "_script", ask)
    assert spending.draw(accounts(SCHOOL), 60_000) == 0
    assert spending.draw(accounts(SCHOOL), 10) > 0
    spending.settle(accounts(SCHOOL), 10)
    assert len(asked) == 1  # nobody waits for it again within five seconds
    clock.now += 6
    spending.draw(accounts(SCHOOL), 10)
    assert len(asked) == 2


def test_replicas_share_accounts_in_valkey(valkey_url: str) -> None:
    settings, key = Settings(valkey_url=valkey_url), somebody()
    one, other = open_spending(settings), open_spending(settings)
    one.draw(accounts(SCHOOL, key=key), 60_000)
    assert other.draw(accounts(SCHOOL, key=key), 10) > 0


def test_valkey_forgets_accounts_that_have_emptied(valkey_url: str) -> None:
    table, owned = ValkeyTable(valkey_url), accounts(SCHOOL, key=somebody())
    client = Valkey.from_url(valkey_url)
    table.draw(owned, 150)
    left: list[Any] = [client.pttl(f"budget:{account.key}") for account in owned]
    assert all(0 < each <= 2000 for each in left)
