"""Set type on a PDF page: the same runs at the same places as the picture's.

Ink is text in embedded fonts. What lies behind it (bars, shadows, strokes) is drawn as paths, so that a text is there
only once to be found and read. Letters on an arc are paths too, each turned as in the picture; ink that is torn or
blurred or lies in paper's own grain is a picture (`masked_ink`). Over both lies the text, unseen.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace

from billboard.core.boxes import Box
from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.stickers import Sticker
from billboard.core.ink.masks import Layer, layers
from billboard.core.matrix import IDENTITY, Matrix, flip, rotation, scaling, translation
from billboard.core.print.masked_ink import ArtSpace, MaskedInk, is_masked
from billboard.core.print.operators import box, fill, matrix, number, outline
from billboard.core.print.paths import outlined
from billboard.core.print.pdf import FILL, UNSEEN
from billboard.core.print.spelling import spelt
from billboard.core.type.emoji import EMOJI, EMOJI_BOTTOM, EMOJI_TOP
from billboard.core.type.layout import SetRun, SetText
from billboard.core.type.placement import bar_outline, lie
from billboard.core.type.shaping import Glyph

TALLEST_EMOJI = 256  # px: twice the strikes they are made from, past which there is nothing more to see
ROUND = "1 J 1 j"  # caps and joins, as FreeType strokes


class TypePainter:
    def __init__(self, space: ArtSpace) -> None:
        self.space, self.document = space, space.document
        self._masked = MaskedInk(space)
        # What is seen on several pages is the same on each.
        self._outlines: dict[object, list[str]] = {}
        self._stickers: dict[Sticker, TypePainter] = {}

    def text(self, text: SetText) -> None:
        if masked := is_masked(text):
            self._masked.place(text)
        else:
            self._behind(text)
        for line in text.lines:
            with self.document.spelling(*spelt(line.text)):
                for run in line.runs:
                    if run.face == EMOJI:
                        self._emoji(text, run)
                    else:
                        self._run(text, run, masked=masked)

    def sticker(self, catalogue: StickerCatalogue, sticker: Sticker) -> None:
        """A sticker's picture as it was drawn, and what it says in type."""
        kind = catalogue.kinds[sticker.kind]
        picture = self.document.picture(("sticker", kind.slug), lambda: catalogue.art(kind.slug))
        wide, high = sticker.width, sticker.width * kind.size[1] / kind.size[0]
        at = self.space.upwards @ rotation(sticker.turn, (sticker.x, sticker.y)) @ translation(sticker.x, sticker.y)
        self.document.place(picture, at @ _about_middle(wide, high))
        if not (kind.slot and sticker.text):
            return
        unit = wide / kind.size[0]
        own = replace(
            self.space,
            height=kind.size[1],
            resolution=self.space.resolution * unit,
            finest=self.space.finest * unit,
            inks={kind.slot.ink: kind.ink},
            textures=catalogue.folder,
        )
        flat = at @ translation(-wide / 2, -high / 2) @ scaling(unit, unit) @ flip(kind.size[1])
        with self.document.kept(matrix(flat), "cm"):
            self._stickers.setdefault(sticker, TypePainter(own)).text(catalogue.words(kind.slug, sticker.text))

    def _run(self, text: SetText, run: SetRun, *, masked: bool) -> None:
        glyphs = self.document.shaper.shape(run.face, run.text, run.direction)
        ink = Layer(text.slot.ink, 0.0)
        if text.arc:
            if not masked:
                self._paths(text, [run], ink)
            for glyph in glyphs:
                self._show(run, [glyph._replace(x=0.0)], self._frame(text, run, glyph), UNSEEN)
            return
        with self._inked(text):
            self.document.write(fill(self.space.inks[ink.ink]))
            at = self.space.upwards @ lie(text, run.x) @ translation(run.x, run.y) @ scaling(run.stretch, -1.0)
            self._show(run, glyphs, at, UNSEEN if masked else FILL)
        if run.direction == "rtl" and not masked:
            self._paths(text, [run], ink, hanging=True)

    @contextmanager
    def _inked(self, text: SetText) -> Iterator[None]:
        with self.document.multiplied() if text.slot.multiply and not text.slot.paper else nullcontext():
            yield

    def _show(self, run: SetRun, glyphs: Sequence[Glyph], at: Matrix, mode: int) -> None:
        self.document.glyphs(run.face, run.size, glyphs, at, mode, hanging=run.direction == "ltr")

    def _frame(self, text: SetText, run: SetRun, glyph: Glyph, dx: float = 0.0, dy: float = 0.0) -> Matrix:
        """Takes art px from a glyph's origin, upwards, to the page. On an arc each stands upright on its middle."""
        across = run.size * run.stretch
        x = run.x + dx + glyph.x * across
        at = lie(text, x + glyph.advance * across / 2)
        return self.space.upwards @ at @ translation(x, run.y + dy) @ scaling(run.stretch, -1.0)

    def _behind(self, text: SetText) -> None:
        if text.slot.highlight:
            with self._inked(text):
                self.document.write(fill(self.space.inks[text.slot.highlight.ink]))
                for bar in text.bars:
                    self.document.write(*self._bar(text, bar), "f")
        runs = [run for line in text.lines for run in line.runs if run.face != EMOJI and not run.text.isspace()]
        for layer in layers(text, 1.0):
            if layer != Layer(text.slot.ink, 0.0):
                self._paths(text, runs, layer)

    def _bar(self, text: SetText, bar: Box) -> Iterator[str]:
        height = self.space.height
        if not (text.arc or text.slot.rotation):
            left, top, right, bottom = bar
            yield box((left, height - bottom, right, height - top))
            return
        for place, (x, y) in enumerate(bar_outline(text, bar)):
            yield f"{number(x)} {number(height - y)} {'l' if place else 'm'}"
        yield "h"

    def _paths(self, text: SetText, runs: Sequence[SetRun], layer: Layer, *, hanging: bool = False) -> None:
        """Letters as outlines, widened by the layer's stroke; or only what hangs on them."""
        colour = self.space.inks[layer.ink]
        widened = [outline(colour), number(2 * layer.stroke), "w", ROUND] if layer.stroke else []
        # A pen is squeezed with the letters it goes round.
        squeeze = runs[0].stretch if layer.stroke and runs and not text.arc else 1.0
        pen = IDENTITY
        if squeeze != 1:
            pen = self.space.upwards @ lie(text, 0.0) @ scaling(squeeze, 1.0)
        name = text, tuple(runs), layer, hanging
        if name not in self._outlines:
            self._outlines[name] = list(self._outlined(text, runs, layer, pen, hanging=hanging))
        with self._inked(text), self.document.kept(matrix(pen), "cm", fill(colour), *widened):
            self.document.write(*self._outlines[name])

    def _outlined(
        self, text: SetText, runs: Sequence[SetRun], layer: Layer, pen: Matrix, *, hanging: bool
    ) -> Iterator[str]:
        for run in runs:
            font = self.document.shaper.font(run.face)
            # Each letter by itself: where one overlaps the next, nothing is cut out.
            for glyph in self.document.shaper.shape(run.face, run.text, run.direction):
                if hanging and glyph.text:
                    continue
                at = self._frame(text, run, glyph, layer.dx, layer.dy) @ translation(0.0, glyph.rise * run.size)
                if operators := outlined(font, glyph.number, pen.inverse() @ at @ scaling(run.size, run.size)):
                    yield " ".join((*operators, "B" if layer.stroke else "f"))

    def _emoji(self, text: SetText, run: SetRun) -> None:
        high = (EMOJI_TOP + EMOJI_BOTTOM) * run.size
        pixels = max(16, min(TALLEST_EMOJI, math.ceil(high * self.space.resolution)))
        tile = self.space.outlines.book.emoji.picture(run.text, pixels)
        picture = self.document.picture(("emoji", run.text, pixels), lambda: tile)
        wide = high * tile.width / tile.height * run.stretch
        x, y = run.x + wide / 2, run.y + (EMOJI_BOTTOM - EMOJI_TOP) / 2 * run.size
        self.document.place(picture, self.space.upwards @ lie(text, x) @ translation(x, y) @ _about_middle(wide, high))


def _about_middle(width: float, height: float) -> Matrix:
    """Takes the unit square, in which PDF has a picture, to an upright one about the origin."""
    return scaling(width, -height) @ translation(-0.5, -0.5)
