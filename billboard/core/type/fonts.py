"""The faces there are: what each covers, how heavy it is, and how far its ink reaches.

Everything is measured once, at a reference size, in em: with Raqm, advances and extents scale linearly (to 0.04 %).
"""

from __future__ import annotations

import copy
import sys
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import regex
import uharfbuzz as hb  # type: ignore[import-untyped]  # published without types
from PIL import Image, ImageDraw, ImageFont, features

from billboard.core.errors import FontError, UndrawableCharacter
from billboard.core.text.language import Han
from billboard.core.text.scripts import EUROPEAN
from billboard.core.text.wording import undrawable
from billboard.core.type.anchors import Anchors, read_anchors
from billboard.core.type.fallbacks import (
    BLACK_FROM,
    BOLD_FROM,
    CJK_SCRIPTS,
    NARROW_UNDER,
    FontFile,
    Look,
    Weight,
    read_fallbacks,
)
from billboard.core.type.overlap_marks import readable

REFERENCE = 1000  # px per em at which text is measured
EMOJI = "NotoColorEmoji"
EMOJI_STRIKE = 109  # px per em, the only size its bitmaps have
EMOJI_TOP, EMOJI_BOTTOM = 101 / EMOJI_STRIKE, 27 / EMOJI_STRIKE  # em above and below the baseline
ABOVE = 230  # the combining class of accents over a letter
PILED = 0.1  # em by which one that stands on another reaches higher, at least
FACES_KEPT = 256  # faces at a size kept open: each takes up to 200 kB
CJK_KEPT = 12  # faces of Chinese, Japanese and Korean kept open: each takes a megabyte, and 20 ms to open
NO_CJK = (
    "Chinese, Japanese and Korean type is not installed here, so this cannot be set. Try other words; whoever runs "
    "this site finds in its README what to install."
)

_UNSEEN = regex.compile(r"[\p{Variation_Selector}\u200b-\u200d\U000e0020-\U000e007f]")
_EMOJI_LOOK = regex.compile(r"^\p{Emoji_Presentation}(?!\ufe0e)|^\p{Emoji}.?(?:\ufe0f|\u20e3|\p{Emoji_Modifier})")
# What has no character of its own: m̃, за́мок, the ọ̀ of Yoruba.
_ACCENTED = regex.compile(rf"[{EUROPEAN}]\p{{Mn}}")
_PLAIN_KEY = regex.compile(r"^[0-9#*]\ufe0f$")


@dataclass(frozen=True, slots=True)
class Extents:
    """Where a run's ink lies, in em from its origin; `top` and `bottom` count away from the baseline.

    Sideways they are Pillow's, which reach at least from the origin to the advance.
    """

    left: float
    right: float
    top: float
    bottom: float


