"""The art of "pharma": bliss by the packet, and what it may do to you. Prints SVG; render_art.py photographs it."""

from __future__ import annotations

import math
import random
import sys
from dataclasses import dataclass
from pathlib import Path

from pharma_figures import capsule, couple, pack

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Layout:
    """Where the happy scene lies on the sheet, how the panel beneath it begins, and where the packet stands on that."""

    width: int
    height: int
    scene: str
    panel: str
    pack: str
    calm: tuple[int, int]  # the two capsules
    glad: tuple[int, int]


LAYOUTS = {
    "48-sheet": Layout(
        *(2400, 1200, "", "M0 800C420 742 900 752 1320 800 1720 846 2080 838 2400 770V1200H0Z"),
        *("", (1862, 1124), (2186, 1112)),
    ),
    "6-sheet": Layout(
        *(
            1440,
            2160,
            "translate(-1126 470) scale(1.14)",
            "M0 1420C252 1372 540 1380 792 1420 1032 1458 1248 1452 1440 1394V2160H0Z",
        ),
        *("translate(-940 548)", (1010, 2096), (1270, 2078)),
    ),
    "square": Layout(
        *(
            1680,
            1680,
            "translate(-640 226) scale(1.04)",
            "M0 1070C294 1022 630 1030 924 1070 1204 1108 1456 1102 1680 1044V1680H0Z",
        ),
        *("translate(-690 420)", (1180, 1590), (1490, 1576)),
    ),
}


def clouds() -> str:
    dice = random.Random(6)
    parts = []
    for x, y, scale in (
        (420, 250, 1.5),
        (1180, 150, 0.9),
        (2120, 210, 1.3),
        (900, 470, 0.8),
        (2300, 500, 1.0),
        (120, 560, 1.0),
    ):
        for _ in range(11):
            parts.append(
                f'<ellipse cx="{x + dice.gauss(0, 120 * scale):.0f}" cy="{y + dice.gauss(0, 18 * scale):.0f}" rx="{dice.uniform(50, 130) * scale:.0f}" ry="{dice.uniform(16, 42) * scale:.0f}"/>'
            )
    return f'<g fill="#fff" filter="url(#cloud)" style="opacity:var(--cloud)">{"".join(parts)}</g>'


def stars(width: int) -> str:
    dice = random.Random(15)
    dots = []
    for _ in range(170):
        x, y = dice.randrange(2400), dice.randrange(560)
        size = (
            dice.uniform(1, 3.4) if x > 1340 and width == 2400 else dice.uniform(0.6, 1.3)
        )  # none to be read as a full stop
        dots.append(f'<circle cx="{x}" cy="{y}" r="{size:.1f}" opacity="{dice.uniform(0.3, 1):.2f}"/>')
    return f'<g fill="#fff" style="opacity:var(--stars)">{"".join(dots)}</g>'


def molecules() -> str:
    """Science, from a distance."""
    parts = []
    for x, y, size in (
        (2090, 150, 62),
        (2198, 212, 62),
        (2198, 336, 62),
        (2306, 150, 62),
        (2330, 480, 40),
    ):
        corners = [
            (x + size * math.cos(step * math.tau / 6), y + size * math.sin(step * math.tau / 6)) for step in range(6)
        ]
        outline = "M" + "L".join(f"{a:.0f} {b:.0f}" for a, b in corners) + "Z"
        parts.append(
            f'<path d="{outline}"/>'
            + "".join(f'<circle cx="{a:.0f}" cy="{b:.0f}" r="10" fill="var(--brand)"/>' for a, b in corners)
        )
    return f'<g fill="none" stroke="var(--brand)" stroke-width="6" style="opacity:var(--science)">{"".join(parts)}</g>'


