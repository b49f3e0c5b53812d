"""What is done to the boxes of a draft: a new one, another like it, suggestions from where the picture is calm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from billboard.core.boxes import Size
from billboard.studio.documents import MOST_BOXES, Box, Place
from billboard.studio.layouts import MOST_TYPE, within

FIRST, SECOND = "Headline", "Small print"
HEADLINE_FACE, OTHER_FACE = "Anton-Regular", "Archivo-Bold"
LARGE, MEDIUM, LEAST = 72, 44, 30  # art px of the smallest type in boxes of so much height
LINE = 1.15  # of its size, the height that a line takes
MOST_SUGGESTED = 2


class Calm(Protocol):
    """Where the picture is calm, and the ink that is read best there."""

    @property
    def box(self) -> tuple[int, int, int, int]: ...

    @property
    def ink(self) -> str: ...


def fresh(boxes: Sequence[Box], art: Size) -> Box:
    """A box to begin with, for what those that are there leave to be said."""
    width, height = art[0] * 6 // 10, art[1] // 5
    x, y = (art[0] - width) // 2, art[1] * (1 + 2 * (len(boxes) % 4)) // 10
    return _made(boxes, (x, y, width, height), "#ffffff", art)


def added(boxes: Sequence[Box], art: Size) -> tuple[Box, ...]:
    return (*boxes, fresh(boxes, art))


def suggested(boxes: Sequence[Box], areas: Sequence[Calm], art: Size) -> tuple[Box, ...]:
    """A box in each of the calmest areas that are free, the largest type first."""
    found = list(boxes)
    for area in areas:
        free = not any(_meet(area.box, each.place.box) for each in found)
        if free and len(found) < min(MOST_BOXES, len(boxes) + MOST_SUGGESTED):
            found.append(_made(found, area.box, area.ink, art))
    return tuple(found)


def duplicated(boxes: Sequence[Box], index: int, art: Size) -> tuple[Box, ...]:
    """Another like it, a little further down."""
    box = boxes[index]
    x, y, width, height = box.place.box
    place = box.place.model_copy(update={"box": (x + art[0] // 40, y + art[1] // 20, width, height)})
    label, name = _label(boxes, box.label), _free(boxes, box.name)
    copy = box.model_copy(update={"place": within(place, box.rotation, art), "label": label, "name": name})
    return (*boxes[: index + 1], copy, *boxes[index + 1 :])


def without(boxes: Sequence[Box], index: int) -> tuple[Box, ...]:
    return (*boxes[:index], *boxes[index + 1 :])


def before(boxes: Sequence[Box], index: int) -> tuple[Box, ...]:
    """That box one place further up: forms ask for its words earlier."""
    if index == 0:
        return tuple(boxes)
    return (*boxes[: index - 1], boxes[index], boxes[index - 1], *boxes[index + 1 :])


def _made(boxes: Sequence[Box], area: tuple[int, int, int, int], ink: str, art: Size) -> Box:
    height = area[3]
    first = not boxes
    least = LARGE if height >= 2 * LARGE and first else MEDIUM if height >= 2 * MEDIUM else LEAST
    place = Place(
        box=area,
        size=(least, min(MOST_TYPE, max(least, int(height / LINE)))),
        lines=max(1, min(4, int(height / (least * LINE)))),
    )
    return Box(
        name=_free(boxes, "headline" if first else "small_print"),
        label=_label(boxes, FIRST if first else SECOND),
        place=within(place, 0.0, art),
        font=HEADLINE_FACE if first else OTHER_FACE,
        ink=ink,
        align="left",
        required=first,
    )


def _label(boxes: Sequence[Box], label: str) -> str:
    taken = {each.label for each in boxes}
    return next(each for each in _counted(label[:36]) if each not in taken)


def _counted(label: str) -> Iterator[str]:
    yield label
    yield from (f"{label} {number}" for number in range(2, 100))


def _free(boxes: Sequence[Box], name: str) -> str:
    taken = {each.name for each in boxes}
    return next(each for each in (name, *(f"{name[:25]}_{'x' * count}" for count in range(1, 15))) if each not in taken)


def _meet(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    across = one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
    return across and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]
