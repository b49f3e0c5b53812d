"""How a board comes to lie on a format, and where its boxes lie there: mounted on a ground, or cut out of it."""

from __future__ import annotations

from math import ceil, floor
from typing import NamedTuple

from billboard.core.boxes import Size
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format
from billboard.core.matrix import extent
from billboard.studio.documents import Box, Document, FormatPlan, Place

LEAST_TYPE, MOST_TYPE = 24, 1200  # art px, as a template.toml may say
LEAST_SIDE = 20  # art px of a box
Area = tuple[int, int, int, int]  # x, y, width, height


class Lie(NamedTuple):
    """What lies at (x, y) of the board lies at (scale x + across, scale y + down) of the format; all art px."""

    scale: float
    across: float
    down: float


def home_of(document: Document) -> Format:
    """The format of the board; the 48-sheet while there is none."""
    return FORMATS[document.board.format] if document.board else FORTY_EIGHT


def formats_of(document: Document) -> list[Format]:
    """Those that the template will have: the board's own, those that were accepted, and the 48-sheet always."""
    home = home_of(document)
    accepted = {slug for slug, plan in document.formats.items() if plan.accepted}
    return [each for each in FORMATS.values() if each is home or each is FORTY_EIGHT or each.slug in accepted]


def plan_for(document: Document, format_: Format) -> FormatPlan:
    return document.formats.get(format_.slug, FormatPlan())  # type: ignore[call-overload, no-any-return]


def lie_on(document: Document, format_: Format) -> Lie:
    home = home_of(document)
    if format_ is home:
        return Lie(1.0, 0.0, 0.0)
    if crop := plan_for(document, format_).crop:
        scale = format_.art[0] / crop[2]
        return Lie(scale, -crop[0] * scale, -crop[1] * scale)
    scale = min(format_.art[0] / home.art[0], format_.art[1] / home.art[1])
    return Lie(scale, (format_.art[0] - home.art[0] * scale) / 2, (format_.art[1] - home.art[1] * scale) / 2)


def place_on(document: Document, box: Box, format_: Format) -> Place:
    """Where a box lies on a format: as somebody laid it there, else as it comes along with the board."""
    if format_ is home_of(document):
        return within(box.place, box.rotation, format_.art)
    laid = plan_for(document, format_).places.get(box.name)
    return within(laid or _moved(box.place, lie_on(document, format_)), box.rotation, format_.art)


def focus_on(document: Document, format_: Format) -> tuple[int, int, int] | None:
    """The middle and the width of the motif."""
    if document.focus is None:
        return None
    scale, across, down = lie_on(document, format_)
    x, y, width = document.focus
    at = (round(scale * x + across), round(scale * y + down), round(scale * width))
    return (
        min(max(0, at[0]), format_.art[0]),
        min(max(0, at[1]), format_.art[1]),
        min(max(LEAST_SIDE, at[2]), format_.art[0]),
    )


def within(place: Place, rotation: float, art: Size) -> Place:
    """The same, moved onto the art, and made smaller where it is too large for it; sizes as far as type may go."""
    x, y, width, height = place.box
    width, height = max(LEAST_SIDE, width), max(LEAST_SIDE, height)
    across, down = extent(width, height, rotation)
    if (excess := max(across / art[0], down / art[1])) > 1:
        middle = x + width / 2, y + height / 2
        # Rounded down, so that what comes of it does fit.
        width, height = max(LEAST_SIDE, int(width / excess)), max(LEAST_SIDE, int(height / excess))
        x, y = round(middle[0] - width / 2), round(middle[1] - height / 2)
        across, down = extent(width, height, rotation)
    x = _kept(x, width, across, art[0])
    y = _kept(y, height, down, art[1])
    least = min(max(LEAST_TYPE, place.size[0]), MOST_TYPE)
    most = min(max(least, place.size[1]), MOST_TYPE)
    return Place(box=(x, y, width, height), size=(least, most), lines=place.lines)


def _kept(start: int, length: int, needed: float, room: int) -> int:
    """Where a box's side starts, so that its extent once it is turned about its middle lies between 0 and the room."""
    return min(max(start, ceil((needed - length) / 2 - 0.5)), floor(room - (needed + length) / 2 + 0.5))


def _moved(place: Place, lie: Lie) -> Place:
    scale, across, down = lie
    x, y, width, height = place.box
    return Place(
        box=(round(scale * x + across), round(scale * y + down), round(scale * width), round(scale * height)),
        size=(round(scale * place.size[0]), round(scale * place.size[1])),
        lines=place.lines,
    )
