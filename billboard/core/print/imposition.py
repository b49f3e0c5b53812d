"""The papers a poster is printed on, and how it lies on them: whole, or in twelve pages to be pasted together.

Lengths are mm. Pages count downwards from their upper left corner here, as the poster does.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from billboard.core.boxes import Box
from billboard.core.errors import BadRequest

MM = 72 / 25.4  # points
BLEED = 3.0  # beyond the trim, the printing trade's usual
MARK_GAP, MARK_LENGTH = 4.0, 4.5  # crop marks begin outside the bleed
MARGIN = 12.0  # from paper's edge to trim: bleed and marks, and what most printers cannot reach
FOOT = 24.0  # below: the particulars, and what to do with the pages of a hoarding
OVERLAP = 10.0  # of two pages that are pasted together
PAGES = 12  # as a real 48-sheet is hung: six across and two down, each four double crowns large
_GRIDS = [(across, PAGES // across) for across in range(1, PAGES + 1) if PAGES % across == 0]


@dataclass(frozen=True, slots=True)
class Paper:
    slug: str
    title: str
    size: tuple[float, float]  # short and long side
    pages: int = 1


_A4, _A3, _LETTER = (210.0, 297.0), (297.0, 420.0), (215.9, 279.4)
PAPERS = MappingProxyType(
    {
        paper.slug: paper
        for paper in (
            Paper("a4", "A4", _A4),
            Paper("a3", "A3", _A3),
            Paper("letter", "US Letter", _LETTER),
            Paper("hoarding", "12 × A4, to paste up", _A4, PAGES),
            Paper("hoarding-a3", "12 × A3, to paste up", _A3, PAGES),
            Paper("hoarding-letter", "12 × US Letter, to paste up", _LETTER, PAGES),
        )
    }
)


class Area(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def grown(self, by: float) -> Area:
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved(self, down: float) -> Area:
        return Area(self.left, self.top + down, self.right, self.bottom + down)


@dataclass(frozen=True, slots=True)
class PrintPage:
    """One page: its size, where the whole poster would lie on it, and what of that it is cut to.

    `own` is what stays in sight of the page when its neighbours are pasted over its edges.
    """

    size: tuple[float, float]
    poster: Area
    trim: Area
    own: Area
    number: int = 1  # in the order of pasting: from the bottom left
    column: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Imposition:
    pages: tuple[PrintPage, ...]
    columns: int
    rows: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the poster when it hangs."""
        return self.pages[0].poster.width, self.pages[0].poster.height


def paper_of(slug: str) -> Paper:
    """Raises BadRequest."""
    try:
        return PAPERS[slug]
    except KeyError:
        raise BadRequest(f"There is no paper called “{slug[:40]}”. Print on {', '.join(PAPERS)}.") from None


def impose(paper: Paper, ratio: float) -> Imposition:
    """How a poster `ratio` times as wide as high goes on a paper, as large as it can be."""
    turned = ((*paper.size,), (*reversed(paper.size),))
    if paper.pages == 1:
        width, size = max((_fitted(each[0] - 2 * MARGIN, each[1] - MARGIN - FOOT, ratio), each) for each in turned)
        left, top = (size[0] - width) / 2, min((size[1] - width / ratio) / 2, size[1] - FOOT - width / ratio)
        poster = Area(left, top, left + width, top + width / ratio)
        return Imposition((PrintPage((size[0], size[1]), poster, poster, poster),), 1, 1)
    width, size, columns, rows = max(
        (_fitted(columns * _room(size, 0), rows * _room(size, 1), ratio), size, columns, rows)
        for columns, rows in _GRIDS
        for size in turned
    )
    cell = width / columns, width / ratio / rows
    order = [(column, row) for row in reversed(range(rows)) for column in range(columns)]
    pages = tuple(
        _tile((size[0], size[1]), cell, columns, (width, width / ratio), number, place)
        for number, place in enumerate(order, 1)
    )
    return Imposition(pages, columns, rows)


def _room(size: tuple[float, ...], side: int) -> float:
    """What a page holds of a poster beside its margins and the strip that its neighbour is pasted on."""
    return size[side] - 2 * MARGIN - OVERLAP - (FOOT - MARGIN if side else 0.0)


def _fitted(width: float, height: float, ratio: float) -> float:
    return min(width, height * ratio)


def _tile(
    size: tuple[float, float],
    cell: tuple[float, float],
    columns: int,
    whole: tuple[float, float],
    number: int,
    place: tuple[int, int],
) -> PrintPage:
    """Pages are pasted from the bottom left, so each leaves a strip at its right and at its top to be covered.

    Upper pages then lie over lower ones, as slates do, and rain runs off.
    """
    column, row = place
    right = OVERLAP if column < columns - 1 else 0.0
    top = OVERLAP if row else 0.0
    across, down = cell
    left_edge = (size[0] - across - right) / 2
    top_edge = MARGIN + (size[1] - MARGIN - FOOT - down - top) / 2
    own = Area(left_edge, top_edge + top, left_edge + across, top_edge + top + down)
    trim = Area(own.left, own.top - top, own.right + right, own.bottom)
    x, y = own.left - column * across, own.top - row * down
    return PrintPage(size, Area(x, y, x + whole[0], y + whole[1]), trim, own, number, column, row)


def in_points(page: PrintPage, area: Area) -> Box:
    """An area in points upwards from the page's lower left corner: left, bottom, right, top."""
    height = page.size[1]
    return area.left * MM, (height - area.bottom) * MM, area.right * MM, (height - area.top) * MM
