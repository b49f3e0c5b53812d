"""Colour emoji: pictures of one size in a face of their own, made as large or small as they are wanted."""

from __future__ import annotations

from pathlib import Path

import regex
from PIL import Image, ImageDraw, ImageFont

from billboard.core.cached_method import cached_method

EMOJI = "NotoColorEmoji"
STRIKE = 109  # px per em, the only size its bitmaps have
HEIGHT, BASELINE = 128, 101  # px of a bitmap, and from its top to the baseline
EMOJI_TOP, EMOJI_BOTTOM = BASELINE / STRIKE, (HEIGHT - BASELINE) / STRIKE  # em above and below the baseline

_LOOK = regex.compile(r"^\p{Emoji_Presentation}(?!\ufe0e)|^\p{Emoji}.?(?:\ufe0f|\u20e3|\p{Emoji_Modifier})")
_PLAIN_KEY = regex.compile(r"^[0-9#*]\ufe0f$")


def looks_like_emoji(grapheme: str) -> bool:
    """Whether a character is meant to be a picture, where there is one: by itself, or by what follows it."""
    return bool(_LOOK.match(grapheme)) and not _PLAIN_KEY.match(grapheme)


class EmojiFace:
    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_method()
    def face(self) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(self._path), STRIKE, layout_engine=ImageFont.Layout.RAQM)

    @cached_method(5_000)
    def advance(self, text: str) -> float:
        """Width, em."""
        return self.face().getlength(text) / STRIKE

    @cached_method(500)
    def bearings(self, grapheme: str) -> tuple[float, float]:
        """White before and after the picture's ink, em."""
        strike = self.picture(grapheme, round((EMOJI_TOP + EMOJI_BOTTOM) * STRIKE))
        ink = strike.getchannel("A").point([0] * 64 + [255] * 192).getbbox()
        return (ink[0] / STRIKE, (strike.width - ink[2]) / STRIKE) if ink else (0.0, 0.0)

    @cached_method(128)  # 64 kB each
    def picture(self, grapheme: str, height: int) -> Image.Image:
        """An emoji of this many pixels, RGBA; narrower or wider than high where the face makes it so."""
        face = self.face()
        strike = Image.new("RGBA", (max(1, round(face.getlength(grapheme))), HEIGHT))
        ImageDraw.Draw(strike).text((0, BASELINE), grapheme, font=face, anchor="ls", embedded_color=True)
        width = max(1, round(strike.width * height / HEIGHT))
        return strike.resize((width, height), Image.Resampling.LANCZOS)
