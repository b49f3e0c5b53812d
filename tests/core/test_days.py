from datetime import UTC, datetime, timedelta, timezone

import pytest

from billboard.core.days import day_of, hour_of, number_of, start_of

MIDNIGHT = datetime(2026, 5, 7, tzinfo=UTC)


def test_a_day_begins_at_midnight_in_utc_whatever_the_clock_of_who_asks() -> None:
    assert day_of(MIDNIGHT) == day_of(MIDNIGHT - timedelta(microseconds=1)) + 1
    assert day_of(MIDNIGHT.astimezone(timezone(timedelta(hours=-8)))) == day_of(MIDNIGHT)
    assert number_of(MIDNIGHT.date()) == day_of(MIDNIGHT)
    assert start_of(day_of(MIDNIGHT + timedelta(hours=23, minutes=59))) == MIDNIGHT


@pytest.mark.parametrize("hours", [0, 1, 23])
def test_there_are_24_hours_in_a_day(hours: int) -> None:
    assert hour_of(MIDNIGHT + timedelta(hours=hours)) == 24 * day_of(MIDNIGHT) + hours
