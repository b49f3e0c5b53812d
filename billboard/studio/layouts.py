"""How a board comes to lie on a format, and where its boxes lie there: mounted on a ground, or cut out of it."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor

from billboard.core.boxes import Size
from billboard.core.darkroom import laying
from billboard.core.darkroom.values import Motif, TextBox
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format
from billboard.core.matrix import extent
from billboard.studio.documents import Document, FormatPlan, Place

LEAST_TYPE, MOST_TYPE = 24, 1200  # art px, as a template.toml may say
LEAST_SIDE = 20  # art px of a box
Crop = tuple[int, int, int, int]  # x, y, width, height of the board, art px of its format


def home_of(document: Document) -> Format:
    """The format of the board; the 48-sheet while there is none."""
    return FORMATS[document.board.format] if document.board else FORTY_EIGHT


def formats_of(document: Document) -> list[Format]:
    """Those that the template will have: the board's own, those that were accepted, and the 48-sheet always."""
    home = home_of(document)
    accepted = {slug for slug, plan in document.formats.items() if plan.accepted}
    return [each for each in FORMATS.values() if each is home or each is FORTY_EIGHT or each.slug in accepted]


def accepting(document: Document, format_: Format) -> Document:
    """The same with a further format accepted: to be looked at."""
    if format_ in formats_of(document):
        return document
    plan = FormatPlan(accepted=True, crop=crop_for(document, format_), places=dict(plan_for(document, format_).places))
    return document.model_copy(update={"formats": {**document.formats, format_.slug: plan}})


def plan_for(document: Document, format_: Format) -> FormatPlan:
    return document.formats.get(format_.slug, FormatPlan())  # type: ignore[call-overload, no-any-return]


def crop_for(document: Document, format_: Format) -> Crop | None:
    """What of the board is seen on a further format; none where it is mounted."""
    if format_.slug in document.formats:
        return plan_for(document, format_).crop
    return laying.drafted(home_of(document), format_, motif_of(document))


def places_on(document: Document, format_: Format) -> Mapping[str, Place]:
    """Where boxes lie on a format, by name: as somebody laid them there, else as they come along with the board."""
    home = home_of(document)
    if format_ is home:
        return {box.name: within(box.place, box.rotation, format_.art) for box in document.boxes}
    boxes = [TextBox(box.name, box.place.box, box.place.size, box.place.lines, box.rotation) for box in document.boxes]
    laid = laying.laid(boxes, home, format_, crop_for(document, format_))
    by_name = {each.name: Place(box=each.box, size=each.size, lines=each.lines) for each in laid}
    by_name |= plan_for(document, format_).places
    return {box.name: within(by_name[box.name], box.rotation, format_.art) for box in document.boxes}


def motif_of(document: Document) -> Motif | None:
    return Motif(*document.focus) if document.focus else None


def focus_on(document: Document, format_: Format) -> tuple[int, int, int]:
    """The middle and the width of the motif; of all of it where nobody said what that is."""
    home = home_of(document)
    motif = motif_of(document)
    if format_ is not home:
        motif = laying.motif_on(motif, home, format_, crop_for(document, format_))
    if motif is None:
        return format_.art[0] // 2, format_.art[1] // 2, min(format_.art)
    x, y = min(max(0, motif.x), format_.art[0]), min(max(0, motif.y), format_.art[1])
    return x, y, min(max(LEAST_SIDE, motif.width), format_.art[0])


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
