"""The art of "home-front": a ministry's notice, printed in three inks and kept in a drawer. Prints SVG.

The emblem, a teapot rising between sprigs, is drawn about (1200, 372).
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from pathlib import Path
from string import Template

EDGE, FRAME = 50, 86  # px from the sheet's edge to the ink, and to the frame


@dataclass(frozen=True)
class Layout:
    width: int
    height: int
    emblem: tuple[float, float]  # how far down its middle is, and its scale
    sprig: float  # scale
    band: tuple[int, int]  # top and bottom
    columns: int  # that the sheet is folded into
    rows: int
    cup: tuple[int, int]  # where one stood, seen from (2128, 232)
    lamp: str


LAYOUTS = {
    "48-sheet": Layout(2400, 1200, (372, 1), 1, (962, 1082), 4, 2, (0, 0), 'cx="820" cy="330" r="1750"'),
    "6-sheet": Layout(1440, 2160, (500, 1.3), 0.6, (1770, 1946), 2, 4, (-900, 34), 'cx="520" cy="560" r="1900"'),
    "square": Layout(1680, 1680, (420, 1.12), 0.9, (1412, 1562), 3, 2, (-690, 20), 'cx="600" cy="460" r="1750"'),
}


def frame(layout: Layout, inset: int, corner: int, bite: int) -> str:
    """A frame whose corners are bitten off by a circle."""
    right, bottom = layout.width - inset, layout.height - inset
    a = f"A{bite} {bite} 0 0 0"
    return (
        f"M{corner} {inset}H{layout.width - corner}{a} {right} {corner}V{layout.height - corner}"
        f"{a} {layout.width - corner} {bottom}H{corner}{a} {inset} {layout.height - corner}V{corner}{a} {corner} {inset}Z"
    )


def corners(layout: Layout) -> str:
    return "".join(
        f'<use href="#star" class="accent" transform="translate({x} {y}) scale(1.25)"/>'
        for y in (134, layout.height - 134)
        for x in (134, layout.width - 134)
    )


def sprigs(layout: Layout, name: str) -> str:
    """Either side of the emblem, on the rule."""
    middle, (down, scale) = layout.width / 2, layout.emblem
    out, y = 236 * scale, down + 5 * scale
    return (
        f'<use href="#{name}" transform="translate({middle + out:g} {y:g}) scale({layout.sprig})"/>'
        f'<use href="#{name}" transform="translate({middle - out:g} {y:g}) scale({-layout.sprig} {layout.sprig})"/>'
    )


def ornaments(layout: Layout) -> str:
    """Stars on the band; diamonds where the frame makes way for the emblem."""
    middle, (down, scale) = layout.width / 2, layout.emblem
    y = sum(layout.band) / 2 + 2
    out = math.sqrt((322 * scale) ** 2 - (down - FRAME) ** 2) + 8
    stars = "".join(
        f'<use href="#star" transform="translate({x:g} {y:g}) scale(1.3)"/>' for x in (262, layout.width - 262)
    )
    diamonds = "".join(f"M{x - 14:.0f} {FRAME}l14-14 14 14-14 14Z" for x in (middle - out, middle + out))
    # A narrow band has no room for stars beside what it says.
    shown = stars if layout.width > 1500 else ""
    return f'<g fill="var(--plate)">{shown}<path d="{diamonds}" fill="var(--mark)"/></g>'


def creases(layout: Layout) -> tuple[list[int], list[int]]:
    return (
        [layout.width * number // layout.columns for number in range(1, layout.columns)],
        [layout.height * number // layout.rows for number in range(1, layout.rows)],
    )


def worn(layout: Layout) -> str:
    """Where the ink has come off: along the creases, most where they cross, at the corners and along the edges."""
    w, h = layout.width, layout.height
    xs, ys = creases(layout)
    lines = "".join(f"M{x} 0V{h}" for x in xs) + "".join(f"M0 {y}H{w}" for y in ys)
    crossings = "".join(f"M{x} {y}h.1" for x in xs for y in ys)
    ends = "".join(f"M{x} 0v26M{x} {h - 20}v20" for x in xs) + "".join(f"M0 {y}h20M{w - 16} {y}h16" for y in ys)
    return (
        f'<path stroke-width="8" d="{lines}"/><path stroke-width="34" d="{crossings}{ends}"/>'
        f'<path stroke-width="26" d="M0 0 30 12M{w} 0 {w - 24} 20M0 {h} 24 {h - 22}M{w} {h} {w - 34} {h - 16}"/>'
        f'<path stroke-width="5" d="M52 50H{w - 50}M52 {h - 50}H{w - 52}M50 52V{h - 52}M{w - 50} 52V{h - 52}"/>'
    )


def folds(layout: Layout) -> str:
    """Valleys and ridges in turn; the folds across the sheet are ridges."""
    xs, ys = creases(layout)
    drawn = []
    for number, x in enumerate(xs):
        name, reach, strength = ("valley", 180, 1.0) if number % 2 == 0 and len(xs) > 1 else ("ridge", 210, 0.8)
        drawn.append(
            f'<rect x="{x - reach}" width="{2 * reach}" height="{layout.height}" fill="url(#{name})" opacity="{strength}"/>'
        )
    for number, y in enumerate(ys):
        name = "valley" if number % 2 else "ridge"
        drawn.append(
            f'<rect width="320" height="{layout.width}" transform="translate(0 {y}) rotate(90) translate(-160 {-layout.width})"'
            f' fill="url(#{name})"/>'
        )
    return "".join(drawn)


def art(shape: str) -> str:
    layout = LAYOUTS[shape]
    middle, (down, scale) = layout.width / 2, layout.emblem
    top, bottom = layout.band
    far, reach = math.hypot(middle, layout.height - down) / 1268, max(layout.width / 2, layout.height - down)
    right, waist = layout.width, (top + bottom) // 2
    left = 214 if layout.width > 1500 else 150
    return Template(Path(__file__).with_name("home-front.parts.svg").read_text("utf-8")).substitute(
        width=layout.width,
        height=layout.height,
        across=layout.width - 2 * EDGE,
        down=layout.height - 2 * EDGE,
        fade=f'cx="{middle:g}" cy="{down + 6:g}" r="{reach * 0.983:.0f}" gradientTransform="translate(0 90) scale(1 .76)"'
        if layout.width > layout.height
        else f'cx="{middle:g}" cy="{down + 6:g}" r="{reach * 0.9:.0f}"',
        frame=frame(layout, 86, 172, 61),
        inner=frame(layout, 101, 198, 75),
        gap=f'cx="{middle:g}" cy="{down:g}" r="{322 * scale:g}"',
        rays=f"translate({middle:g} {down + 6 * scale:g}) scale({max(1.0, far):.3f})",
        emblem=f"translate({middle - 1200 * scale:g} {down - 372 * scale:g}) scale({scale})",
        corners=corners(layout),
        band=f"M{left} {top}H{right - left}L{right - left + 28} {waist} {right - left} {bottom}H{left}L{left - 28} {waist}Z",
        rule=f'<rect x="196" y="{down + 2 * scale:g}" width="{layout.width - 392}" height="7"/>{sprigs(layout, "sprig")}',
        veins=sprigs(layout, "veins"),
        ornaments=ornaments(layout),
        middle=f"{middle:g}",
        foot=layout.height - 22,
        worn=worn(layout),
        cup=f"translate({layout.cup[0]} {layout.cup[1]})",
        folds=folds(layout),
        lamp=layout.lamp,
    )


if __name__ == "__main__":
    print(art(sys.argv[2]))
