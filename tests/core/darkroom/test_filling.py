"""Areas of a board are painted out from what surrounds them."""

from typing import get_args

import cv2
import numpy as np
import pytest

from billboard.core.darkroom.filling import filled
from billboard.core.darkroom.values import Area, How
from billboard.core.errors import Refused

WORDS = (150, 120, 620, 250)  # px
BOX = Area("box", ((140, 110), (630, 260)))


@pytest.fixture(scope="module")
def ground() -> np.ndarray:
    """Paper: lit from the left, grainy."""
    noise = np.random.default_rng(7).normal(0, 4, (400, 800, 1))
    light = np.linspace(215, 150, 800)[None, :, None] * np.array([1.0, 0.95, 0.8])
    return np.asarray(np.clip(light + cv2.GaussianBlur(noise, (0, 0), 1.2)[..., None] * 2, 0, 255), dtype=np.uint8)


@pytest.fixture(scope="module")
def board(ground: np.ndarray) -> np.ndarray:
    """With two lines of words on it."""
    made = ground.copy()
    for text, down in (("RIVALS", 180), ("PLEASE GO", 240)):
        cv2.putText(made, text, (160, down), cv2.FONT_HERSHEY_DUPLEX, 2.0, (20, 25, 60), 7, cv2.LINE_AA)
    return made


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """How far two pictures are apart where they are furthest, but for their grain."""
    soft = [cv2.GaussianBlur(each.astype(np.float32), (0, 0), 3) for each in (one, other)]
    return float(np.abs(soft[0] - soft[1]).max())


@pytest.mark.parametrize("how", ["mend", "gradient", "texture"])
def test_nothing_is_left_of_the_words_and_the_light_goes_on(ground: np.ndarray, board: np.ndarray, how: How) -> None:
    made = filled(board, [Area("box", BOX.points, how=how)])
    assert apart(board, ground) > 60
    assert apart(made, ground) < 9


def test_flat_is_one_colour(board: np.ndarray) -> None:
    inner = filled(board, [Area("box", BOX.points, how="flat")])[130:240, 160:610].astype(np.float32)
    assert np.abs(cv2.GaussianBlur(inner, (0, 0), 9) - inner.mean(axis=(0, 1))).max() < 5


@pytest.mark.parametrize("how", get_args(How))
def test_what_is_filled_keeps_the_grain_of_its_surroundings(ground: np.ndarray, board: np.ndarray, how: How) -> None:
    made = filled(board, [Area("box", BOX.points, how=how)])

    def grain(picture: np.ndarray) -> float:
        part = picture[150:220, 200:560].astype(np.float32)
        return float((part - cv2.GaussianBlur(part, (0, 0), 3)).std())

    assert 0.6 < grain(made) / grain(ground) < 1.5


def test_the_ground_between_words_is_left_as_it_is(board: np.ndarray) -> None:
    made = filled(board, [BOX])
    same = (made == board).all(axis=2)
    left, top, right, bottom = WORDS
    assert same[top:bottom, left:right].mean() > 0.3
    outside = np.ones(same.shape, bool)
    outside[top - 20 : bottom + 20, left - 20 : right + 20] = False
    assert same[outside].all()


def test_a_frame_that_an_area_touches_does_not_bleed_into_it(ground: np.ndarray, board: np.ndarray) -> None:
    framed, clean = board.copy(), ground.copy()
    for each in (framed, clean):
        each[262:300] = (10, 20, 90)
    for how in ("mend", "gradient"):
        made = filled(framed, [Area("box", BOX.points, how=how)])
        assert apart(made[110:250, 140:630], clean[110:250, 140:630]) < 14, how


def test_it_is_the_same_each_time_and_the_last_area_is_undone_by_leaving_it_out(board: np.ndarray) -> None:
    areas = [BOX, Area("brush", ((600, 330), (700, 350)), 20, "texture"), Area("polygon", ((9, 9), (90, 9), (9, 90)))]
    once = filled(board, areas)
    assert (filled(board, areas) == once).all()
    assert (filled(board, areas[:2]) == once)[120:].all()
    assert (filled(board, []) == board).all()


def test_a_texture_is_that_of_the_patch_that_was_picked() -> None:
    board = np.full((400, 800, 3), 128, np.uint8)
    board[:, ::8], board[:, 1::8] = 90, 90  # stripes
    board[:, 500:] = 128
    made = filled(board, [Area("box", ((560, 100), (700, 300)), how="texture", patch=(200, 200))])
    assert made[120:280, 580:680].std() > 8
    plain = filled(board, [Area("box", ((560, 100), (700, 300)), how="texture", patch=(750, 50))])
    assert plain[120:280, 580:680].std() < 3


@pytest.mark.parametrize(
    ("area", "sentence"),
    [
        (Area("box", ((-90, -90), (-10, -10))), "outside the board"),
        (Area("brush", ((5000, 20),), 30), "outside the board"),
        (Area("box", ((5, 5), (5, 5))), "outside the board"),
        (Area("box", ((0, 0), (800, 400))), "nearly the whole board"),
        (Area("polygon", ((-9999, -9999), (9999, -9999), (9999, 9999), (-9999, 9999))), "nearly the whole board"),
    ],
)
def test_areas_that_cannot_be_filled_are_refused_in_words(board: np.ndarray, area: Area, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        filled(board, [area])


def test_odd_areas_are_filled_without_a_fault(board: np.ndarray) -> None:
    odd = [
        Area("brush", ((400, 200),), 0, "mend"),
        Area("box", ((0, 0), (800, 3)), how="gradient"),
        Area("box", ((797, 0), (810, 400)), how="texture"),
        Area("polygon", ((10, 10), (700, 390)), how="flat"),
        Area("brush", tuple((x, 395) for x in range(0, 800, 2)), 40, "mend"),
        Area("box", ((20, 10), (780, 380)), how="mend"),
    ]
    for area in odd:
        made = filled(board, [area])
        assert made.shape == board.shape, area
