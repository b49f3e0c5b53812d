"""Draw the renderer's own pictures: what stands for a withdrawn poster or a covered one, and the card's footer.

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


def wall(shape: Format, drawing: str = "withdrawn.py") -> Image.Image:
    source = subprocess.run(
        [sys.executable, SOURCES / drawing, shape.slug], check=True, capture_output=True, text=True
    ).stdout
    with tempfile.TemporaryDirectory() as scratch:
        return photograph(page(source, {}, shape.art), Path(scratch), shape.art)


def card(hoarding: Image.Image, strip: Image.Image) -> Image.Image:
    whole = Image.new("RGB", (1200, 630))
    whole.paste(hoarding.reduce(2), (0, 0))
    whole.paste(strip, (0, 600))
    return whole


def main() -> None:
    DATA.mkdir(exist_ok=True)
    strip = footer()
    strip.save(DATA / "card-footer.png", optimize=True)
    hoarding = wall(FORTY_EIGHT)
    pictures = {
        "full": hoarding.resize(FORTY_EIGHT.full, Image.Resampling.LANCZOS),
        "thumb": hoarding.reduce(3),
        "card": card(hoarding, strip),
        **{each.slug: wall(each).resize(each.full, Image.Resampling.LANCZOS) for each in (SIX, SQUARE)},
    }
    named = {f"tombstone-{kind}": picture for kind, picture in pictures.items()}
    named["covered-card"] = card(wall(FORTY_EIGHT, "covered.py"), strip)
    for name, picture in named.items():
        path = DATA / f"{name}.jpg"
        picture.save(path, "JPEG", quality=84, optimize=True)
        print(f"{path.relative_to(ROOT)}  {picture.width}x{picture.height}  {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
