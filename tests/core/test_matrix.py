"""Maps of the plane, by which type and stickers come to lie as they do."""

import pytest
from PIL import Image

from billboard.core.matrix import IDENTITY, Matrix, extent, flip, rotation, scaling, translation


def test_what_is_rotated_goes_round_a_point_counter_clockwise_as_it_is_seen() -> None:
    at = rotation(90.0, (10.0, 10.0))
    assert at.apply(10.0, 10.0) == pytest.approx((10.0, 10.0))
    assert at.apply(15.0, 10.0) == pytest.approx((10.0, 5.0))  # from the right to above


def test_of_two_maps_the_second_named_comes_first() -> None:
    assert (translation(5.0, 0.0) @ scaling(2.0, 3.0)).apply(1.0, 1.0) == (7.0, 3.0)
    assert (scaling(2.0, 3.0) @ translation(5.0, 0.0)).apply(1.0, 1.0) == (12.0, 3.0)


@pytest.mark.parametrize("at", [rotation(33.0, (4.0, -2.0)), flip(100.0), translation(3.0, 4.0) @ scaling(0.5, -2.0)])
def test_an_inverse_brings_everything_back(at: Matrix) -> None:
    assert at.inverse() @ at == pytest.approx(IDENTITY)
    assert at.inverse().apply(*at.apply(7.0, 11.0)) == pytest.approx((7.0, 11.0))


@pytest.mark.parametrize("degrees", [-170.0, -45.0, 0.0, 12.5, 90.0])
def test_a_map_knows_how_far_it_turns(degrees: float) -> None:
    assert (rotation(degrees, (5.0, 6.0)) @ translation(1.0, 1.0)).angle == pytest.approx(degrees)


def test_a_turned_box_needs_more_room() -> None:
    assert extent(30.0, 40.0, 0.0) == (30.0, 40.0)
    assert extent(30.0, 40.0, -90.0) == pytest.approx((40.0, 30.0))
    assert extent(10.0, 10.0, 45.0) == pytest.approx((200**0.5, 200**0.5))


def test_pillow_takes_a_picture_from_where_the_rows_say() -> None:
    picture = Image.new("L", (20, 20))
    picture.paste(255, (12, 5, 14, 7))
    moved = picture.transform((20, 20), Image.Transform.AFFINE, translation(10.0, 4.0).rows)
    assert moved.getbbox() == (2, 1, 4, 3)
