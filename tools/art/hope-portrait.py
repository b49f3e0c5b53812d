"""The art of "hope-portrait": a sitter, half in rays and half in the evening. Prints SVG; render_art.py photographs it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from string import Template

MARGIN, GAP = 48, 18  # px of bare paper round everything, and between the picture and its word
PITCH = 14.4  # px from line to line of the evening


@dataclass(frozen=True)
class Layout:
    width: int
    height: int
    band: int  # px that the word's band is high
    sitter: tuple[float, float, float]  # scale, then how far right and down
    lofts: tuple[float, float, float]
    dusk: float  # where the lines of the evening begin
    fliers: tuple[tuple[int, int, int, float], ...]  # x, y, turn, scale
    lamp: str


LAYOUTS = {
    "48-sheet": Layout(
        *(2400, 1200, 264),
        sitter=(1, 0, 0),
        lofts=(1, 0, 0),
        dusk=330,
        fliers=(
            *((2130, 210, -16, 1.12), (1830, 330, -12, 0.86), (2120, 470, -8, 0.74), (1640, 190, -18, 0.6)),
            *((1900, 600, -6, 0.56), (2250, 660, -6, 0.46)),
        ),
        lamp='cx="1260" cy="300" r="1600"',
    ),
    "6-sheet": Layout(
        *(1440, 2160, 400),
        sitter=(1.24, -456, 545),
        lofts=(0.86, -240, 770),
        dusk=520,
        fliers=(
            *((1140, 290, -16, 1.3), (950, 520, -14, 0.6), (1250, 640, -10, 0.9), (930, 150, -20, 0.46)),
            *((1230, 920, -8, 0.6), (1320, 1140, -6, 0.46)),
        ),
        lamp='cx="760" cy="620" r="1700"',
    ),
    "square": Layout(
        *(1680, 1680, 316),
        sitter=(1.24, -470, 148),
        lofts=(0.9, -210, 470),
        dusk=430,
        fliers=(
            *((1410, 250, -16, 1.2), (1290, 530, -12, 0.7), (1520, 640, -8, 0.8), (1100, 160, -18, 0.5)),
            *((1300, 810, -6, 0.56), (1550, 930, -6, 0.46)),
        ),
        lamp='cx="880" cy="420" r="1600"',
    ),
}


def placed(scale: float, right: float, down: float) -> str:
    return f'transform="translate({right} {down}) scale({scale})"'


def rect(x: float, y: float, width: float, height: float) -> str:
    return f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'


def lines(left: float, right: float, top: float, bottom: float) -> str:
    """The evening: lines that thicken downwards, from one px to three quarters of what there is."""
    count = int((bottom - top) / PITCH)
    drawn = []
    for number in range(count + 1):
        y, thick = top + PITCH * number, 1 + 9.5 * (number / count) ** 1.35
        drawn.append(f"M{left:g} {y:.1f}H{right:g}V{min(y + thick, bottom):.1f}H{left:g}Z")
    return "".join(drawn)


def art(shape: str) -> str:
    layout = LAYOUTS[shape]
    across, floor = layout.width - 2 * MARGIN, layout.height - MARGIN - layout.band - GAP
    scale, right, down = layout.sitter
    split = 1050 * scale + right  # where day and evening meet, behind his cap
    ground = 870 * layout.lofts[0] + layout.lofts[2]
    return Template(Path(__file__).with_name("hope-portrait.parts.svg").read_text("utf-8")).substitute(
        width=layout.width,
        height=layout.height,
        lamp=layout.lamp,
        picture=rect(MARGIN, MARGIN, across, floor - MARGIN),
        left=rect(MARGIN, MARGIN, split - MARGIN, floor - MARGIN),
        right=rect(split, MARGIN, layout.width - MARGIN - split, floor - MARGIN),
        rays=f'transform="translate({split - 1050:g} {420 * scale + down - 420:g})"',
        lines=lines(split, layout.width - MARGIN, layout.dusk, floor),
        ground=f'<path class="dark" d="M{split:g} {ground - 1:g}H{layout.width}V{floor}H{split:g}Z"/>'
        if ground < floor
        else "",
        lofts=placed(*layout.lofts),
        fliers="".join(
            f'<use href="#flier" transform="translate({x} {y}) rotate({turn}) scale({size})"/>'
            for x, y, turn, size in layout.fliers
        ),
        sitter=placed(*layout.sitter),
        band=rect(MARGIN, layout.height - MARGIN - layout.band, across, layout.band),
    )


if __name__ == "__main__":
    print(art(sys.argv[2]))
