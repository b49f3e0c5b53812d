"""The art of "spray": a bare bill sheet, pasted up in a hurry. Prints SVG; render_art.py photographs it."""

from __future__ import annotations

import math
import random
import sys
from pathlib import Path

from spray_walls import WALLS, lit

HERE = Path(__file__).parent
FRAME = 'x="0" y="0" width="2400" height="1200"'
# The sheet's edge, clockwise from the top left; the bottom right corner is torn off, the top left one peels.
SHEET = (
    "M300 82L640 74 1210 82 1830 72 2226 84 2232 420 2222 800 2230 902 2204 914 2190 946 2146 962 2138 1004 2100 1012"
    " 2082 1056 1700 1050 1190 1060 700 1050 186 1062 180 700 188 400 182 214Z"
)
PEEL = "M182 216L302 80 322 150 300 214 262 226Z"


def drips(seed: int) -> str:
    """What ran down from the underline before anybody could stop it."""
    dice = random.Random(seed)
    parts = []
    for x, length, width in (
        (402, 74, 9),
        (566, 128, 11),
        (598, 48, 7),
        (846, 96, 9),
        (1118, 150, 12),
        (1146, 66, 7),
        (1398, 90, 9),
        (1560, 40, 8),
    ):
        y = underline(x)
        bend = dice.uniform(-3, 3)
        parts.append(
            f'<path d="M{x - width} {y}C{x - width / 2} {y + 26} {x - width / 2} {y + 30} {x - width / 2 + bend} {y + length}'
            f"a{width * 0.62} {width * 0.8} 0 1 0 {width} 0C{x + width / 2} {y + 30} {x + width / 2} {y + 26} {x + width} {y}Z"
            '"/>'
        )
    return "".join(parts)


def underline(x: float) -> float:
    """The height of the sprayed line at x."""
    return 936 - 22 * math.sin((x - 330) / 1300 * math.pi) + (x - 330) * 0.004


def speckle(seed: int) -> str:
    """Spit from the nozzle: many fine drops, few fat ones, thickest near the paint."""
    dice = random.Random(seed)
    parts = []
    for _ in range(560):
        x, spread = dice.uniform(240, 1800), dice.gauss(0, 46)
        radius = min(7.5, 0.7 + dice.expovariate(0.9))
        parts.append(
            f'<circle cx="{x:.0f}" cy="{underline(x) + spread:.0f}" r="{radius:.1f}" opacity="{dice.uniform(0.35, 0.95):.2f}"/>'
        )
    for centre_x, centre_y, reach, number in ((2060, 214, 80, 150), (330, 300, 60, 70), (2180, 690, 50, 60)):
        for _ in range(number):
            turn, far = dice.uniform(0, math.tau), abs(dice.gauss(0, reach))
            parts.append(
                f'<circle cx="{centre_x + far * math.cos(turn):.0f}" cy="{centre_y + far * math.sin(turn):.0f}"'
                f' r="{0.6 + dice.expovariate(0.8):.1f}" opacity="{dice.uniform(0.3, 0.9):.2f}"/>'
            )
    return "".join(parts)


def paint() -> str:
    """The underline, its drips, a test puff in the corner and a shot that missed the paper."""
    points = [(x, underline(x)) for x in range(330, 1641, 10)]
    line = "M" + "L".join(f"{x} {y:.1f}" for x, y in points)
    back = f"M1640 {underline(1640):.1f}C1690 {underline(1640):.1f} 1640 968 1480 962"
    return (
        f'<g filter="url(#mist)" opacity=".5"><path d="{line}" fill="none" stroke="var(--ink)" stroke-width="74" stroke-linecap="round"/>'
        '<circle cx="2060" cy="214" r="66" fill="var(--ink)"/><ellipse cx="2246" cy="700" rx="80" ry="46" fill="var(--ink)"/></g>'
        f'<g filter="url(#nozzle)"><path d="{line}" fill="none" stroke="var(--ink)" stroke-width="27" stroke-linecap="round"/>'
        f'<path d="{back}" fill="none" stroke="var(--ink)" stroke-width="15" stroke-linecap="round" opacity=".8"/></g>'
        f'<g fill="var(--ink)">{drips(4)}{speckle(9)}</g>'
    )


