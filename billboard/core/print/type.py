"""Set type on a PDF page: the same runs at the same places as the picture's.

Ink is text in embedded fonts. What lies behind it (bars, shadows, strokes) is drawn as paths, so that a text is there
only once to be found and read. Letters on an arc are paths too, each turned as in the picture; ink that is torn or
blurred or lies in paper's own grain is a mask at the printer's resolution. Over both lies the text, unseen.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import regex
from PIL import Image

from billboard.core.boxes import Box, Point
from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.stickers import Sticker
from billboard.core.colour import Colour
from billboard.core.ink import effects
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.ink.masks import Layer, layers, touched, whole_masks
from billboard.core.print.paths import outlined
from billboard.core.print.pdf import FILL, UNSEEN, Document, Matrix, box, fill, matrix, number, outline
from billboard.core.text import bidi
from billboard.core.text.scripts import KANA
from billboard.core.type.composition import bend, tilt
from billboard.core.type.emoji import EMOJI, EMOJI_BOTTOM, EMOJI_TOP
from billboard.core.type.layout import SetRun, SetText
from billboard.core.type.shaping import Glyph

MOST_PIXELS = 6_000_000  # of a mask; beyond, it is made coarser
TALLEST_EMOJI = 512  # px; the strikes they are made from have 128
SPARE = 2  # px of art beyond what is enlarged of it
ROUND = "1 J 1 j"  # caps and joins, as FreeType strokes

# A script without its language is what there is to know of a slogan (BCP 47).
_SCRIPTS = {
    "Arab": regex.compile(r"\p{Arabic}"),
    "Hebr": regex.compile(r"\p{Hebrew}"),
    "Deva": regex.compile(r"\p{Devanagari}"),
    "Beng": regex.compile(r"\p{Bengali}"),
    "Gujr": regex.compile(r"\p{Gujarati}"),
    "Guru": regex.compile(r"\p{Gurmukhi}"),
    "Taml": regex.compile(r"\p{Tamil}"),
    "Geor": regex.compile(r"\p{Georgian}"),
    "Armn": regex.compile(r"\p{Armenian}"),
    "Thai": regex.compile(r"\p{Thai}"),
    "Grek": regex.compile(r"\p{Greek}"),
    "Cyrl": regex.compile(r"\p{Cyrillic}"),
    "Jpan": regex.compile(f"[{KANA}]"),
    "Kore": regex.compile(r"\p{Hangul}"),
    "Hani": regex.compile(r"\p{Han}"),
}


def language_of(text: str) -> str:
    """A language tag for a text in no Latin script; empty otherwise."""
    return next((f"und-{name}" for name, script in _SCRIPTS.items() if script.search(text)), "")


def spelt(text: str) -> tuple[str, str]:
    """What a span says it spells, and the tag of its language.

    Nothing where a text runs from right to left: readers put glyphs that do so into the order of reading themselves,
    and some do the same with what a span says.
    """
    return "" if bidi.is_mixed(text) else text, language_of(text)


def is_masked(text: SetText) -> bool:
    """Whether its ink is a picture: torn, blurred, or lying in paper's grain."""
    slot = text.slot
    # Under a blend mode a letter would be darkened by its own shadow, not by the art alone.
    layered = slot.multiply and (layers(text, 1.0) != [Layer(slot.ink, 0.0)] or slot.highlight)
    return bool(slot.soft or slot.texture or slot.paper or layered)


