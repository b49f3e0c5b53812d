"""A board in one of the ready-made colourings."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageFilter

from billboard.core.darkroom.recipes import AS_IT_IS, recipe
from billboard.core.darkroom.recipes import coloured as one_coloured

# Of each of red, green and blue that a recipe is asked for; between them it is straight. Fewer where a small picture is
# only to be looked at: asking is what takes time.
STEPS, FEWER = 33, 17


def coloured(board: Image.Image, name: str, steps: int = STEPS) -> Image.Image:
    """Raises Refused for a recipe that there is not."""
    recipe(name)
    return board if name == AS_IT_IS else board.filter(_table(name, steps))


@lru_cache(4)
def _table(name: str, steps: int) -> ImageFilter.Color3DLUT:
    levels = [round(255 * each / (steps - 1)) for each in range(steps)]
    table = [
        part / 255
        for blue in levels
        for green in levels
        for red in levels
        for part in one_coloured(name, (red, green, blue))
    ]
    return ImageFilter.Color3DLUT(steps, table, _copy_table=False)
