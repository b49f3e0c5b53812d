"""The art of "product-recall": a safety notice with tear-off slips. Prints SVG; render_art.py photographs it."""

from __future__ import annotations

import math
import random
import sys
from dataclasses import dataclass
from pathlib import Path

from isometric import device, iso

HERE = Path(__file__).parent
LEFT = 44  # px: the sheet's edge, as far from the wall's as the right one is


@dataclass(frozen=True)
class Layout:
    """Where the parts of the notice stand on a sheet, px; lines of type by their baselines."""

    width: int
    height: int
    foot: int  # where the slips begin
    slips: int
    torn: frozenset[int]
    head: int  # height of the band
    mark: str
    title: tuple[tuple[str, int], ...]  # words and baseline
    title_size: int
    margin: int  # the title's
    asides: tuple[tuple[int, int], ...]  # right ends
    item: tuple[int, int]
    rules: tuple[tuple[int, int], ...]  # left end and height
    figure: str
    advice: tuple[int, int]
    batches: tuple[int, int]
    stamp: str

    @property
    def right(self) -> int:
        return self.width - LEFT


ASIDES = (("Firm", "SAFETY NOTICE"), ("Plain", "Please read both sides."), ("Plain", "There is only one side."))
LAYOUTS = {
    "48-sheet": Layout(
        *(2400, 1200, 1046, 12, frozenset({4, 9}), 188, "translate(234 202)", (("PRODUCT RECALL", 258),), 172, 366),
        *(((2254, 164), (2254, 206), (2254, 248)), (930, 350), ((930, 658),), "", (930, 704), (1750, 704)),
        "translate(2152 948) rotate(-6)",
    ),
    "6-sheet": Layout(
        *(1440, 2160, 1990, 7, frozenset({2}), 466, "translate(262 312) scale(1.3)"),
        *((("PRODUCT", 300), ("RECALL", 486)), 202, 428, ((370, 546), (850, 546), (1290, 546)), (118, 640)),
        *(((118, 1016), (118, 1650)), "translate(14 766.9) scale(.88)", (118, 1704), (826, 1076)),
        "translate(1088 1476) rotate(-8) scale(1.7)",
    ),
    "square": Layout(
        *(
            1680,
            1680,
            1526,
            8,
            frozenset({2, 6}),
            252,
            "translate(224 214) scale(.9)",
            (("PRODUCT RECALL", 246),),
            150,
            336,
        ),
        *(
            ((360, 326), (900, 326), (1532, 326)),
            (118, 412),
            ((118, 744),),
            "translate(0 456)",
            (930, 804),
            (930, 1176),
        ),
        "translate(1440 1424) rotate(-6)",
    ),
}


def grid() -> str:
    """Batch numbers, a few of them ringed by somebody with a pen."""
    dice = random.Random(4)  # a fixed seed deals the same batches every time
    ringed = {1, 6, 11, 14}
    cells, rings = [], []
    for cell in range(16):
        x, y = 1812 + cell % 4 * 124, 744 + cell // 4 * 47
        cells.append(f'<text x="{x}" y="{y}">{dice.randrange(100, 999)}-{dice.choice("ABDFKLRT")}</text>')
        if cell in ringed:
            rings.append(
                f'<path d="M{x - 44} {y - 26}c30-16 84-14 92 14s-60 30-92 18s-26-36 20-38" transform="rotate('
                f'{dice.randrange(-5, 6)} {x} {y - 10})"/>'
            )
    lines = "".join(f"M{1750 + column * 124} 708V896" for column in range(5))
    lines += "".join(f"M1750 {708 + row * 47}H2246" for row in range(5))
    return (
        f'<path d="{lines}" stroke="var(--ink)" stroke-width="2.5"/><g font-family="Mono" font-size="28"'
        f' text-anchor="middle" fill="var(--ink)">{"".join(cells)}</g><g fill="none" stroke="var(--warn)"'
        f' stroke-width="7" stroke-linecap="round">{"".join(rings)}</g>'
    )


def callouts() -> str:
    """Lettered discs with a leader to the part."""
    spots = [("A", (222, 84, 360), (236, -66)), ("B", (320, 262, 150), (-60, 190)), ("C", (450, 126, 214), (170, 40))]
    parts = []
    for letter, place, (dx, dy) in spots:
        x, y = iso(*place)
        parts.append(
            f'<path d="M{x:.0f} {y:.0f}L{x + dx:.0f} {y + dy:.0f}" stroke="var(--figure)" stroke-width="4"/>'
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="7" fill="var(--figure)"/>{disc(x + dx, y + dy, letter)}'
        )
    x, y = iso(0, 200, 40)
    parts.append(disc(x + 78, y + 196, "D"))
    return "".join(parts)