@dataclass(frozen=True)
class TypePainter:
    """A page whose unit is an art px, upwards from the lower left corner of art `height` px high."""

    document: Document
    outlines: GlyphOutlines
    height: float
    resolution: float  # px of an image to the art px
    inks: Mapping[str, Colour]
    textures: Path
    art: Image.Image  # that soaking ink lies on, of any size
    _poured: dict[tuple[str, Box], list[tuple[int, Matrix]]] = field(default_factory=dict)

    def text(self, text: SetText) -> None:
        masked = is_masked(text)
        if masked:
            self._masks(text)
        with self._slot(text):
            if not masked:
                self._behind(text)
            for line in text.lines:
                with self.document.spelling(*spelt(line.text)):
                    for run in line.runs:
                        self._run(text, run, masked=masked)

    def sticker(self, catalogue: StickerCatalogue, sticker: Sticker) -> None:
        """A sticker's picture as it was drawn, and what it says in type."""
        kind = catalogue.kinds[sticker.kind]
        picture = self.document.picture(("sticker", kind.slug), lambda: catalogue.art(kind.slug))
        wide, high = sticker.width, sticker.width * kind.size[1] / kind.size[0]
        at = _turned(sticker.x, self.height - sticker.y, wide, high, math.radians(sticker.turn))
        self.document.place(picture, at)
        if not (kind.slot and sticker.text):
            return
        unit = wide / kind.size[0]
        inks, resolution = {kind.slot.ink: kind.ink}, self.resolution * unit
        with self.document.kept(
            matrix([*(each / wide * unit for each in at[:2]), *(each / high * unit for each in at[2:4]), *at[4:]]), "cm"
        ):
            TypePainter(self.document, self.outlines, kind.size[1], resolution, inks, catalogue.folder, self.art).text(
                catalogue.words(kind.slug, sticker.text)
            )

    @contextmanager
    def _slot(self, text: SetText) -> Iterator[None]:
        x, y, width, height = text.slot.box
        cos, sin = math.cos(math.radians(text.slot.rotation)), math.sin(math.radians(text.slot.rotation))
        across, up = x + width / 2, self.height - y - height / 2
        turn = (cos, sin, -sin, cos, across - across * cos + up * sin, up - across * sin - up * cos)
        with self.document.kept(*([matrix(turn), "cm"] if text.slot.rotation else [])):
            yield

    def _run(self, text: SetText, run: SetRun, *, masked: bool) -> None:
        if run.face == EMOJI:
            self._emoji(text, run)
            return
        glyphs, unseen = self.document.shaper.shape(run.face, run.text, run.direction), masked or text.arc
        if text.arc and not masked:
            with self._inked(text):
                self._path(text, [run], Layer(text.slot.ink, 0.0))
        if text.arc:
            for glyph in glyphs:
                self._show(text, run, [glyph._replace(x=0.0)], glyph.x * run.size * run.stretch, UNSEEN)
        else:
            with self._inked(text):
                self.document.write(fill(self.inks[text.slot.ink]))
                self._show(text, run, glyphs, 0.0, UNSEEN if unseen else FILL)
                if run.direction == "rtl" and not unseen:
                    self._path(text, [run], Layer(text.slot.ink, 0.0), hanging=True)

    @contextmanager
    def _inked(self, text: SetText) -> Iterator[None]:
        with self.document.multiplied() if text.slot.multiply and not text.slot.paper else nullcontext():
            yield

    def _show(
        self, text: SetText, run: SetRun, glyphs: list[Glyph] | tuple[Glyph, ...], along: float, mode: int
    ) -> None:
        x, y, cos, sin = run.x + along, run.y, 1.0, 0.0
        if text.arc:
            angle = tilt(text.arc, x)
            cos, sin = math.cos(angle), math.sin(angle)
            x, y = bend(text.arc, x, y)
        at = (run.stretch * cos, run.stretch * sin, -sin, cos, x, self.height - y)
        self.document.glyphs(run.face, run.size, glyphs, at, mode, hanging=run.direction == "ltr")

    def _behind(self, text: SetText) -> None:
        if text.slot.highlight:
            with self._inked(text):
                self.document.write(fill(self.inks[text.slot.highlight.ink]))
                for bar in text.bars:
                    self.document.write(*self._bar(text, *bar), "f")
        runs = [run for line in text.lines for run in line.runs if run.face != EMOJI and not run.text.isspace()]
        for layer in layers(text, 1.0):
            if layer != Layer(text.slot.ink, 0.0):
                with self._inked(text):
                    self._path(text, runs, layer)

    def _bar(self, text: SetText, left: float, top: float, right: float, bottom: float) -> Iterator[str]:
        if not text.arc:
            yield box((left, self.height - bottom, right, self.height - top))
            return
        steps = 48
        edge = [left + (right - left) * step / steps for step in range(steps + 1)]
        points = [bend(text.arc, *each) for each in [*((x, top) for x in edge), *((x, bottom) for x in reversed(edge))]]
        for place, (x, y) in enumerate(points):
            yield f"{number(x)} {number(self.height - y)} {'l' if place else 'm'}"
        yield "h"

    def _path(self, text: SetText, runs: list[SetRun], layer: Layer, *, hanging: bool = False) -> None:
        """Letters as outlines, widened by the layer's stroke; or only what hangs on them."""
        colour = self.inks[layer.ink]
        widened = [outline(colour), number(2 * layer.stroke), "w", ROUND] if layer.stroke else []
        # A pen is squeezed with the letters it goes round.
        squeeze = 1.0 if text.arc or not runs else runs[0].stretch
        with self.document.kept(matrix((squeeze, 0, 0, 1, 0, 0)), "cm", fill(colour), *widened):
            for run in runs:
                # Each letter by itself: where one overlaps the next, nothing is cut out.
                font = self.document.shaper.font(run.face)
                for glyph in self.document.shaper.shape(run.face, run.text, run.direction):
                    origin = run.x + layer.dx + glyph.x * run.size * run.stretch, run.y + layer.dy
                    operators = outlined(font, glyph.number, partial(self._placed, text, run, origin, glyph))
                    if operators and not (hanging and glyph.text):
                        self.document.write(*operators, "B" if layer.stroke else "f")

    def _placed(self, text: SetText, run: SetRun, origin: Point, glyph: Glyph, x: float, y: float) -> Point:
        ahead, up = x * run.size * run.stretch, (y + glyph.rise) * run.size
        if not text.arc:
            return (origin[0] + ahead) / run.stretch, self.height - origin[1] + up
        half = glyph.advance * run.size * run.stretch / 2
        angle = tilt(text.arc, origin[0] + half)
        cos, sin = math.cos(angle), math.sin(angle)
        across, down = bend(text.arc, origin[0] + half, origin[1])
        return across + (ahead - half) * cos - up * sin, self.height - down + (ahead - half) * sin + up * cos

    def _emoji(self, text: SetText, run: SetRun) -> None:
        high = (EMOJI_TOP + EMOJI_BOTTOM) * run.size
        pixels = max(16, min(TALLEST_EMOJI, math.ceil(high * self.resolution)))
        tile = self.outlines.book.emoji.picture(run.text, pixels)
        picture = self.document.picture(("emoji", run.text, pixels), lambda: tile)
        wide = high * tile.width / tile.height * run.stretch
        x, y, angle = run.x + wide / 2, run.y + (EMOJI_BOTTOM - EMOJI_TOP) / 2 * run.size, 0.0
        if text.arc:
            angle = tilt(text.arc, x)
            x, y = bend(text.arc, x, y)
        self.document.place(picture, _turned(x, self.height - y, wide, high, angle))

    def _masks(self, text: SetText) -> None:
        name = (text.slot.name, text.ink)  # a slot may be set in several places
        if name not in self._poured:
            left, top, right, bottom = touched(text, 1.0)
            scale = min(self.resolution, math.sqrt(MOST_PIXELS / max(1, (right - left) * (bottom - top))))
            self._poured[name] = [
                self._patch(text, scale, layer, *each)
                for layer, each in enumerate(whole_masks(self.outlines, text, scale, self.textures))
            ]
        for picture, at in self._poured[name]:
            self.document.place(picture, at)

    def _patch(
        self, text: SetText, scale: float, layer: int, ink: str, mask: Image.Image, corner: tuple[int, int]
    ) -> tuple[int, Matrix]:
        """A picture of ink where its mask is, and where it goes."""
        left, top = corner[0] / scale, corner[1] / scale
        width, height = mask.width / scale, mask.height / scale
        patch = Image.new("RGB", mask.size, self.inks[ink])
        if text.slot.multiply:
            factor = self.art.height / self.height
            under = (left * factor, top * factor, (left + width) * factor, (top + height) * factor)
            paper = self.inks[text.slot.paper] if text.slot.paper else None
            patch = effects.soaked(_enlarged(self.art, under, mask.size), self.inks[ink], paper)
            # What the mask hides is one colour: a third less to keep, and no dark edge where a printer smooths.
            patch.paste(self.inks[ink], (0, 0), mask.point([255] + [0] * 255))
        patch.putalpha(mask)
        picture = self.document.picture((text.slot.name, text.ink, layer), lambda: patch)
        return picture, (width, 0.0, 0.0, height, left, self.height - top - height)


def _enlarged(art: Image.Image, box: tuple[float, float, float, float], size: tuple[int, int]) -> Image.Image:
    """A part of the art, which may reach beyond it; by rows and then columns, several times as fast as `transform`."""
    left, top = math.floor(box[0]) - SPARE, math.floor(box[1]) - SPARE
    part = art.crop((left, top, math.ceil(box[2]) + SPARE, math.ceil(box[3]) + SPARE))
    return part.resize(size, Image.Resampling.BICUBIC, (box[0] - left, box[1] - top, box[2] - left, box[3] - top))


def _turned(x: float, y: float, width: float, height: float, angle: float) -> Matrix:
    """Takes the unit square to a picture about a middle, turned counter-clockwise by radians."""
    cos, sin = math.cos(angle), math.sin(angle)
    corner = x - (width * cos - height * sin) / 2, y - (width * sin + height * cos) / 2
    return width * cos, width * sin, -height * sin, height * cos, *corner
