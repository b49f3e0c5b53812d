"""Colours, and how well one can be told from another."""

import pytest

from billboard.core.colour import contrast, from_hex, luminance

BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast((119, 119, 119), WHITE) == pytest.approx(4.48, abs=0.01)
    assert contrast(WHITE, WHITE) == 1


def test_green_is_lighter_than_red_and_red_than_blue() -> None:
    assert luminance((0, 255, 0)) > luminance((255, 0, 0)) > luminance((0, 0, 255))


def test_a_colour_is_read_as_it_is_written_on_the_web() -> None:
    assert from_hex("#f2c14e") == (242, 193, 78)
