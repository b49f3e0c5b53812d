"""The faces there are: what each covers, how heavy it is, and how far its ink reaches.

Everything is measured once, at a reference size, in em: with Raqm, advances and extents scale linearly (to 0.04 %).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import regex
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # published without types
from PIL import Image, ImageDraw, ImageFont, features

from billboard.core.errors import FontError, UndrawableCharacter
from billboard.core.outlines import readable
from billboard.core.wording import describe

REFERENCE = 1000  # px per em at which text is measured
EMOJI = "NotoColorEmoji"
EMOJI_STRIKE = 109  # px per em, the only size its bitmaps have
EMOJI_TOP, EMOJI_BOTTOM = 101 / EMOJI_STRIKE, 27 / EMOJI_STRIKE  # em above and below the baseline
BOLD_STEM = 0.125  # em: an upright stem at least this thick wants the bold fallback faces

_UNSEEN = regex.compile(r"[\p{Variation_Selector}\u200b-\u200d\U000e0020-\U000e007f]")
_EMOJI_LOOK = regex.compile(r"^\p{Emoji_Presentation}(?!\ufe0e)|^\p{Emoji}.?(?:\ufe0f|\u20e3|\p{Emoji_Modifier})")
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
    """All faces under `fonts/`, opened when first wanted and kept."""

    def __init__(self, fonts: Path) -> None:
        if not features.check("raqm"):
            raise FontError(
                "Pillow cannot shape text: Raqm does not load, most often because libfribidi0 is missing. "
                "Install it with: apt-get install -y libfribidi0"
            )
        self._paths: dict[str, Path] = {}
        for path in sorted(fonts.rglob("*.[to]tf")):
            if other := self._paths.get(path.stem):
                raise FontError(f"{path}: there is a font of this name already, {other}; names are unique over {fonts}")
            self._paths[path.stem] = path
        self.stems = frozenset(self._paths)
        fallbacks = {stem for stem, path in self._paths.items() if path.parent.name == "fallback"} - {EMOJI}
        self._fallbacks = sorted(fallbacks, key=lambda stem: (not stem.startswith("NotoSans-"), stem))
        if not self._fallbacks or EMOJI not in self.stems:
            raise FontError(f"{fonts}: the fallback faces and {EMOJI}.ttf are missing from {fonts / 'fallback'}")
        # Caches end with their book, and a book lives as long as the process. Pillow holds the interpreter lock while
        # it measures and draws, so one FreeType face serves one thread at a time.
        self.face = lru_cache(512)(self._face)
        self.extents = lru_cache(20_000)(self._extents)
        self.bearings = lru_cache(5_000)(self._bearings)
        self.advance = lru_cache(50_000)(self._advance)
        self.gap = lru_cache(20_000)(self._gap)
        self.covered = cache(self._covered)
        self.cap_height = cache(self._cap_height)
        self.is_bold = cache(self._is_bold)
        self.face_for = lru_cache(20_000)(self._face_for)
        self.emoji = lru_cache(512)(self._emoji)

    def _face(self, stem: str, size: float, shaped: bool = True) -> ImageFont.FreeTypeFont:
        """The face at `size` px per em. Unshaped it draws a letter on its own in half the time, and nothing longer."""
        path = self._paths.get(stem)
        if path is None:
            raise FontError(f"there is no font called {stem!r} under fonts/")
        layout = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
        return ImageFont.truetype(readable(path), size, layout_engine=layout)

    def _advance(self, stem: str, text: str, direction: str = "ltr") -> float:
        """Width of a text in one face, em."""
        size = EMOJI_STRIKE if stem == EMOJI else REFERENCE
        return self.face(stem, size).getlength(text, direction=direction) / size

    def _gap(self, stem: str, before: str, after: str) -> float:
        """Width of a space between two letters, with what they are kerned to it, em."""
        return self.advance(stem, f"{before} {after}") - self.advance(stem, before) - self.advance(stem, after)

    def kerned(self, stem: str, letter: str, following: str) -> float:
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
        with TTFont(self._paths[stem], lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap()))

    def _cap_height(self, stem: str) -> float:
        return self.extents(stem, "H", "ltr").top if "H" in self.covered(stem) else 0.714  # Noto's

    def _is_bold(self, stem: str) -> bool:
        """Judged by the thickness of an H's stem: what a face calls its weight says little among display faces."""
        if "H" not in self.covered(stem):
            return "Bold" in stem
        size = 200
        face = self.face(stem, size)
        image = Image.new("L", (size * 2, size))
        ImageDraw.Draw(image).text((size // 2, size), "H", fill=255, font=face, anchor="ls")
        row = image.crop((0, y := int(size - self.cap_height(stem) * size / 4), size * 2, y + 1)).tobytes()
        first = next((x for x, value in enumerate(row) if value > 127), 0)
        return next(x for x in range(first, size * 2) if row[x] <= 127) - first >= BOLD_STEM * size

    def has(self, stem: str, grapheme: str) -> bool:
        """Whether a face draws a grapheme, whole or from its decomposition."""
        covered, seen = self.covered(stem), _UNSEEN.sub("", grapheme)
        return covered.issuperset(seen) or covered.issuperset(unicodedata.normalize("NFD", seen))

    def _face_for(self, stem: str, grapheme: str) -> str:
        """The face that draws a grapheme in a slot set in `stem`: its own, a fallback of like weight, colour emoji."""
        looks_emoji = _EMOJI_LOOK.match(grapheme) and not _PLAIN_KEY.match(grapheme)
        if looks_emoji and self.has(EMOJI, grapheme):
            return EMOJI
        if self.has(stem, grapheme):
            return stem
        weight = "-Bold" if self.is_bold(stem) else "-Regular"
        for fallback in sorted(self._fallbacks, key=lambda each: not each.endswith(weight)):
            if self.has(fallback, grapheme):
                return fallback
        if self.has(EMOJI, grapheme):
            return EMOJI
        missing = next((char for char in grapheme if char not in self.covered(stem)), grapheme[0])
        raise UndrawableCharacter(f"No type here can draw {describe(missing)}. Take it out and try again.")

    def _emoji(self, grapheme: str, height: int) -> Image.Image:
        """A colour emoji of this many pixels, RGBA; narrower or wider than high where the face makes it so."""
        face = self.face(EMOJI, EMOJI_STRIKE)
        strike = Image.new("RGBA", (max(1, round(face.getlength(grapheme))), 128))
        ImageDraw.Draw(strike).text((0, 101), grapheme, font=face, anchor="ls", embedded_color=True)
        width = max(1, round(strike.width * height / 128))
        return strike.resize((width, height), Image.Resampling.LANCZOS)
