"""What stands outside the trim: crop marks, inks, particulars, and on a hoarding's pages how to hang them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from billboard.core.cached_method import cached_method
from billboard.core.colour import Colour
from billboard.core.errors import UndrawableCharacter
from billboard.core.matrix import translation
from billboard.core.print.imposition import MARK_GAP, MARK_LENGTH, MM, OVERLAP, Imposition, PrintPage, in_points
from billboard.core.print.operators import box, fill, number, outline
from billboard.core.print.pdf import Document
from billboard.core.print.spelling import spelt
from billboard.core.type.line_measure import Line, measure_line

FACE, STRONG = "SourceSans3-Regular", "Barlow-Bold"
SMALL, LARGE = 6.5, 9.0  # points
LINE = 0.25  # points: as fine as a printer holds
BLACK: Colour = (0, 0, 0)
PALE: Colour = (150, 150, 150)
SWATCH = 4.0  # mm
BELOW = MARK_GAP + MARK_LENGTH + 1.5  # mm from the trim to the particulars
WIDE, HIGH = 24.0, 14.0  # mm, the most that the little plan of a hoarding takes
INSET = 4.0  # mm that it stands clear of crop marks


@dataclass(frozen=True)
class PageMarks:
    document: Document
    imposition: Imposition
    particulars: tuple[str, ...]
    inks: tuple[Colour, ...]
    pixels: int  # across the art
    sharpness: str  # what is said of it; {} are the px of an inch

    def draw(self, page: PrintPage) -> None:
        with self.document.artifact():
            self._marks(page)
            if self.imposition.columns == 1:
                self._swatches(page)
        if self.imposition.columns == 1:
            self._below(page)
        else:
            self._foot(page)

    def _marks(self, page: PrintPage) -> None:
        left, bottom, right, top = in_points(page, page.trim)
        near, far = MARK_GAP * MM, (MARK_GAP + MARK_LENGTH) * MM
        lines = [
            line for x in (left, right) for line in ((x, bottom - near, x, bottom - far), (x, top + near, x, top + far))
        ]
        lines += [
            line for y in (bottom, top) for line in ((left - near, y, left - far, y), (right + near, y, right + far, y))
        ]
        with self.document.kept(outline(BLACK), number(LINE), "w 0 J"):
            self.document.write(*self._lines(lines), "S")
        # Where the neighbour's edge will lie: a dashed mark, over which nothing is cut.
        *_, own_right, own_top = in_points(page, page.own)
        edges = []
        if own_right < right - 1:
            edges += [
                (own_right, bottom - near, own_right, bottom - far),
                (own_right, top + near, own_right, top + far),
            ]
        if own_top < top - 1:
            edges += [(left - near, own_top, left - far, own_top), (right + near, own_top, right + far, own_top)]
        with self.document.kept(outline(BLACK), number(LINE), "w 0 J [1 1] 0 d"):
            self.document.write(*self._lines(edges), "S")

    @staticmethod
    def _lines(lines: list[tuple[float, float, float, float]]) -> Iterator[str]:
        for x, y, to_x, to_y in lines:
            yield f"{number(x)} {number(y)} m {number(to_x)} {number(to_y)} l"

    def _swatches(self, page: PrintPage) -> None:
        """The inks, side by side, by which a printer may judge the print."""
        _, bottom, right, _ = in_points(page, page.trim)
        side = SWATCH * MM
        x, y = right, bottom - BELOW * MM - side
        for ink in reversed(dict.fromkeys(self.inks)):
            x -= side
            with self.document.kept(fill(ink), outline(PALE), number(LINE), "w"):
                self.document.write(box((x, y, x + side, y + side)), "B")

    def _below(self, page: PrintPage) -> None:
        """The particulars, under a poster that is printed whole."""
        left, bottom, *_ = in_points(page, page.trim)
        sharpness = self.sharpness.format(round(self.pixels / (page.poster.width / 25.4)))
        y = bottom - BELOW * MM - SMALL
        for text in (*self.particulars, sharpness):
            self._say(text, left, y)
            y -= SMALL * 1.4

    def _foot(self, page: PrintPage) -> None:
        """Which page this is, where it goes, and what to do with it."""
        columns, rows = self.imposition.columns, self.imposition.rows
        scale = min(WIDE / columns / page.own.width, HIGH / rows / page.own.height) * MM
        cell = page.own.width * scale, page.own.height * scale
        left, trim, *_ = in_points(page, page.trim)
        left, bottom = left + INSET * MM, trim - (MARK_GAP + 0.5) * MM - rows * cell[1]
        with self.document.artifact(), self.document.kept(outline(BLACK), number(2 * LINE), "w"):
            for each in self.imposition.pages:
                x, y = left + each.column * cell[0], bottom + (rows - 1 - each.row) * cell[1]
                self.document.write(
                    fill(BLACK if each is page else (255, 255, 255)), box((x, y, x + cell[0], y + cell[1])), "B"
                )
                label, size = str(each.number), min(6.0, cell[1] * 0.6)
                self._set(
                    label,
                    x + cell[0] / 2,
                    y + cell[1] / 2 - size * 0.34,
                    size,
                    (255, 255, 255) if each is page else BLACK,
                    STRONG,
                    centred=True,
                )
        width, height = self.imposition.size
        x, y = left + columns * cell[0] + INSET * MM, bottom + rows * cell[1] - LARGE * 0.7
        place = f"{_ordinal(page.column + 1)} from the left" + (f", {_row(page.row, rows)}" if rows > 1 else "")
        self._say(f"Sheet {page.number} of {len(self.imposition.pages)}: {place}", x, y, LARGE, STRONG)
        for text in (
            "Print at actual size and cut along the solid marks. Paste in the order of the numbers, each sheet over",
            f"the {OVERLAP:g} mm that its neighbours leave beyond the dashed marks. Rain runs off; opinions may not.",
            " · ".join((f"It hangs {width / 10:.0f} × {height / 10:.0f} cm", *self.particulars[:1])),
        ):
            y -= SMALL * 1.45
            self._say(text, x, y, SMALL - 0.5)

    def _say(self, text: str, x: float, y: float, size: float = SMALL, face: str = FACE) -> None:
        if self._line(face, text) is None:  # a site's own name may be in any script
            return
        with self.document.tagged("P"), self.document.spelling(*spelt(text)):
            self._set(text, x, y, size, BLACK, face)

    @cached_method()
    def _line(self, face: str, text: str) -> Line | None:
        """The text measured, once for all pages; None where it cannot be set."""
        try:
            return measure_line(self.document.book.faces(), face, text, 0, 0.0)
        except UndrawableCharacter:
            return None

    def _set(
        self, text: str, x: float, y: float, size: float, ink: Colour, face: str = FACE, *, centred: bool = False
    ) -> None:
        if not (line := self._line(face, text)):
            return
        if centred:
            x -= (line.left + line.right) / 2 * size
        with self.document.kept(fill(ink)):
            for run, offset in line.placed:
                glyphs = self.document.shaper.shape(run.face, run.text, run.direction)
                self.document.glyphs(run.face, run.scale * size, glyphs, translation(x + offset * size, y))


def _ordinal(place: int) -> str:
    return ["first", "second", "third", "fourth", "fifth", "sixth"][place - 1] if place <= 6 else f"number {place}"


def _row(row: int, rows: int) -> str:
    if rows == 2:
        return "bottom row" if row else "top row"
    return f"row {row + 1} from the top"
