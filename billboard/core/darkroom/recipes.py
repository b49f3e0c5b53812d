"""Ready-made colourings, each a map from colour to colour, so that inks are recoloured by what recolours the board.

Worked out in OKLab (Ottosson, 2020), where lightness is what eyes call so; a recipe may move it but never turns it
round, so what was light on dark stays light on dark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import cos, radians, sin
from types import MappingProxyType

from billboard.core.colour import Colour, contrast, from_hex
from billboard.core.errors import Refused

Lab = tuple[float, float, float]  # lightness 0 to 1, and two of hue
AS_IT_IS = "as-it-is"
NO_RECIPE = "There is no such colouring. Choose one of those that are shown."
ENOUGH = 4.5  # contrast that an ink is not let fall below, where it had as much


@dataclass(frozen=True, slots=True)
class Recipe:
    name: str
    title: str
    made: Callable[[Lab], Lab]


def coloured(name: str, colour: Colour) -> Colour:
    """What a recipe makes of one colour. Raises Refused."""
    return _rgb(recipe(name).made(_lab(colour)))


def recoloured(name: str, ink: str, ground: str | None = None) -> str:
    """What becomes of an ink (#rrggbb) under a recipe; with the ground that it stands on (of the board as it is) it
    stays as easy to read as it was, or 4.5 to 1 at least. Raises Refused."""
    found = coloured(name, from_hex(ink))
    if ground:
        before, below = contrast(from_hex(ink), from_hex(ground)), coloured(name, from_hex(ground))
        found = _told_apart(found, below, min(before, ENOUGH))
    return as_hex(found)


def as_hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def recipe(name: str) -> Recipe:
    if name not in RECIPES:
        raise Refused(NO_RECIPE)
    return RECIPES[name]


def _told_apart(ink: Colour, ground: Colour, wanted: float) -> Colour:
    """The ink, moved towards white or black, whichever is further from the ground, until it is told from it."""
    end = max(((255, 255, 255), (0, 0, 0)), key=lambda each: contrast(each, ground))
    for share in range(21):
        mixed = [round(part + (goal - part) * share / 20) for part, goal in zip(ink, end, strict=True)]
        found = mixed[0], mixed[1], mixed[2]
        if contrast(found, ground) >= wanted:
            return found
    return end


def _same(lab: Lab) -> Lab:
    return lab


def _grey(lab: Lab) -> Lab:
    return min(1.0, max(0.0, (lab[0] - 0.5) * 1.06 + 0.5)), 0.0, 0.0


def _turned(degrees: float, lab: Lab) -> Lab:
    """Every hue turned; greys stay grey."""
    lightness, a, b = lab
    across, up = cos(radians(degrees)), sin(radians(degrees))
    return lightness, a * across - b * up, a * up + b * across


def _night(lab: Lab) -> Lab:
    """Street lamps on it: darker and bluer in the shadows, while the lightest goes on shining."""
    lightness, a, b = lab
    dark = lightness * (0.50 + 0.42 * lightness**2)
    shade = 1 - lightness
    return dark, a * 0.55 - 0.006 * shade, b * 0.55 - 0.055 * shade


def _old(lab: Lab) -> Lab:
    """As if it had hung for a summer."""
    lightness, a, b = lab
    return 0.20 + 0.74 * lightness, a * 0.55 + 0.006, b * 0.5 + 0.035


def _loud(lab: Lab) -> Lab:
    lightness, a, b = lab
    return min(1.0, max(0.0, 0.5 + (lightness - 0.5) * 1.15)), a * 1.5, b * 1.5


def _inks(stops: Sequence[Lab], lab: Lab) -> Lab:
    """Printed with two or three inks, from the darkest to the lightest."""
    place = min(1.0, max(0.0, lab[0])) * (len(stops) - 1)
    first = min(len(stops) - 2, int(place))
    share = place - first
    one, two = stops[first], stops[first + 1]
    a, b, c = (x + (y - x) * share for x, y in zip(one, two, strict=True))
    return a, b, c


def _lab(colour: Colour) -> Lab:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (each / 255 for each in colour)
    )
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(lab: Lab) -> tuple[float, float, float]:
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _shown(linear: tuple[float, float, float]) -> bool:
    return min(linear) >= -0.002 and max(linear) <= 1.002


def _rgb(lab: Lab) -> Colour:
    """The nearest that a screen can show: as light, and as much of the hue as there is room for."""
    lightness, a, b = lab
    linear = _linear(lab)
    if not _shown(linear):
        least, most = 0.0, 1.0
        for _ in range(8):
            part = (least + most) / 2
            least, most = (part, most) if _shown(_linear((lightness, a * part, b * part))) else (least, part)
        linear = _linear((lightness, a * least, b * least))
    clipped = (min(1.0, max(0.0, each)) for each in linear)
    red, green, blue = (
        round(255 * (each * 12.92 if each <= 0.0031308 else 1.055 * each ** (1 / 2.4) - 0.055)) for each in clipped
    )
    return red, green, blue


def _of(*stops: str) -> Callable[[Lab], Lab]:
    return partial(_inks, [_lab(from_hex(each)) for each in stops])


RECIPES = MappingProxyType(
    {
        each.name: each
        for each in (
            Recipe(AS_IT_IS, "As it is", _same),
            Recipe("black-and-white", "Black and white", _grey),
            Recipe("night", "By night", _night),
            Recipe("sun-bleached", "Sun-bleached", _old),
            Recipe("loud", "Louder", _loud),
            Recipe("hue-third", "Hues, a third on", partial(_turned, 120.0)),
            Recipe("hue-half", "Hues turned over", partial(_turned, 180.0)),
            Recipe("hue-two-thirds", "Hues, two thirds on", partial(_turned, 240.0)),
            Recipe("red-and-cream", "Red and cream", _of("#2a0508", "#c4281f", "#fbf1dc")),
            Recipe("navy-and-mint", "Navy and mint", _of("#071a33", "#2f7f86", "#e2f6e9")),
            Recipe("plum-and-gold", "Plum and gold", _of("#240a33", "#a2456b", "#ffe08a")),
            Recipe("forest-and-sand", "Forest and sand", _of("#0a2016", "#5c7f43", "#f5ead0")),
            Recipe("ink-and-newsprint", "Ink and newsprint", _of("#191713", "#efe8d6")),
        )
    }
)
