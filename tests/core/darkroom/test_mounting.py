"""One board on the three formats, and where its text would be read well."""

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from billboard.core.darkroom.calm import calm_areas
from billboard.core.darkroom.mounting import formatted, on_ground
from billboard.core.darkroom.values import Motif
from billboard.core.errors import Refused
from billboard.core.formats import FORMATS, FORTY_EIGHT, SIX, SQUARE


def a_board(width: int = 1440, height: int = 2160) -> Image.Image:
    """Blue above, sand below, a red motif right of its middle."""
    board = Image.new("RGB", (width, height), (40, 90, 160))
    board.paste((220, 200, 150), (0, height // 2, width, height))
    board.paste((200, 30, 30), (width // 2, height // 3, width // 2 + width // 5, height // 2))
    return board


def test_every_format_is_made_as_large_as_its_art() -> None:
    made = list(formatted(a_board(), SIX, [], None, {}))
    assert [each.format for each in made] == [SIX, FORTY_EIGHT, SQUARE]
    for each in made:
        with Image.open(BytesIO(each.data)) as picture:
            assert (picture.size, picture.mode, picture.format) == (each.format.art, "RGB", "JPEG")
    assert made[1].crop is None, "the 48-sheet of another board is mounted"
    assert made[2].crop == (0, 360, 1440, 1440)


def test_a_small_board_is_enlarged_to_the_art_and_a_crop_follows_its_motif() -> None:
    made = {each.format: each for each in formatted(a_board(1200, 600), FORTY_EIGHT, [], Motif(1440, 450, 480), {})}
    crop = made[SIX].crop
    assert crop == (1040, 0, 800, 1200)
    with Image.open(BytesIO(made[SIX].data)) as picture:
        red = picture.getpixel((720, 900))
    assert isinstance(red, tuple)
    assert red[0] > 150 > 90 > red[1]
    motif = made[SIX].motif
    assert motif is not None
    assert (motif.x, motif.width) == (720, 864)


@pytest.mark.parametrize("crop", [(0, 0, 1440, 2160), (-10, 0, 1440, 1440), (0, 800, 1440, 1440), (0, 0, 200, 200)])
def test_a_crop_of_another_shape_or_outside_is_refused(crop: tuple[int, int, int, int]) -> None:
    with pytest.raises(Refused, match=r"shape of a square sheet, or lies outside"):
        list(formatted(a_board(), SIX, [], None, {"square": crop}))


def test_a_ground_goes_on_from_the_edges_of_the_board() -> None:
    pixels = np.asarray(on_ground(a_board(), SIX, FORTY_EIGHT)).astype(int)
    assert pixels.shape == (1200, 2400, 3)
    for column in (798, 1602):  # just outside of the board, above and below
        assert np.abs(pixels[300, column] - (40, 90, 160)).max() < 12
        assert np.abs(pixels[900, column] - (220, 200, 150)).max() < 12
    for rows in (slice(0, 580), slice(620, 1200)):  # beside the line where blue meets sand, which grows soft
        steps = np.abs(np.diff(pixels[rows, 780:820], axis=1))
        assert steps.max() < 25, "no edge is seen where the board ends"
    tall = np.asarray(on_ground(a_board(2400, 1200), FORTY_EIGHT, SIX))
    assert tall.shape == (2160, 1440, 3)
    assert (np.asarray(on_ground(a_board(), SIX, FORTY_EIGHT)) == pixels).all(), "the same each time"


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_calm_areas_lie_where_nothing_happens_and_say_with_which_ink(format_: object) -> None:
    chosen = next(each for each in FORMATS.values() if each is format_)
    width, height = (each // 2 for each in chosen.art)
    board = np.random.default_rng(3).integers(0, 255, (height // 8, width // 8, 3)).astype(np.uint8)
    board = np.asarray(cv2.resize(board, (width, height), interpolation=cv2.INTER_NEAREST))
    dark, light = (60, 60, width - 60, height // 3), (60, height // 2, width - 60, height - 60)
    for (left, top, right, bottom), colour in ((dark, (20, 30, 60)), (light, (240, 235, 220))):
        board[top:bottom, left:right] = colour
    areas = calm_areas(board, chosen)
    assert len(areas) >= 2
    for area in areas:
        x, y, across, down = (each / 2 for each in area.box)
        inside = [
            left - 24 <= x and top - 24 <= y and x + across <= right + 24 and y + down <= bottom + 24
            for left, top, right, bottom in (dark, light)
        ]
        assert any(inside), area
        assert area.light == inside[0]
        assert area.ink == ("#ffffff" if area.light else "#111111")
        assert area.contrast > 10
    assert {each.light for each in areas} == {True, False}


def test_where_everything_is_busy_no_area_is_suggested() -> None:
    busy = np.random.default_rng(3).integers(0, 255, (600, 1200, 3)).astype(np.uint8)
    assert calm_areas(busy, FORTY_EIGHT) == []