def creases() -> str:
    """Folded in eight, in a coat pocket."""
    parts = []
    for x in (700, 1208, 1716):
        parts.append(
            f'<path d="M{x} 60L{x + 6} 1080" stroke="#000" stroke-width="5" opacity=".17"/><path d="M{x + 5} 60L{x + 11} 1080" stroke="#fff" stroke-width="5" style="opacity:var(--shine)"/>'
        )
        parts.append(
            f'<rect x="{x - 90}" y="40" width="90" height="1060" fill="url(#fold-left)"/><rect x="{x + 6}" y="40" width="110" height="1060" fill="url(#fold-right)" style="opacity:var(--shine)"/>'
        )
    parts.append(
        '<path d="M160 566L2260 572" stroke="#000" stroke-width="5" opacity=".15"/><path d="M160 571L2260 577" stroke="#fff" stroke-width="5" style="opacity:var(--shine)"/>'
    )
    return "".join(parts)


def paste() -> str:
    """Wheat paste that came out at the bottom, and bubbles that stayed in."""
    dice = random.Random(31)
    runs = []
    for _ in range(17):
        x, length, width = dice.randrange(220, 2060), dice.randrange(40, 150), dice.randrange(8, 22)
        runs.append(
            f'<path d="M{x - width} 1040q{width * 0.6:.0f} 26 {width * 0.6:.0f} {length}a{width * 0.4:.0f} {width * 0.5:.0f} 0 1 0 {width * 0.8:.0f} 0q0 {26 - length} {width * 0.6:.0f} {-length}Z"/>'
        )
    return "".join(runs)


def bubbles() -> str:
    dice = random.Random(12)
    parts = []
    for _ in range(13):
        x, y, r = (
            dice.randrange(260, 2160),
            dice.choice((dice.randrange(110, 200), dice.randrange(880, 1040))),
            dice.randrange(12, 34),
        )
        parts.append(f'<ellipse cx="{x}" cy="{y}" rx="{r * 1.5:.0f}" ry="{r}" fill="url(#bubble)"/>')
    return "".join(parts)


def ridges() -> str:
    """Wrinkles no brush came back for: lens-shaped, slanting, thickest towards the sheet's ends. White is high."""
    dice = random.Random(77)
    parts = []
    for _ in range(64):
        x, y = dice.uniform(190, 2220), dice.uniform(90, 1050)
        far = abs(x - 1200) / 1000  # the middle was smoothed best
        length, width = dice.uniform(70, 200) + 320 * far * dice.random(), dice.uniform(4, 8) + 9 * far * dice.random()
        turn, bow = math.radians(dice.gauss(74, 9)), dice.uniform(-46, 46)
        end_x, end_y = x + length * math.cos(turn), y + length * math.sin(turn)
        mid_x, mid_y = (x + end_x) / 2 - bow * math.sin(turn), (y + end_y) / 2 + bow * math.cos(turn)
        across, down = width * math.sin(turn), width * math.cos(turn)
        parts.append(
            f'<path d="M{x:.0f} {y:.0f}Q{mid_x + across:.0f} {mid_y - down:.0f} {end_x:.0f} {end_y:.0f}'
            f'Q{mid_x - across:.0f} {mid_y + down:.0f} {x:.0f} {y:.0f}Z" opacity="{dice.uniform(0.15, 0.4) + 0.5 * far * dice.random():.2f}"/>'
        )
    return f'<g filter="url(#ridge)" fill="#fff" style="mix-blend-mode:hard-light">{"".join(parts)}</g>'


