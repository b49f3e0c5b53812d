"""Boxes of text laid anew for another format: inside the art, in reading order, their type as large as it was beside
what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from billboard.core.boxes import Box, Size, meet
from billboard.core.darkroom.values import Motif, Rectangle, TextBox
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.matrix import extent

SMALLEST, LARGEST, LEAST = 24, 1200, 20  # art px: of type, and of a box's sides
MARGIN = 0.04  # of the art's short side that boxes are kept from its edge, where they are moved
TALLEST = 0.6  # of the art's height that one box may take, where it is laid anew
MOST_LINES = 40
ENOUGH = 0.5  # of the board that is still seen where it is cropped about nothing in particular


def drafted(of: Format, onto: Format, motif: Motif | None) -> Rectangle | None:
    """What of a board would be seen on another format, art px of its own; none where it is better mounted."""
    if onto is FORTY_EIGHT:
        return None
    width, height = of.art
    ratio = onto.art[0] / onto.art[1]
    across, down = (round(height * ratio), height) if ratio < width / height else (width, round(width / ratio))
    if motif is None and across * down < ENOUGH * width * height:
        return None
    if motif is not None and motif.width > across:
        return None
    x, y = (motif.x, motif.y) if motif else (width // 2, height // 2)
    return _between(x - across // 2, width - across), _between(y - down // 2, height - down), across, down


def mounted(of: Format, onto: Format) -> Rectangle:
    """Where a whole board lies on another format, in the middle of it; art px of that one."""
    scale = min(onto.art[0] / of.art[0], onto.art[1] / of.art[1])
    width, height = round(of.art[0] * scale), round(of.art[1] * scale)
    return (onto.art[0] - width) // 2, (onto.art[1] - height) // 2, width, height


def laid(boxes: Sequence[TextBox], of: Format, onto: Format, crop: Rectangle | None) -> tuple[TextBox, ...]:
    """Boxes of a board as they lie on another format, cropped so or mounted; in the same order."""
    if crop is None:
        x, y, width, _ = mounted(of, onto)
        return tuple(_moved(each, width / of.art[0], x, y, onto.art) for each in boxes)
    scale = onto.art[0] / crop[2]
    moved = [_moved(each, scale, -crop[0] * scale, -crop[1] * scale) for each in boxes]
    together = {(a.name, b.name) for a in boxes for b in boxes if meet(_around(a), _around(b))}
    return _apart([_within(each, onto.art) for each in moved], together, onto.art)


def motif_on(motif: Motif | None, of: Format, onto: Format, crop: Rectangle | None) -> Motif | None:
    """Where the motif lies then."""
    if motif is None:
        return None
    left, top, across, _ = crop or (0, 0, *of.art)
    x, y, width, _ = (0, 0, *onto.art) if crop else mounted(of, onto)
    scale = width / across
    return Motif(
        _between(round(x + (motif.x - left) * scale), onto.art[0]),
        _between(round(y + (motif.y - top) * scale), onto.art[1]),
        max(20, min(round(motif.width * scale), onto.art[0])),
    )


def _moved(box: TextBox, scale: float, x: float, y: float, art: Size | None = None) -> TextBox:
    left, top, width, height = box.box
    across, down = max(LEAST, round(width * scale)), max(LEAST, round(height * scale))
    place = round(x + left * scale), round(y + top * scale), across, down
    least = min(LARGEST, max(SMALLEST, round(box.size[0] * scale)))
    moved = replace(box, box=place, size=(least, min(LARGEST, max(least, round(box.size[1] * scale)))))
    return _inside(moved, art, 0) if art else moved


def _within(box: TextBox, art: Size) -> TextBox:
    """A box that leaves the art is made narrower, and as much taller, with as many more lines."""
    margin = round(MARGIN * min(art))
    left, top, right, bottom = _around(box)
    if left >= 0 and top >= 0 and right <= art[0] and bottom <= art[1]:
        return box
    part = min(1.0, (art[0] - 2 * margin) / (right - left))
    x, y, width, height = box.box
    narrow = max(LEAST, int(width * part))
    tall = max(LEAST, min(int(height / part), int(TALLEST * art[1])))
    lines = min(MOST_LINES, ceil(box.lines / part))
    place = round(x + (width - narrow) / 2), round(y + (height - tall) / 2), narrow, tall
    return _inside(replace(box, box=place, lines=lines), art, margin)


def _inside(box: TextBox, art: Size, margin: int) -> TextBox:
    """Moved, and made smaller where that is not enough, until it lies on the art however it is turned."""
    for _ in range(12):
        left, top, right, bottom = _around(box)
        x, y, width, height = box.box
        part = min(1.0, (art[0] - 2 * margin) / (right - left), (art[1] - 2 * margin) / (bottom - top))
        if part < 1:
            narrow, low = max(LEAST, int(width * part)), max(LEAST, int(height * part))
            box = replace(box, box=(x + (width - narrow) // 2, y + (height - low) // 2, narrow, low))
            continue
        across = ceil(max(0.0, margin - left)) - ceil(max(0.0, right - art[0] + margin))
        down = ceil(max(0.0, margin - top)) - ceil(max(0.0, bottom - art[1] + margin))
        return replace(box, box=(x + across, y + down, width, height))
    return box


def _apart(boxes: Sequence[TextBox], together: set[tuple[str, str]], art: Size) -> tuple[TextBox, ...]:
    """Those that did not meet before do not meet now: the later one in reading order goes below, or all are stacked."""
    margin = round(MARGIN * min(art))
    order = sorted(boxes, key=lambda each: (each.box[1] + each.box[3] / 2, each.box[0]))
    placed: list[TextBox] = []
    for box in order:
        for other in sorted(placed, key=lambda each: each.box[1]):
            if (box.name, other.name) not in together and meet(_around(box), _around(other)):
                below = ceil(_around(other)[3] + margin / 2 - _around(box)[1])
                box = replace(box, box=(box.box[0], box.box[1] + below, *box.box[2:]))
        placed.append(box)
    if any(_around(each)[3] > art[1] for each in placed):
        placed = _stacked(order, art, margin)
    by_name = {each.name: each for each in placed}
    return tuple(by_name[each.name] for each in boxes)


def _stacked(order: Sequence[TextBox], art: Size, margin: int) -> list[TextBox]:
    """One below the other over the whole height, each as tall as its share of it."""
    room = art[1] - 2 * margin - margin // 2 * (len(order) - 1)
    whole = sum(_around(each)[3] - _around(each)[1] for each in order)
    part = min(1.0, room / whole)
    gap = (room - whole * part) / max(1, len(order) - 1) + margin // 2 if len(order) > 1 else 0.0
    placed, down = [], float(margin)
    for box in order:
        tall = (_around(box)[3] - _around(box)[1]) * part
        x, y, width, height = box.box
        low = max(LEAST, int(height * part))
        narrow = width if box.rotation == 0 else max(LEAST, int(width * part))
        box = replace(box, box=(x + (width - narrow) // 2, y, narrow, low))
        box = replace(box, box=(box.box[0], y + round(down - _around(box)[1]), narrow, low))
        placed.append(_inside(box, art, 0))
        down += tall + gap
    return placed


def _around(box: TextBox) -> Box:
    """The upright box that holds it as it is turned about its middle."""
    x, y, width, height = box.box
    across, down = extent(width, height, box.rotation)
    return x + (width - across) / 2, y + (height - down) / 2, x + (width + across) / 2, y + (height + down) / 2


def _between(value: int, most: int) -> int:
    return max(0, min(most, value))
