"""Every glyph of a print stands where it stands in the picture, in every face and whatever scripts a line mixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from math import dist, inf
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
import uharfbuzz as hb  # type: ignore[import-untyped]  # published without types
from fontTools.pens.recordingPen import RecordingPen  # type: ignore[import-untyped]  # published without types
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream

from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.print.masked_ink import ArtSpace
from billboard.core.print.pdf import Document
from billboard.core.print.type import TypePainter
from billboard.core.text import scripts
from billboard.core.type import shaping
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import Arc, SetLine, SetRun, SetText
from billboard.core.type.runs import Run
from billboard.core.type.slots import Slot
from tests.core.corpus import named_faces, runs_set_in
from tests.paths import FONTS

NEAR = 0.01  # em
SIZE = 100.0  # art px to the em
PAGE = 6000.0  # art px, wide and high
SLOT = Slot("headline", "Headline", (0, 0, 6000, 600), "", (10, 200), "ink")

Affine = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


class Drawn(NamedTuple):
    """A glyph on a page, art px upwards from its lower left corner."""

    origin: Point
    start: Point | None  # of its outline


class Shown(NamedTuple):
    """What a print shows: origins of glyphs of embedded fonts, where outlines start, and origins of what is unseen."""

    origins: list[Point]
    starts: list[Point]
    unseen: list[Point]


def laid(run: Run, stretch: float = 1.0, arc: Arc | None = None) -> SetText:
    place = SetRun(run.text, run.face, SIZE, 100.0, 300.0, run.direction, stretch)
    return SetText(SLOT, SIZE, (SetLine(run.text, (place,)),), (0, 0, PAGE, PAGE), arc=arc)


class Recorder:
    """Draws nothing and remembers what was to be drawn, as HarfBuzz's RasterDraw would be told."""

    def __init__(self) -> None:
        self.transform: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        self.drawn: list[Drawn] = []

    def draw_glyph(self, font: Any, number: int) -> None:
        start = start_of(font, number)
        self.drawn.append(Drawn(applied(self.transform, (0.0, 0.0)), start and applied(self.transform, start)))

    def render(self) -> SimpleNamespace:
        return SimpleNamespace(extents=SimpleNamespace(width=0, height=0))


@lru_cache(1_000)
def start_of(font: Any, number: int) -> Point | None:
    """Where a glyph's outline begins, in the font's own units."""
    pen = RecordingPen()
    font.draw_glyph_with_pen(number, pen)
    return pen.value[0][1][0] if pen.value else None


def applied(at: Affine, point: Point) -> Point:
    (a, b, c, d, e, f), (x, y) = at, point
    return a * x + c * y + e, b * x + d * y + f


def within(outer: Affine, inner: Affine) -> Affine:
    """What `inner` places, where all of it is placed by `outer`."""
    (a, b), (c, d), (e, f) = inner[:2], inner[2:4], applied(outer, inner[4:])
    (p, q), (r, s) = outer[:2], outer[2:4]
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e, f


def pictured(outlines: GlyphOutlines, text: SetText, monkeypatch: pytest.MonkeyPatch) -> list[Drawn]:
    recorder = Recorder()
    monkeypatch.setattr(hb, "RasterDraw", lambda: recorder)
    outlines.line(text, text.lines[0].runs, 1.0, 0.0, 0.0, 0.0)
    lift = (1.0, 0.0, 0.0, 1.0, 0.0, PAGE)  # the picture's lines count down from its top
    return [Drawn(applied(lift, each.origin), each.start and applied(lift, each.start)) for each in recorder.drawn]