def sheet() -> str:
    return (
        f'<g filter="url(#softer)" opacity=".5"><path d="{SHEET}" transform="translate(10 18)"/></g>'
        f'<g fill="var(--wet)" opacity=".55" filter="url(#wetness)">{paste()}</g>'
        f'<g filter="url(#torn)"><path d="{SHEET}" fill="#000" opacity=".55" transform="translate(3 6)"/>'
        f'<path d="{SHEET}" fill="var(--core)"/></g>'
        f'<g clip-path="url(#inside)"><g filter="url(#torn)"><path d="{SHEET}" fill="var(--paper)" stroke="var(--core)" stroke-width="5"/></g></g>'
        f'<g mask="url(#paper-only)"><rect {FRAME} fill="var(--paper)"/>{creases()}<g style="opacity:var(--shine)">{bubbles()}</g>{lit("wrinkles", "multiply")}{lit("crumple", "hard-light", 0.6)}{ridges()}'
        f'{lit("fibre", "multiply", 0.2)}<path d="{SHEET}" fill="none" stroke="#6b5a36" stroke-width="60" opacity=".16" filter="url(#softer)"/></g>'
        f'<g filter="url(#soft)" opacity=".5"><path d="{PEEL}" transform="translate(16 20)"/></g><path d="{PEEL}" fill="url(#curl)"/>'
    )


def can() -> str:
    """An aerosol on the kerb, and its cap."""
    return (
        '<g transform="translate(2268 826) rotate(2)"><ellipse cx="24" cy="352" rx="150" ry="20" fill="#000" opacity=".6" filter="url(#soft)"/>'
        '<path d="M-62 74V336C-62 352 62 352 62 336V74Z" fill="url(#tin)"/>'
        '<path d="M-62 108H62V300C62 314-62 314-62 300Z" fill="var(--can)"/><path d="M-62 108H62V300C62 314-62 314-62 300Z" fill="url(#sheen)"/>'
        '<text x="0" y="196" text-anchor="middle" font-family="Tag" font-size="62" fill="var(--label)" transform="rotate(-8 0 190)">Rush</text>'
        '<path d="M-44 226H44" stroke="var(--label)" stroke-width="5" opacity=".9"/><text x="0" y="258" text-anchor="middle" font-family="Cond" font-size="20" fill="var(--label)" letter-spacing="1">SHAKE FIRST,</text>'
        '<text x="0" y="284" text-anchor="middle" font-family="Cond" font-size="20" fill="var(--label)" letter-spacing="1">THINK LATER</text>'
        '<path d="M-66 66C-66 58 66 58 66 66V80C66 90-66 90-66 80Z" fill="url(#tin)"/><path d="M-58 64C-52 26-30 16-22 12H22C30 16 52 26 58 64C40 74-40 74-58 64Z" fill="url(#tin)"/>'
        '<path d="M-23-4H23V14C23 20-23 20-23 14Z" fill="url(#tin)"/><path d="M-16-34C-16-40 16-40 16-34V-2C16 4-16 4-16-2Z" fill="url(#nozzle-white)"/>'
        '<circle cx="-9" cy="-20" r="4" fill="#111"/><path d="M-16-24q-12 2-14 8 8 2 14-2Z" fill="var(--ink)"/>'
        '<path d="M-14-14q-3 16 0 30" stroke="var(--ink)" stroke-width="5" fill="none" stroke-linecap="round"/></g>'
    )


def art(variant: str) -> str:
    defs = (HERE / "spray-defs.svg").read_text("utf-8")
    warning = (
        '<g filter="url(#worn)" opacity=".85"><text x="300" y="1152" font-family="Cond" font-size="66" letter-spacing="9"'
        ' fill="var(--stencil)">BILL POSTERS WILL BE TUTTED AT</text></g>'
    )
    ledge = '<path d="M0 1168H2400V1200H0Z" fill="var(--kerb)"/><path d="M0 1168H2400" stroke="#fff" stroke-width="4" opacity=".35"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2400 1200">{defs}<g style="isolation:isolate">'
        f"{WALLS[variant]()}{warning}{sheet()}{paint()}"
        f'<rect {FRAME} fill="url(#vignette)" style="mix-blend-mode:multiply"/>{ledge}{can()}'
        f"{lit('fine', 'overlay', 0.07)}</g></svg>"
    )


if __name__ == "__main__":
    print(art(sys.argv[1]))