class FontBook:
    """All faces under `fonts/` and the system's for Chinese, Japanese and Korean, opened when first wanted and kept.

    `system` are the folders to look for the latter in; by default those named in fonts/fallback/faces.toml.
    """

    def __init__(self, fonts: Path, system: Collection[Path] | None = None) -> None:
        if not features.check("raqm"):
            raise FontError(
                "Pillow cannot shape text: Raqm does not load, most often because libfribidi0 is missing. "
                "Install it with: apt-get install -y libfribidi0"
            )
        self._files: dict[str, FontFile] = {}
        for path in sorted(fonts.rglob("*.[to]tf")):
            if other := self._files.get(path.stem):
                raise FontError(
                    f"{path}: there is a font of this name already, {other.path}; names are unique over {fonts}"
                )
            self._files[path.stem] = FontFile(path)
        self.stems = frozenset(self._files)
        fallbacks = {stem for stem, file in self._files.items() if file.path.parent.name == "fallback"} - {EMOJI}
        if not fallbacks or EMOJI not in self.stems:
            raise FontError(f"{fonts}: the fallback faces and {EMOJI}.ttf are missing from {fonts / 'fallback'}")
        self._fallbacks = read_fallbacks(fonts / "fallback", fallbacks, system)
        self._files |= self._fallbacks.cjk_files
        self._han: Han = "sc"
        self._foreign: frozenset[str] = frozenset()
        # Caches end with their book, and a book lives as long as the process. Pillow holds the interpreter lock while
        # it measures and draws, so one FreeType face serves one thread at a time.
        self._small = lru_cache(FACES_KEPT)(self._face)
        self._large = lru_cache(CJK_KEPT)(self._face)
        self.extents = lru_cache(20_000)(self._extents)
        self.bearings = lru_cache(5_000)(self._bearings)
        self.advance = lru_cache(50_000)(self._advance)
        self.gap = lru_cache(20_000)(self._gap)
        self.kerned = lru_cache(20_000)(self._kerned)
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self._characters = cache(self._mapped)
        self.covered = cache(self._covered)
        self._anchors = cache(self._anchored)
        self.cap_height = cache(self._cap_height)
        self.look = cache(self._look)
        self.face_for = lru_cache(20_000)(self._face_for)
        self.emoji = lru_cache(128)(self._emoji)  # 64 kB each
        self.reading = cache(self._reading)
        self.ranked = cache(self._ranked)

    def _reading(self, han: Han, foreign: frozenset[str] = frozenset()) -> FontBook:
        """This book for one text: its Han characters take one language's forms, and slots' own faces are not used for
        the scripts in `foreign`. Everything measured is shared."""
        if (han, foreign) == (self._han, self._foreign):
            return self
        book = copy.copy(self)
        book._han, book._foreign = han, foreign
        book.ranked, book.covered = cache(book._ranked), cache(book._covered)
        book.face_for = lru_cache(20_000)(book._face_for)
        return book

    def _ranked(self, stem: str) -> list[str]:
        """The faces that stand in for this one, the likest first."""
        return self._fallbacks.ranked(self.look(stem), self._han)

    def face(self, stem: str, size: float) -> ImageFont.FreeTypeFont:
        """The face at `size` px per em, to be measured."""
        return (self._large if stem in self._fallbacks.cjk_files else self._small)(stem, size)

    def file(self, stem: str) -> FontFile:
        """Where a face lives."""
        if stem not in self._files:
            raise FontError(f"there is no font called {stem!r} under fonts/")
        return self._files[stem]

    def _face(self, stem: str, size: float) -> ImageFont.FreeTypeFont:
        file = self.file(stem)
        return ImageFont.truetype(readable(file.path), size, file.number, layout_engine=ImageFont.Layout.RAQM)

    def _advance(self, stem: str, text: str, direction: str = "ltr") -> float:
        """Width of a text in one face, em."""
        size = EMOJI_STRIKE if stem == EMOJI else REFERENCE
        return self.face(stem, size).getlength(text, direction=direction) / size

    def _gap(self, stem: str, before: str, after: str) -> float:
        """Width of a space between two letters, with what they are kerned to it, em."""
        return self.advance(stem, f"{before} {after}") - self.advance(stem, before) - self.advance(stem, after)

    def _kerned(self, stem: str, letter: str, following: str) -> float:
        """Advance of a letter before another, em."""
        if not following:
            return self.advance(stem, letter)
        return self.advance(stem, letter + following) - self.advance(stem, following)

    def _extents(self, stem: str, text: str, direction: str) -> Extents:
        if stem == EMOJI:
            return Extents(0.0, self.advance(stem, text), EMOJI_TOP, EMOJI_BOTTOM)
        box = self.face(stem, REFERENCE).getbbox(text, anchor="ls", direction=direction)
        left, top, right, bottom = (edge / REFERENCE for edge in box)
        return Extents(left, right, -top, bottom)

    def _bearings(self, stem: str, grapheme: str) -> tuple[float, float]:
        """White before and after a single letter's ink, em; negative where it overhangs."""
        if stem == EMOJI:
            strike = self.emoji(grapheme, round((EMOJI_TOP + EMOJI_BOTTOM) * EMOJI_STRIKE))
            ink = strike.getchannel("A").point([0] * 64 + [255] * 192).getbbox()
            return (ink[0] / EMOJI_STRIKE, (strike.width - ink[2]) / EMOJI_STRIKE) if ink else (0.0, 0.0)
        size = 250
        face = self.face(stem, size)
        image = Image.new("L", (size * 4, size * 4))
        ImageDraw.Draw(image).text((size, size * 2), grapheme, fill=255, font=face, anchor="ls")
        ink = image.getbbox()
        if ink is None:
            return 0.0, 0.0
        return ink[0] / size - 1, face.getlength(grapheme) / size + 1 - ink[2] / size

    def _covered(self, stem: str) -> frozenset[str]:
        """The characters a face has and may be used for; the faces of one collection have the same."""
        characters = self._characters(self._files[stem].path)
        if wrong := self._fallbacks.wrong.get(stem):
            characters -= wrong
        if not self._foreign or stem in self._fallbacks.looks or stem in self._fallbacks.cjk_files:
            return characters
        other = regex.compile("[" + "".join(rf"\p{{{script}}}" for script in sorted(self._foreign)) + "]")
        return frozenset(char for char in characters if not other.match(char))

    def _mapped(self, path: Path) -> frozenset[str]:
        # By HarfBuzz, which makes no name for each of 45,000 glyphs; weights of a family have the same characters.
        mapped = frozenset(sys.intern(chr(each)) for each in hb.Face(hb.Blob.from_file_path(str(path))).unicodes)
        return self._sets.setdefault(mapped, mapped)

    def _anchored(self, stem: str) -> Anchors:
        return read_anchors(self._files[stem])

    def _cap_height(self, stem: str) -> float:
        return self.extents(stem, "H", "ltr").top if "H" in self.covered(stem) else 0.714  # Noto's

    def _look(self, stem: str) -> Look:
        """Measured, for what a face calls its weight says little among display faces."""
        serif = self._files[stem].path.parent.name in self._fallbacks.serifs
        if not self.covered(stem).issuperset("Hn"):
            return self._fallbacks.looks.get(stem, Look(serif, False, "Regular"))
        size = 200
        face, advance = self.face(stem, size), self.advance(stem, "n")
        image = Image.new("L", (size * 2, size))
        ImageDraw.Draw(image).text((size // 2, size), "H", fill=255, font=face, anchor="ls")
        row = image.crop((0, y := int(size - self.cap_height(stem) * size / 4), size * 2, y + 1)).tobytes()
        first = next((x for x, value in enumerate(row) if value > 127), 0)
        upright = next(x for x in range(first, size * 2) if row[x] <= 127) - first
        dark = upright / size / advance
        weight: Weight = "Regular" if dark < BOLD_FROM else "Bold" if dark < BLACK_FROM else "Black"
        return Look(serif, advance / self.cap_height(stem) < NARROW_UNDER, weight)

    def has(self, stem: str, grapheme: str) -> bool:
        """Whether a face draws a grapheme, whole or from letter and marks."""
        covered, seen = self.covered(stem), _UNSEEN.sub("", grapheme)
        if covered.issuperset(seen) and not _ACCENTED.match(seen):
            return True
        apart = unicodedata.normalize("NFD", seen)
        if not covered.issuperset(apart):
            return False
        return len(apart) == 1 or (self._anchors(stem).hold(apart, covered) and self._piles(stem, apart))

    def _piles(self, stem: str, apart: str) -> bool:
        """Whether each accent above a letter stands on the one before, and not in its place."""
        ends = [end for end, char in enumerate(apart, 1) if unicodedata.combining(char) == ABOVE]
        tops = [self.extents(stem, unicodedata.normalize("NFC", apart[:end]), "ltr").top for end in ends]
        return all(higher > top + PILED for top, higher in pairwise(tops))

    def _face_for(self, stem: str, grapheme: str) -> str:
        """The face that draws a grapheme in a slot set in `stem`: its own, a fallback of like weight, colour emoji."""
        looks_emoji = _EMOJI_LOOK.match(grapheme) and not _PLAIN_KEY.match(grapheme)
        if looks_emoji and self.has(EMOJI, grapheme):
            return EMOJI
        if self.has(stem, grapheme):
            return stem
        for fallback in self.ranked(stem):
            if self.has(fallback, grapheme):
                return fallback
        if self.has(EMOJI, grapheme):
            return EMOJI
        for fallback in self.ranked(stem):  # an accent beside its letter is better than none
            if self.covered(fallback).issuperset(unicodedata.normalize("NFD", _UNSEEN.sub("", grapheme))):
                return fallback
        if CJK_SCRIPTS.search(grapheme) and not self._fallbacks.cjk_files:
            raise UndrawableCharacter(NO_CJK)
        missing = next((char for char in grapheme if char not in self.covered(stem)), grapheme[0])
        raise UndrawableCharacter(undrawable(missing))

    def _emoji(self, grapheme: str, height: int) -> Image.Image:
        """A colour emoji of this many pixels, RGBA; narrower or wider than high where the face makes it so."""
        face = self.face(EMOJI, EMOJI_STRIKE)
        strike = Image.new("RGBA", (max(1, round(face.getlength(grapheme))), 128))
        ImageDraw.Draw(strike).text((0, 101), grapheme, font=face, anchor="ls", embedded_color=True)
        width = max(1, round(strike.width * height / 128))
        return strike.resize((width, height), Image.Resampling.LANCZOS)