def disc(x: float, y: float, letter: str) -> str:
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="27" fill="var(--warn)" stroke="var(--figure)" stroke-width="4"/>'
        f'<text x="{x:.0f}" y="{y + 12:.0f}" font-family="Heavy" font-size="34" text-anchor="middle"'
        f' fill="var(--onwarn)">{letter}</text>'
    )


def arcs() -> str:
    """Alarm, as drawn in every manual."""
    parts = []
    for radius in (296, 330, 364):
        for start, end in ((-38, -14), (194, 218)):
            a, b = math.radians(start), math.radians(end)
            parts.append(
                f"M{radius * math.cos(a):.0f} {radius * 0.9 * math.sin(a):.0f}"
                f"A{radius} {radius * 0.9:.0f} 0 0 1 {radius * math.cos(b):.0f} {radius * 0.9 * math.sin(b):.0f}"
            )
    return f'<path d="{"".join(parts)}" fill="none" stroke="var(--warn)" stroke-width="12" stroke-linecap="round"/>'


def slips(layout: Layout) -> str:
    """The slips along the foot: cut apart, curling, two of them gone."""
    dice = random.Random(2)  # a fixed seed tears the same slips every time
    width, foot = (layout.right - LEFT) / layout.slips, layout.foot
    parts = []
    for slip in range(layout.slips):
        x = LEFT + slip * width
        if slip in layout.torn:
            edge, at = [], 0.0
            while at < width:
                edge.append(f"L{x + at:.0f} {foot + dice.randrange(4, 20)}")
                at += dice.randrange(9, 22)
            parts.append(
                f'<path d="M{x:.0f} {foot - 2}{"".join(edge)}L{x + width:.0f} {foot - 2}Z" fill="var(--paper)"/>'
            )
            continue
        turn, long = dice.uniform(-1.7, 1.7), dice.randrange(116, 126)
        shape = f"M{x + 1.5:.1f} {foot - 2}V{foot + long}H{x + width - 1.5:.1f}V{foot - 2}Z"
        middle = x + width / 2
        parts.append(
            f'<g transform="rotate({turn:.2f} {middle:.0f} {foot})"><path d="{shape}" transform="translate(9 13)"'
            f' fill="#000" opacity=".42" filter="url(#near)"/><path d="{shape}" fill="var(--paper)"/>'
            f'<path d="{shape}" fill="url(#curl{slip % 2})"/><g text-anchor="middle" fill="var(--ink)"><text x="{middle:.0f}"'
            f' y="{foot + 46}" font-family="Heavy" font-size="29">ONE REFUND*</text><text x="{middle:.0f}" y="{foot + 76}"'
            f' font-family="Plain" font-size="23">*less handling</text><text x="{middle:.0f}" y="{foot + 104}"'
            f' font-family="Mono" font-size="19" letter-spacing="1">SLIP {slip + 1:02d}/{layout.slips}</text></g></g>'
        )
    return "".join(parts)


def head(layout: Layout) -> str:
    """The words of the band: what this is, and how to read it."""
    title = "".join(f'<text x="{layout.margin}" y="{y}">{words}</text>' for words, y in layout.title)
    asides = "".join(
        f'<text x="{x}" y="{y}" font-family="{face}">{words}</text>'
        for (x, y), (face, words) in zip(layout.asides, ASIDES, strict=True)
    )
    return (
        f'<g font-family="Heavy" font-size="{layout.title_size}" letter-spacing="-1.5" fill="var(--onhead)">{title}</g>'
        f'<g font-size="31" fill="var(--onhead)" text-anchor="end">{asides}</g>'
    )


def art(layout: Layout) -> str:
    drawings = {
        "GRID": grid(), "SLIPS": slips(layout), "DEVICE": device(), "CALLOUTS": callouts(), "ARCS": arcs(), "HEAD": head(layout),
        "RULES": f'<path d="{"".join(f"M{x} {y}H{layout.right - 74}" for x, y in layout.rules)}" stroke="var(--ink)" stroke-width="8"/>',
    }  # fmt: skip
    lengths = {
        "WIDTH": layout.width, "HEIGHT": layout.height, "RIGHT": layout.right, "FOOT": layout.foot, "BAND": layout.head,
        "BANDRIGHT": layout.right - 74, "INNERRIGHT": layout.right - 48, "INNERFOOT": layout.foot - 48, "MARK": layout.mark, "FIGURE": layout.figure,
        "ITEM": "{} {}".format(*layout.item), "ADVICE": "{} {}".format(*layout.advice), "STAMP": layout.stamp,
        "BATCHES": "{} {}".format(*layout.batches),
    }  # fmt: skip
    page = (HERE / "product-recall-page.svg").read_text("utf-8")
    for name, drawn in drawings.items():
        page = page.replace(f"<!-- {name} -->", drawn)
    for name, value in lengths.items():
        page = page.replace(f"[[{name}]]", str(value))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width} {layout.height}">{page}</svg>'


if __name__ == "__main__":
    print(art(LAYOUTS[sys.argv[2]]))
