"""The art of "product-recall": a safety notice with tear-off slips. Prints SVG; render_art.py photographs it."""

from __future__ import annotations

import math
import random
from pathlib import Path

from isometric import device, iso

HERE = Path(__file__).parent
LEFT, RIGHT, FOOT = 44, 2356, 1046  # the sheet's edges, and where the slips begin
SLIPS = 12
TORN = {4, 9}


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


def slips() -> str:
    """The slips along the foot: cut apart, curling, two of them gone."""
    dice = random.Random(2)  # a fixed seed tears the same slips every time
    width = (RIGHT - LEFT) / SLIPS
    parts = []
    for slip in range(SLIPS):
        x = LEFT + slip * width
        if slip in TORN:
            edge, at = [], 0.0
            while at < width:
                edge.append(f"L{x + at:.0f} {FOOT + dice.randrange(4, 20)}")
                at += dice.randrange(9, 22)
            parts.append(
                f'<path d="M{x:.0f} {FOOT - 2}{"".join(edge)}L{x + width:.0f} {FOOT - 2}Z" fill="var(--paper)"/>'
            )
            continue
        turn, long = dice.uniform(-1.7, 1.7), dice.randrange(116, 126)
        shape = f"M{x + 1.5:.1f} {FOOT - 2}V{FOOT + long}H{x + width - 1.5:.1f}V{FOOT - 2}Z"
        middle = x + width / 2
        parts.append(
            f'<g transform="rotate({turn:.2f} {middle:.0f} {FOOT})"><path d="{shape}" transform="translate(9 13)"'
            f' fill="#000" opacity=".42" filter="url(#near)"/><path d="{shape}" fill="var(--paper)"/>'
            f'<path d="{shape}" fill="url(#curl{slip % 2})"/><g text-anchor="middle" fill="var(--ink)"><text x="{middle:.0f}"'
            f' y="{FOOT + 46}" font-family="Heavy" font-size="29">ONE REFUND*</text><text x="{middle:.0f}" y="{FOOT + 76}"'
            f' font-family="Plain" font-size="23">*less handling</text><text x="{middle:.0f}" y="{FOOT + 104}"'
            f' font-family="Mono" font-size="19" letter-spacing="1">SLIP {slip + 1:02d}/{SLIPS}</text></g></g>'
        )
    return "".join(parts)


def art() -> str:
    parts = {"GRID": grid(), "SLIPS": slips(), "DEVICE": device(), "CALLOUTS": callouts(), "ARCS": arcs()}
    page = (HERE / "product-recall-page.svg").read_text("utf-8")
    for name, drawn in parts.items():
        page = page.replace(f"<!-- {name} -->", drawn)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2400 1200">{page}</svg>'


if __name__ == "__main__":
    print(art())
