"""Ready-made colourings: of a board and of the inks on it."""

import pytest
from PIL import Image

from billboard.core.colour import contrast, from_hex
from billboard.core.darkroom.colourings import coloured
from billboard.core.darkroom.recipes import AS_IT_IS, RECIPES, recoloured
from billboard.core.errors import Refused

CLOSE = 12  # of 255: boards are recoloured by a table, which is straight between its entries
COLOURS = ["#000000", "#ffffff", "#c4281f", "#1b3a8c", "#f2c94e", "#808080", "#0a7a3c", "#f4d9c6", "#31203f"]


@pytest.mark.parametrize("name", RECIPES)
def test_an_ink_becomes_what_the_board_of_its_colour_becomes(name: str) -> None:
    for colour in COLOURS:
        board = coloured(Image.new("RGB", (8, 8), colour), name).getpixel((4, 4))
        assert isinstance(board, tuple)
        assert max(abs(a - b) for a, b in zip(board, from_hex(recoloured(name, colour)), strict=True)) <= CLOSE


@pytest.mark.parametrize("name", RECIPES)
def test_what_could_be_read_can_be_read_still(name: str) -> None:
    for ground in COLOURS:
        for ink in COLOURS:
            before = contrast(from_hex(ink), from_hex(ground))
            after = contrast(from_hex(recoloured(name, ink, ground)), from_hex(recoloured(name, ground)))
            assert after >= min(before, 4.5) - 0.01, (ink, ground)


@pytest.mark.parametrize("name", RECIPES)
def test_what_is_lighter_stays_lighter(name: str) -> None:
    greys = [recoloured(name, f"#{level:02x}{level:02x}{level:02x}") for level in range(0, 256, 15)]
    shades = [contrast(from_hex(each), (0, 0, 0)) for each in greys]
    assert shades == sorted(shades)
    assert shades[-1] / shades[0] > 6


def test_they_differ_and_the_first_changes_nothing() -> None:
    looks = {name: tuple(recoloured(name, each) for each in COLOURS) for name in RECIPES}
    assert len(set(looks.values())) == len(RECIPES)
    assert next(iter(RECIPES)) == AS_IT_IS
    assert looks[AS_IT_IS] == tuple(COLOURS)
    assert all(recipe.name == name and recipe.title for name, recipe in RECIPES.items())


def test_an_unknown_one_is_refused() -> None:
    with pytest.raises(Refused, match="no such colouring"):
        recoloured("plaid", "#ffffff")
    with pytest.raises(Refused, match="no such colouring"):
        coloured(Image.new("RGB", (8, 8)), "plaid")