def printed(book: FontBook, texts: Iterable[SetText]) -> list[Shown]:
    """What a print shows of each of some texts."""
    document = Document(book, title="", subject="", author="", made=datetime(2026, 5, 7, tzinfo=UTC))
    document.page((PAGE, PAGE), (0, 0, PAGE, PAGE), (0, 0, PAGE, PAGE))
    art = Image.new("RGB", (8, 8))
    painter = TypePainter(ArtSpace(document, GlyphOutlines(book), PAGE, 1.0, {"ink": (0, 0, 0)}, Path(), lambda: art))
    for text in texts:
        painter.text(text)
    (page,) = PdfReader(BytesIO(document.finished())).pages
    widths = {name: widths_of(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}  # type: ignore[index]
    stream = ContentStream(page["/Contents"].get_object(), page.pdf)
    return list(shown(stream.operations, widths))


def widths_of(font: Any) -> Mapping[int, float]:
    """Of each code, em (ISO 32000-1, 9.7.4.3)."""
    found, table = dict[int, float](), list(font["/DescendantFonts"][0].get_object()["/W"])
    while table:
        first, each = table.pop(0), table.pop(0)
        if isinstance(each, list):
            found |= {first + place: width / 1000 for place, width in enumerate(each)}
        else:
            found |= dict.fromkeys(range(first, each + 1), table.pop(0) / 1000)
    return found


def shown(operations: Iterable[Any], widths: Mapping[str, Mapping[int, float]]) -> Iterator[Shown]:
    """What stands between the marks of each span, as a reader of PDF finds it (ISO 32000-1, annex A)."""
    page: list[Affine] = [(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)]
    found, begins = Shown([], [], []), True
    name, size, rise, mode, line = "", 0.0, 0.0, 0, page[0]
    for operands, operator in operations:
        match operator.decode():
            case "q":
                page.append(page[-1])
            case "Q":
                page.pop()
            case "cm":
                page[-1] = within(page[-1], operands)
            case "Tf":
                name, size = operands
            case "Tr":
                (mode,) = operands
            case "Ts":
                (rise,) = operands
            case "Tm":
                line = tuple(operands)
            case "TJ":
                at = 0.0
                for each in operands[0]:
                    if isinstance(each, (int, float)):
                        at -= each / 1000 * size
                        continue
                    code = int.from_bytes(each.original_bytes)
                    of = found.unseen if mode == 3 else found.origins
                    of.append(applied(within(page[-1], line), (at, rise)))
                    at += widths[name][code] * size
                line = within(line, (1.0, 0.0, 0.0, 1.0, at, 0.0))
            case "m" if begins:
                found.starts.append(applied(page[-1], operands))
                begins = False
            case "f":
                begins = True
            case "EMC":
                yield found
                found = Shown([], [], [])


def astray(wanted: list[Drawn], found: Shown) -> float:
    """How far the worst of the picture's glyphs is from the print's nearest that no other has taken, em."""
    worst, left = 0.0, {"origin": list(found.origins), "start": list(found.starts)}
    for each in wanted:
        told = {name: point for name, point in each._asdict().items() if point}
        near = ((dist(told[name], other), name, place) for name in told for place, other in enumerate(left[name]))
        far, name, place = min(near, default=(inf, "", 0))
        if far < inf:
            left[name].pop(place)
        worst = max(worst, far / SIZE)
    return worst if wanted and not left["start"] else inf


@pytest.mark.parametrize("face", named_faces())
def test_glyphs_stand_where_the_picture_has_them(face: str, book: FontBook, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out = [laid(run) for run in runs_set_in(book, face)]
    outlines, wrong = GlyphOutlines(book), list[tuple[str, float]]()
    for text, found in zip(laid_out, printed(book, laid_out), strict=True):
        if (far := astray(pictured(outlines, text, monkeypatch), found)) > NEAR:
            wrong.append((text.lines[0].text, round(far, 3)))
    assert wrong == []


def test_so_many_runs_are_compared_in_every_face(book: FontBook) -> None:
    numbers = {face: len(runs_set_in(book, face)) for face in named_faces()}
    assert sum(numbers.values()) >= 3_333
    assert [face for face, number in numbers.items() if not number] == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("shape", [(0.8, None), (1.0, Arc(400.0, 300.0, 900.0)), (1.0, Arc(400.0, 300.0, -900.0))])
def test_squeezed_and_bent_they_do_so_too(
    direction: str, shape: tuple[float, Arc | None], book: FontBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Run("Новый AVATAR", "LibreFranklin-Bold", 0, 1.0)
    if direction == "rtl":
        run = Run("مُحَمَّدٌ لا", "NotoSansArabic-Bold", 1, 1.0)
    text = laid(run, *shape)
    (found,) = printed(book, [text])
    wanted = pictured(GlyphOutlines(book), text, monkeypatch)
    assert astray(wanted, found) < NEAR
    if text.arc and direction == "ltr":  # so that what is marked is what is seen
        assert astray(wanted, Shown(found.unseen, [], [])) < NEAR


def test_a_line_shaped_otherwise_would_be_seen(book: FontBook, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one script for all of it, as it was."""
    text = laid(Run("Новый AVATAR To Ye", "LibreFranklin-Bold", 0, 1.0))
    wanted = pictured(GlyphOutlines(book), text, monkeypatch)
    monkeypatch.setattr(shaping, "stretches", lambda text: [scripts.Stretch(0, len(text), "Cyrl")])
    (found,) = printed(FontBook(FONTS), [text])
    assert astray(wanted, found) > 0.3
