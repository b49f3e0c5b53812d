"""The formulas of the drive-by test at known points."""

import pytest

from billboard.core.reading.passers_by import (
    arc_minutes,
    in_view_at_the_wheel,
    in_view_on_foot,
    reading_at_the_wheel,
    reading_on_foot,
    words,
)


def test_a_letter_of_20_20_subtends_five_arc_minutes() -> None:
    assert arc_minutes(0.00887, 6.096) == pytest.approx(5, abs=0.01)  # 8.87 mm on a chart 20 feet away


def test_a_driver_needs_two_seconds_and_a_third_for_each_word() -> None:
    assert reading_at_the_wheel(6) == pytest.approx(4)
    assert reading_at_the_wheel(0) == 0


def test_a_reader_on_foot_reads_238_words_a_minute() -> None:
    assert reading_on_foot(238) == pytest.approx(60)


def test_a_hoarding_is_in_a_drivers_view_from_legible_to_ten_degrees_aside() -> None:
    # 0.3 m: legible from 108 m; 10 m aside is 10 degrees at 56.7 m; 30 mph is 13.41 m/s.
    assert in_view_at_the_wheel(0.3) == pytest.approx((108 - 56.71) / 13.411, abs=0.01)
    assert in_view_at_the_wheel(0.1) == 0
    assert in_view_at_the_wheel(2) == in_view_at_the_wheel(1)  # no further than it can be seen


def test_a_hoarding_is_in_a_walkers_view_from_ten_arc_minutes_to_close_by() -> None:
    assert in_view_on_foot(0.1) == pytest.approx((34.38 - 5) / 1.37, abs=0.05)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We will look into it", 5),
        ("Don’t panic-buy bread — yet!", 4),
        ("2031", 1),
        ("Straße, Київ\nшляпа", 3),
        ("لن ننظر في الأمر", 4),
        ("我们会考虑这个问题", 9 / 1.6),
        ("🎉 !?", 0),
    ],
)
def test_words_are_counted_as_they_are_read(text: str, count: float) -> None:
    assert words(text) == pytest.approx(count)
