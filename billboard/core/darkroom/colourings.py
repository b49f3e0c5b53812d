"""A board in one of the ready-made colourings."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageFilter

from billboard.core.darkroom.recipes import AS_IT_IS, recipe
from billboard.core.darkroom.recipes import coloured as one_coloured

STEPS = 33  # of each of red, green and blue that a recipe is asked for; between them it is straight


def coloured(board: Image.Image, name: str) -> Image.Image:
    """Raises Refused for a recipe that there is not."""
    recipe(name)
    return board if name == AS_IT_IS else board.filter(_table(name))


@lru_cache(4)
def _table(name: str) -> ImageFilter.Color3DLUT:
    levels = [round(255 * each / (STEPS - 1)) for each in range(STEPS)]
    table = [
        part / 255
        for blue in levels
        for green in levels
        for red in levels
        for part in one_coloured(name, (red, green, blue))
    ]
    return ImageFilter.Color3DLUT(STEPS, table, _copy_table=False)