def meadow() -> str:
    """Hills in airbrush; flowers out of focus, larger as they come nearer."""
    dice = random.Random(10)
    flowers = []
    for _ in range(560):
        near = dice.random() ** 1.6
        x = dice.randrange(-20, 2420)
        y = 770 - 34 * math.sin(x / 2400 * math.pi) + near * 110 - 22
        size = 2 + 13 * near * dice.uniform(0.5, 1)
        colour = dice.choice(("var(--bloom-a)", "var(--bloom-b)", "#fff"))
        flowers.append(
            f'<circle cx="{x}" cy="{y:.0f}" r="{size:.1f}" fill="{colour}" opacity="{dice.uniform(0.35, 0.9):.2f}"/>'
        )
    return (
        '<path d="M-120 640C300 520 620 560 900 620 1200 560 1500 540 1800 600 2080 540 2240 560 2520 530V900H-120Z" fill="var(--far)" filter="url(#cloud)"/>'
        '<path d="M-120 700C380 600 700 640 1000 690 1300 640 1500 640 1900 690 2100 640 2260 660 2520 640V900H-120Z" fill="var(--middle)" filter="url(#airbrush)"/>'
        '<path d="M0 790C500 760 1000 716 1420 668 1640 646 1800 660 1960 690 2160 716 2300 704 2400 700V1000H0Z" fill="url(#grass)"/>'
        '<path d="M0 790C500 760 1000 716 1420 668 1640 646 1800 660 1960 690 2160 716 2300 704 2400 700V1000H0Z" fill="url(#grass-light)"/>'
        f'<g filter="url(#bloom)">{"".join(flowers)}</g>'
    )


def flare() -> str:
    """What the lens made of the sun."""
    rings = "".join(
        f'<circle cx="{1640 - 3.1 * along:.0f}" cy="{380 + 0.98 * along:.0f}" r="{size}" fill="var(--sun)" opacity="{depth}"/>'
        for along, size, depth in ((90, 26, 0.2), (150, 60, 0.1), (236, 18, 0.25), (310, 92, 0.08))
    )
    rays = "".join(
        f'<path d="M1640 380L{1640 + 1700 * math.cos(turn):.0f} {380 + 1700 * math.sin(turn):.0f} {1640 + 1700 * math.cos(turn + width):.0f} {380 + 1700 * math.sin(turn + width):.0f}Z"/>'
        for turn, width in ((step * 0.37 + 0.1, 0.05 + 0.04 * (step % 3)) for step in range(17))
    )
    return f'<g fill="url(#ray)" filter="url(#airbrush)" style="opacity:var(--rays)">{rays}</g><g style="mix-blend-mode:screen">{rings}</g>'


def panel(layout: Layout) -> str:
    edge = layout.panel
    return (
        f'<path d="{edge}" transform="translate(0 -44)" fill="var(--brand)" opacity=".55"/><path d="{edge}" transform="translate(0 -20)" fill="url(#ribbon)"/>'
        f'<path d="{edge}" fill="var(--panel)"/><path d="{edge}" fill="url(#panel-shade)"/>'
    )


def art(shape: str) -> str:
    layout = LAYOUTS[shape]
    frame = f'x="0" y="0" width="{layout.width}" height="{layout.height}"'
    defs = (HERE / "pharma-defs.svg").read_text("utf-8")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width} {layout.height}">{defs}<g style="isolation:isolate"><rect {frame} fill="url(#sky)"/>'
        f'{stars(layout.width)}<g transform="{layout.scene}"><circle cx="1640" cy="380" r="1100" fill="url(#halo)"/>{flare()}{clouds()}<circle cx="1640" cy="380" r="190" fill="url(#disc)"/>{molecules()}'
        f'{meadow()}{couple(1566, 676)}<circle cx="1640" cy="380" r="620" fill="url(#bliss)" style="mix-blend-mode:screen"/></g>{panel(layout)}'
        f'<g transform="{layout.pack}">{pack(1812, 742)}</g>{capsule(*layout.calm, -12, 0.6, False)}{capsule(*layout.glad, 9, 0.9, True)}'
        f'<rect {frame} filter="url(#fine)" style="mix-blend-mode:overlay" opacity=".07"/></g></svg>'
    )


if __name__ == "__main__":
    sys.stdout.write(art(sys.argv[2]))
