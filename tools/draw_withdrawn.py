"""Draw the renderer's own pictures: what stands for a withdrawn poster, and the card's footer.

They lie in billboard/core/picture/data/.

python tools/draw_withdrawn.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from render_art import ROOT, SOURCES, page, photograph

from billboard.campaigns.plans import DEFAULT_ACCENT
from billboard.core.formats import FORTY_EIGHT, SIX, SQUARE, Format
from billboard.web.palette import DAY

DATA = ROOT / "billboard" / "core" / "picture" / "data"
INK, PAPER, HOT = DAY.ink, DAY.paper, DEFAULT_ACCENT
FACE = ROOT / "fonts" / "league-gothic" / "LeagueGothic-Regular.ttf"


def footer() -> Image.Image:
    """1200 x 30, drawn four times as large."""
    strip = Image.new("RGB", (4800, 120), INK)
    canvas = ImageDraw.Draw(strip)
    canvas.rectangle((0, 0, 4800, 11), fill=HOT)
    face = ImageFont.truetype(FACE, 92, layout_engine=ImageFont.Layout.RAQM)
    x = 96.0
    for letter in "BILLBOARD":
        canvas.text((x, 101), letter, fill=PAPER, font=face, anchor="ls")
        x += face.getlength(letter) + 9
    return strip.reduce(4)


def wall(shape: Format) -> Image.Image:
    source = subprocess.run(
        [sys.executable, SOURCES / "withdrawn.py", shape.slug], check=True, capture_output=True, text=True
    ).stdout
    with tempfile.TemporaryDirectory() as scratch:
        return photograph(page(source, {}, shape.art), Path(scratch), shape.art)


def main() -> None:
    DATA.mkdir(exist_ok=True)
    strip = footer()
    strip.save(DATA / "card-footer.png", optimize=True)
    hoarding = wall(FORTY_EIGHT)
    card = Image.new("RGB", (1200, 630))
    card.paste(hoarding.reduce(2), (0, 0))
    card.paste(strip, (0, 600))
    pictures = {
        "full": hoarding.resize(FORTY_EIGHT.full, Image.Resampling.LANCZOS),
        "thumb": hoarding.reduce(3),
        "card": card,
        **{each.slug: wall(each).resize(each.full, Image.Resampling.LANCZOS) for each in (SIX, SQUARE)},
    }
    for kind, picture in pictures.items():
        path = DATA / f"tombstone-{kind}.jpg"
        picture.save(path, "JPEG", quality=84, optimize=True)
        print(f"{path.relative_to(ROOT)}  {picture.width}x{picture.height}  {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
