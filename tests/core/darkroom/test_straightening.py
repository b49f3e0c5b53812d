"""Four corners become an upright board of the nearest format, or are refused in words."""

import cv2
import numpy as np
import pytest

from billboard.core.boxes import Corners, Point
from billboard.core.darkroom.guessing import guess
from billboard.core.darkroom.straightening import shape, straightened
from billboard.core.errors import Refused
from billboard.core.formats import FORMATS, FORTY_EIGHT, SIX, SQUARE

SIZE = (1600, 1200)
SEEN: Corners = (300.0, 250.0), (1300.0, 330.0), (1260.0, 850.0), (320.0, 790.0)


def street(corners: Corners = SEEN) -> np.ndarray:
    """A poster of four colours, seen so, on a wall."""
    poster = np.zeros((400, 800, 3), np.uint8)
    poster[:200, :400], poster[:200, 400:] = (200, 30, 30), (30, 160, 30)
    poster[200:, 400:], poster[200:, :400] = (30, 30, 200), (220, 200, 40)
    flat = np.array([(0, 0), (800, 0), (800, 400), (0, 400)], np.float32)
    seen = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32))
    wall = np.full((SIZE[1], SIZE[0], 3), (120, 118, 115), np.uint8)
    return np.asarray(cv2.warpPerspective(poster, seen, SIZE, dst=wall, borderMode=cv2.BORDER_TRANSPARENT))


def seen_by_a_camera(ratio: float, turned: float, lifted: float) -> Corners:
    """Corners of a board of that shape, turned and lifted by radians, four metres from a camera."""
    across, down = ratio**0.5, ratio**-0.5
    turn = np.array([[np.cos(turned), 0, np.sin(turned)], [0, 1, 0], [-np.sin(turned), 0, np.cos(turned)]])
    lift = np.array([[1, 0, 0], [0, np.cos(lifted), -np.sin(lifted)], [0, np.sin(lifted), np.cos(lifted)]])

    def place(x: float, y: float) -> Point:
        there = lift @ turn @ np.array([x * across / 2, y * down / 2, 0]) + np.array([0.1, -0.1, 4.0])
        return float(SIZE[0] / 2 + 2400 * there[0] / there[2]), float(SIZE[1] / 2 + 2400 * there[1] / there[2])

    return place(-1, -1), place(1, -1), place(1, 1), place(-1, 1)


def test_a_board_seen_aslant_is_seen_from_the_front() -> None:
    board = straightened(street(), SEEN)
    assert board.format is FORTY_EIGHT
    height, width = board.pixels.shape[:2]
    assert (width, height) == (board.across, round(board.across / 2))
    for x, y, colour in ((0.1, 0.1, (200, 30, 30)), (0.9, 0.1, (30, 160, 30)), (0.9, 0.9, (30, 30, 200))):
        assert np.abs(board.pixels[int(y * height), int(x * width)].astype(int) - colour).max() < 6
    # The middle of the board is where its colours meet, not the middle of what was seen.
    assert np.abs(board.pixels[height // 2 - 8, width // 2 - 8].astype(int) - (200, 30, 30)).max() < 6
    assert np.abs(board.pixels[height // 2 + 8, width // 2 + 8].astype(int) - (30, 30, 200)).max() < 6


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize(("turned", "lifted"), [(0.0, 0.0), (0.7, 0.25), (-0.9, 0.2), (0.15, -0.6)])
def test_the_format_is_that_of_the_board_and_not_of_what_was_seen(
    format_: object, turned: float, lifted: float
) -> None:
    wanted = next(each for each in FORMATS.values() if each is format_)
    corners = seen_by_a_camera(wanted.art[0] / wanted.art[1], turned, lifted)
    assert straightened(street(), corners).format is wanted
    assert shape(SIZE, corners) == pytest.approx(wanted.art[0] / wanted.art[1], rel=0.12)


def test_a_format_may_be_asked_for_and_a_crop_is_four_corners() -> None:
    crop: Corners = (400.0, 300.0), (800.0, 300.0), (800.0, 700.0), (400.0, 700.0)
    assert straightened(street(), crop).format is SQUARE
    board = straightened(street(), crop, SIX)
    assert (board.format, board.across) == (SIX, 400)
    assert board.pixels.shape[:2] == (600, 400)


def test_no_board_is_larger_than_its_art_and_what_it_was_made_of_is_said() -> None:
    large = np.zeros((3000, 4000, 3), np.uint8)
    board = straightened(large, ((0.0, 0.0), (4000.0, 0.0), (4000.0, 2000.0), (0.0, 2000.0)))
    assert board.pixels.shape[:2] == (1200, 2400)
    assert board.across == 4000


@pytest.mark.parametrize(
    ("corners", "sentence"),
    [
        (((1300, 330), (300, 250), (320, 790), (1260, 850)), "crossed"),
        (((300, 250), (1260, 850), (1300, 330), (320, 790)), "crossed"),
        (((300, 250), (1300, 330), (800, 305), (320, 790)), r"crossed|in a line"),
        (((300, 250), (800, 250), (1300, 250), (320, 790)), r"in a line|crossed"),
        (((300, 250), (800, 249), (1300, 255), (320, 790)), "in a line"),
        (((300, 250), (1300, 330), (1260, 850), (-300, 790)), "outside"),
        (((300, 250), (350, 250), (350, 300), (300, 300)), "close together"),
        (((500, 500), (500, 500), (500, 500), (500, 500)), "close together"),
        (((0, 0), (1600, 0), (1600, 0), (0, 0)), "close together"),
    ],
)
def test_corners_that_make_no_board_are_refused_in_words(corners: Corners, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        straightened(street(), corners)


def test_the_corners_of_a_poster_are_guessed() -> None:
    found = guess(street())
    assert found.found
    away = [abs(a - b) for one, two in zip(found.corners, SEEN, strict=True) for a, b in zip(one, two, strict=True)]
    assert max(away) < 8


def test_without_edges_the_middle_is_guessed_or_all_of_a_picture_of_a_formats_shape() -> None:
    wall = guess(np.full((1200, 1600, 3), 128, np.uint8))
    assert not wall.found
    assert straightened(street(), wall.corners).format is SQUARE
    assert guess(np.full((800, 1600, 3), 128, np.uint8)).corners == ((0, 0), (1600, 0), (1600, 800), (0, 800))
    tiny = guess(np.full((100, 120, 3), 128, np.uint8))
    assert not tiny.found
