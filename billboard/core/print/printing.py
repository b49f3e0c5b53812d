"""A poster for the printer: one page, or a hoarding in twelve, with bleed and crop marks, its type as type.

Bleed is the art's own edge, mirrored: templates draw no further than their trim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.stickers import Sticker
from billboard.core.colour import Colour
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.ink.masks import touched
from billboard.core.matrix import Matrix, scaling, translation
from billboard.core.picture.imprint import INKS, PAPER, STRIP
from billboard.core.picture.rendering import Renderer
from billboard.core.picture.sticker_drawing import sticker_box
from billboard.core.print.imposition import BLEED, MM, Area, Paper, PrintPage, impose, in_points
from billboard.core.print.marks import PageMarks
from billboard.core.print.masked_ink import ArtSpace, finest, is_masked
from billboard.core.print.operators import box, fill, matrix
from billboard.core.print.particulars import Particulars
from billboard.core.print.pdf import Document
from billboard.core.print.type import TypePainter
from billboard.core.type.layout import SetText

if TYPE_CHECKING:
    from billboard.core.type.fonts import FontBook

RESOLUTION = 300  # px an inch, for what has to be a picture


@dataclass(frozen=True, slots=True)
class Original:
    """What is to be printed: a JPEG, the texts that are set upon it, what was stuck over them, and the imprint, above
    whose strip art and texts stand higher."""

    jpeg: bytes
    size: tuple[int, int]  # in art px
    texts: Sequence[SetText] = ()
    inks: Mapping[str, Colour] = field(default_factory=dict)
    textures: Path = Path()
    stickers: Sequence[Sticker] = ()
    catalogue: StickerCatalogue | None = None
    foot: SetText | None = None

    @property
    def lift(self) -> int:
        return STRIP if self.foot else 0


def original(renderer: Renderer, design: Design, format_: Format = FORTY_EIGHT) -> Original:
    """A design with its art as it was drawn. Raises SloganProblems."""
    art = design.variant.file_in(format_)
    poster = renderer.set(design, format_)
    return Original(
        art.read_bytes(),
        format_.art,
        poster.texts,
        design.variant.inks,
        design.variant.textures,
        poster.stickers,
        renderer.sticker_catalogue,
        poster.imprint,
    )


def print_poster(book: FontBook, source: Original, paper: Paper, particulars: Particulars) -> bytes:
    """The PDF's bytes; the same poster gives the same."""
    imposition = impose(paper, source.size[0] / source.size[1])
    document = Document(
        book, title=particulars.title, subject=particulars.alt, author=particulars.author, made=particulars.made
    )
    resolution = imposition.size[0] / 25.4 * RESOLUTION / source.size[0]
    with Image.open(BytesIO(source.jpeg), formats=["JPEG"]) as opened:
        pixels = opened.width

    @cache
    def art() -> Image.Image:
        with Image.open(BytesIO(source.jpeg), formats=["JPEG"]) as opened:
            return opened.convert("RGB")

    outlines = GlyphOutlines(book)
    sizes = source.size[1], resolution
    space = ArtSpace(document, outlines, *sizes, source.inks, source.textures, art, finest(source.texts))
    painter = TypePainter(space)
    marks = PageMarks(document, imposition, particulars.lines, tuple(source.inks.values()), pixels, _sharpness(source))
    for page in imposition.pages:
        width, height = (each * MM for each in page.size)
        label = f"Sheet {page.number} of {len(imposition.pages)}" if len(imposition.pages) > 1 else ""
        document.page((width, height), in_points(page, page.trim), in_points(page, page.trim.grown(BLEED)), label)
        part = f"Sheet {page.number}: part of a poster. " if label else ""
        with document.tagged("Figure", part + particulars.alt):
            _print(painter, source, page)
        marks.draw(page)
    return document.finished()


def _sharpness(source: Original) -> str:
    if not source.texts:
        return "Printed from its picture, which has {} px an inch."
    if any(is_masked(text) for text in source.texts):
        return f"Worn ink has {RESOLUTION} px an inch, clean type any number; the art has {{}}."
    return "Type is type at any size; the art has {} px an inch."


def _print(painter: TypePainter, source: Original, page: PrintPage) -> None:
    document, (width, height) = painter.document, source.size
    scale = page.poster.width / width * MM
    left, bottom, *_ = in_points(page, page.poster)
    bleed = box(in_points(page, page.trim.grown(BLEED)))
    with document.kept(bleed, "W n", matrix(translation(left, bottom) @ scaling(scale, scale)), "cm"):
        art = document.picture("art", lambda: source.jpeg)
        seen = _seen(page, width)
        with document.kept(*([matrix(translation(0, source.lift)), "cm"] if source.lift else [])):
            _set(painter, source, art, seen.moved(source.lift))
        for each in source.stickers:
            if source.catalogue and _meet(Area(*sticker_box(source.catalogue, each, 1.0)), seen):
                painter.sticker(source.catalogue, each)
        if source.foot and seen.bottom > height - source.lift:
            document.write(fill(PAPER), box((-width, -height, 2 * width, source.lift)), "f")
            TypePainter(replace(painter.space, inks=INKS)).text(source.foot)


def _set(painter: TypePainter, source: Original, art: int, seen: Area) -> None:
    """The art, mirrored beyond its edges, and what is set on it."""
    document, (width, height) = painter.document, source.size
    for right in (-1, 0, 1):
        for down in (-1, 0, 1):
            place = Area(right * width, down * height, (right + 1) * width, (down + 1) * height)
            if _meet(place, seen):
                across, up = _mirrored(right, width), _mirrored(-down, height)
                document.place(art, Matrix(across[0], 0, 0, up[0], across[1], up[1]))
    for text in source.texts:
        if _meet(Area(*touched(text, 1.0)), seen):
            painter.text(text)


def _mirrored(step: int, length: float) -> tuple[float, float]:
    """Factor and offset of a picture `length` long, in its place or mirrored over its start or its end."""
    return (length, 0.0) if step == 0 else (-length, 2 * length if step > 0 else 0.0)


def _seen(page: PrintPage, width: float) -> Area:
    """What a page shows of the poster, bleed and all, art px."""
    scale, cut = width / page.poster.width, page.trim.grown(BLEED)
    return Area(*((each - page.poster[place % 2]) * scale for place, each in enumerate(cut)))


def _meet(one: Area, other: Area) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
