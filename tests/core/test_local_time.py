"""Moments on the clock of a place."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from billboard.core.errors import Refused
from billboard.core.local_time import read_moment, told_moment, typed_moment

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("", None),
        ("2027-03-01T18:00", datetime(2027, 3, 1, 17, 0, tzinfo=UTC)),
        (" 2027-07-01T18:00 ", datetime(2027, 7, 1, 16, 0, tzinfo=UTC)),
        ("2027-03-28T01:59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        ("2027-03-28T03:00", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        ("2027-10-31T02:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # the first of two
        ("2027-07-01T18:00+09:00", datetime(2027, 7, 1, 9, 0, tzinfo=UTC)),
    ],
)
def test_what_is_typed_is_read_on_the_clock_of_the_place(typed: str, moment: datetime | None) -> None:
    assert read_moment(typed, BERLIN) == moment


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2027-03-28T02:30", "no 02:30 on that day in Europe/Berlin: the clocks go forward over it.*from 03:30 on"),
        ("tomorrow", "like 2027-03-01T18:00, in Europe/Berlin"),
        ("1066-10-14T09:00", "a year from 2000 to 2999"),
        ("9999-12-31T23:59", "a year from 2000 to 2999"),
    ],
)
def test_what_is_no_time_there_is_refused_in_words(typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_moment(typed, BERLIN)


@pytest.mark.parametrize("typed", ["2027-03-28T03:00", "2027-07-01T18:00", "2027-10-31T02:30"])
def test_what_a_form_shows_is_what_was_typed(typed: str) -> None:
    assert typed_moment(read_moment(typed, BERLIN), BERLIN) == typed


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("UTC", "1 July 2027, 12:00 UTC"),
        ("Europe/London", "1 July 2027, 13:00 BST"),
        ("America/Sao_Paulo", "1 July 2027, 09:00 UTC-03"),
        ("Asia/Kathmandu", "1 July 2027, 17:45 UTC+05:45"),
    ],
)
def test_a_moment_is_told_with_the_name_of_its_clock(zone: str, told: str) -> None:
    assert told_moment(datetime(2027, 7, 1, 12, 0, tzinfo=UTC), ZoneInfo(zone)) == told
