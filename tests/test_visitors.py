from datetime import timedelta

import pytest
from flask import Flask

from billboard import visitors
from billboard.visitors import Breadth, DailySteps
from tests.application import NOW, parts


def steps(app: Flask, address: str, days: int = 0) -> DailySteps:
    with parts(app).database.write() as session:
        return visitors.steps_today(session, address, NOW + timedelta(days=days))


@pytest.mark.parametrize(
    ("address", "networks"),
    [
        ("203.0.113.77", ["203.0.113.77/32", "203.0.113.0/24"]),
        ("::ffff:203.0.113.77", ["203.0.113.77/32", "203.0.113.0/24"]),
        ("2001:db8:1:2345:3:4:5:6", ["2001:db8:1:2345::/64", "2001:db8:1:2300::/56", "2001:db8:1::/48"]),
        ("fe80::1%eth0", ["fe80::/64", "fe80::/56", "fe80::/48"]),
        ("nonsense", ["unknown", "unknown"]),
    ],
)
def test_an_address_lies_in_networks_of_several_breadths(address: str, networks: list[str]) -> None:
    assert list(visitors.prefixes(address).values()) == networks


def test_all_that_one_customer_may_have_is_one_block(app: Flask) -> None:
    first = steps(app, "2001:db8:1::1")
    for number in (1, 0xFF, 0x100, 0xFFFF):
        other = steps(app, f"2001:db8:1:{number:x}::1")
        assert other.block == first.block
        assert other.hashed[Breadth.HOME] != first.hashed[Breadth.HOME]
    assert steps(app, "2001:db8:1:ff::1").hashed[Breadth.SITE] == first.hashed[Breadth.SITE]
    assert steps(app, "2001:db8:1:100::1").hashed[Breadth.SITE] != first.hashed[Breadth.SITE]
    assert steps(app, "2001:db8:2::1").block != first.block
    assert steps(app, "203.0.113.1").block == steps(app, "203.0.113.200").block


def test_steps_go_by_the_days_key(app: Flask) -> None:
    today = steps(app, "2001:db8:1::1")
    assert steps(app, "2001:db8:1::1") == today
    tomorrow = steps(app, "2001:db8:1::1", days=1)
    assert not set(today.hashed.values()) & set(tomorrow.hashed.values())


def test_a_cookie_says_when_it_was_made_and_an_older_one_counts_as_old() -> None:
    somebody = visitors.new_visitor(NOW)
    read = visitors.read_cookie(visitors.write_cookie(somebody, ("key",)), ("key",))
    assert read == somebody
    assert read.is_new(NOW + timedelta(minutes=59))
    assert not read.is_new(NOW + timedelta(hours=1))
    older = visitors.guest()  # as cookies were before they said so
    read = visitors.read_cookie(visitors.write_cookie(older, ("key",)), ("key",))
    assert read == older
    assert not read.is_new(NOW)


def test_whoever_is_dealt_a_pair_is_born_with_their_first_pick() -> None:
    guest = visitors.guest()
    first, later = visitors.born(guest, NOW), visitors.born(guest, NOW + timedelta(hours=2))
    assert first.voter == later.voter == guest.voter
    assert later.is_new(NOW + timedelta(hours=2))
    assert visitors.born(first, NOW + timedelta(hours=2)) == first
