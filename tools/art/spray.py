"""The art of "spray": a bare bill sheet, pasted up in a hurry. Prints SVG; render_art.py photographs it."""

from __future__ import annotations

import math
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from string import Template

from spray_walls import WALLS, frame, lit

HERE = Path(__file__).parent
# The sheet's edge, clockwise from the top left; the bottom right corner is torn off, the top left one peels.
SHEET = (
    "M300 82L640 74 1210 82 1830 72 2226 84 2232 420 2222 800 2230 902 2204 914 2190 946 2146 962 2138 1004 2100 1012"
    " 2082 1056 1700 1050 1190 1060 700 1050 186 1062 180 700 188 400 182 214Z"
)
PEEL = "M182 216L302 80 322 150 300 214 262 226Z"
# What is left of the printed face where the corner came off.
INSIDE = "M-9000 -9000L9000 -9000 9000 894 2196 900 2180 934 2134 950 2126 992 2090 1000 2064 9000 -9000 9000Z"


@dataclass(frozen=True)
class Layout:
    """A sheet on its wall. It is drawn as one of 182 72 2232 1062: its corners keep their shape, what lies between is
    drawn out or together."""

    size: tuple[int, int]
    left: int
    top: int
    right: int
    bottom: int
    stroke: tuple[int, int, int]  # the sprayed line: from, to, how far down
    columns: tuple[int, ...]  # its folds
    rows: tuple[int, ...]
    can: tuple[int, int]
    warning: tuple[int, int]  # where the stencil begins, and its size

    def x(self, x: float) -> float:
        return self._kept(x, (182, 2232), (self.left, self.right), 420)

    def y(self, y: float) -> float:
        return self._kept(y, (72, 1062), (self.top, self.bottom), 240)

    @staticmethod
    def _kept(place: float, drawn: tuple[int, int], wanted: tuple[int, int], corner: int) -> float:
        low, high = drawn[0] + corner, drawn[1] - corner
        if place <= low:
            return place - drawn[0] + wanted[0]
        if place >= high:
            return place - drawn[1] + wanted[1]
        start, end = wanted[0] + corner, wanted[1] - corner
        return start + (place - low) * (end - start) / (high - low)

    def path(self, path: str) -> str:
        return re.sub(r"(-?\d+) (-?\d+)", lambda pair: f"{self.x(int(pair[1])):.0f} {self.y(int(pair[2])):.0f}", path)

    def along(self, x: float) -> float:
        """Where a place along the line, which is drawn from 330 to 1640, comes to lie."""
        start, end, _ = self.stroke
        return start + (x - 330) * (end - start) / 1310

    def underline(self, x: float) -> float:
        """The height of the sprayed line at x."""
        start, end, down = self.stroke
        return down - 22 * math.sin((x - start) / (end - start) * math.pi) + (x - start) * 0.004


LAYOUTS = {
    "48-sheet": Layout(
        (2400, 1200), *(182, 72, 2232, 1062), (330, 1640, 936), (700, 1208, 1716), (566,), (2268, 826), (300, 66)
    ),
    "6-sheet": Layout(
        (1440, 2160), *(92, 84, 1340, 1960), (210, 1010, 1740), (716,), (560, 1022, 1490), (1308, 1786), (96, 56)
    ),
    "square": Layout(
        (1680, 1680), *(112, 74, 1556, 1506), (250, 980, 1352), (598, 1070), (790,), (1556, 1306), (150, 62)
    ),
}


def drips(on: Layout, seed: int) -> str:
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
        x = round(on.along(x))
        y = on.underline(x)
        bend = dice.uniform(-3, 3)
        parts.append(
            f'<path d="M{x - width} {y}C{x - width / 2} {y + 26} {x - width / 2} {y + 30} {x - width / 2 + bend} {y + length}'
            f"a{width * 0.62} {width * 0.8} 0 1 0 {width} 0C{x + width / 2} {y + 30} {x + width / 2} {y + 26} {x + width} {y}Z"
            '"/>'
        )
    return "".join(parts)


def speckle(on: Layout, seed: int) -> str:
    """Spit from the nozzle: many fine drops, few fat ones, thickest near the paint."""
    dice = random.Random(seed)
    parts = []
    for _ in range(560):
        x, spread = on.along(dice.uniform(240, 1800)), dice.gauss(0, 46)
        radius = min(7.5, 0.7 + dice.expovariate(0.9))
        parts.append(
            f'<circle cx="{x:.0f}" cy="{on.underline(x) + spread:.0f}" r="{radius:.1f}" opacity="{dice.uniform(0.35, 0.95):.2f}"/>'
        )
    for x, y, reach, number in ((2060, 214, 80, 150), (330, 300, 60, 70), (2180, 690, 50, 60)):
        centre_x, centre_y = on.x(x), on.y(y)
        for _ in range(number):
            turn, far = dice.uniform(0, math.tau), abs(dice.gauss(0, reach))
            parts.append(
                f'<circle cx="{centre_x + far * math.cos(turn):.0f}" cy="{centre_y + far * math.sin(turn):.0f}"'
                f' r="{0.6 + dice.expovariate(0.8):.1f}" opacity="{dice.uniform(0.3, 0.9):.2f}"/>'
            )
    return "".join(parts)


def paint(on: Layout) -> str:
    """The underline, its drips, a test puff in the corner and a shot that missed the paper."""
    start, end, _ = on.stroke
    points = [(x, on.underline(x)) for x in range(start, end + 1, 10)]
    line = "M" + "L".join(f"{x} {y:.1f}" for x, y in points)
    y = on.underline(end)
    back = f"M{end} {y:.1f}C{end + 50} {y:.1f} {end} {y + 27:.0f} {end - 160} {y + 21:.0f}"
    return (
        f'<g filter="url(#mist)" opacity=".5"><path d="{line}" fill="none" stroke="var(--ink)" stroke-width="74" stroke-linecap="round"/>'
        f'<circle cx="{on.x(2060):.0f}" cy="{on.y(214):.0f}" r="66" fill="var(--ink)"/><ellipse cx="{on.x(2246):.0f}" cy="{on.y(700):.0f}" rx="80" ry="46" fill="var(--ink)"/></g>'
        f'<g filter="url(#nozzle)"><path d="{line}" fill="none" stroke="var(--ink)" stroke-width="27" stroke-linecap="round"/>'
        f'<path d="{back}" fill="none" stroke="var(--ink)" stroke-width="15" stroke-linecap="round" opacity=".8"/></g>'
        f'<g fill="var(--ink)">{drips(on, 4)}{speckle(on, 9)}</g>'
    )


def creases(on: Layout) -> str:
    """Folded in eight, in a coat pocket."""
    parts = []
    top, foot, left, right = on.top - 12, on.bottom + 18, on.left - 22, on.right + 28
    for x in on.columns:
        parts.append(
            f'<path d="M{x} {top}L{x + 6} {foot}" stroke="#000" stroke-width="5" opacity=".17"/><path d="M{x + 5} {top}L{x + 11} {foot}" stroke="#fff" stroke-width="5" style="opacity:var(--shine)"/>'
        )
        parts.append(
            f'<rect x="{x - 90}" y="{top - 20}" width="90" height="{foot - top + 40}" fill="url(#fold-left)"/><rect x="{x + 6}" y="{top - 20}" width="110" height="{foot - top + 40}" fill="url(#fold-right)" style="opacity:var(--shine)"/>'
        )
    for y in on.rows:
        parts.append(
            f'<path d="M{left} {y}L{right} {y + 6}" stroke="#000" stroke-width="5" opacity=".15"/><path d="M{left} {y + 5}L{right} {y + 11}" stroke="#fff" stroke-width="5" style="opacity:var(--shine)"/>'
        )
    return "".join(parts)


def paste(on: Layout) -> str:
    """Wheat paste that came out at the bottom, and bubbles that stayed in."""
    dice = random.Random(31)
    runs = []
    for _ in range(17):
        x, length, width = round(on.x(dice.randrange(220, 2060))), dice.randrange(40, 150), dice.randrange(8, 22)
        runs.append(
            f'<path d="M{x - width} {on.bottom - 22}q{width * 0.6:.0f} 26 {width * 0.6:.0f} {length}a{width * 0.4:.0f} {width * 0.5:.0f} 0 1 0 {width * 0.8:.0f} 0q0 {26 - length} {width * 0.6:.0f} {-length}Z"/>'
        )
    return "".join(runs)


def bubbles(on: Layout) -> str:
    dice = random.Random(12)
    parts = []
    for _ in range(13):
        x, y, r = (
            dice.randrange(260, 2160),
            dice.choice((dice.randrange(110, 200), dice.randrange(880, 1040))),
            dice.randrange(12, 34),
        )
        parts.append(
            f'<ellipse cx="{on.x(x):.0f}" cy="{on.y(y):.0f}" rx="{r * 1.5:.0f}" ry="{r}" fill="url(#bubble)"/>'
        )
    return "".join(parts)


def ridges(on: Layout) -> str:
    """Wrinkles no brush came back for: lens-shaped, slanting, thickest towards the sheet's ends. White is high."""
    dice = random.Random(77)
    parts = []
    for _ in range(64):
        x, y = dice.uniform(190, 2220), dice.uniform(90, 1050)
        far = abs(x - 1200) / 1000  # the middle was smoothed best
        x, y = on.x(x), on.y(y)
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


def sheet(on: Layout) -> str:
    edge, peel, size = on.path(SHEET), on.path(PEEL), on.size
    return (
        f'<g filter="url(#softer)" opacity=".5"><path d="{edge}" transform="translate(10 18)"/></g>'
        f'<g fill="var(--wet)" opacity=".55" filter="url(#wetness)">{paste(on)}</g>'
        f'<g filter="url(#torn)"><path d="{edge}" fill="#000" opacity=".55" transform="translate(3 6)"/>'
        f'<path d="{edge}" fill="var(--core)"/></g>'
        f'<g clip-path="url(#inside)"><g filter="url(#torn)"><path d="{edge}" fill="var(--paper)" stroke="var(--core)" stroke-width="5"/></g></g>'
        f'<g mask="url(#paper-only)"><rect {frame(size)} fill="var(--paper)"/>{creases(on)}<g style="opacity:var(--shine)">{bubbles(on)}</g>{lit("wrinkles", size, "multiply")}{lit("crumple", size, "hard-light", 0.6)}{ridges(on)}'
        f'{lit("fibre", size, "multiply", 0.2)}<path d="{edge}" fill="none" stroke="#6b5a36" stroke-width="60" opacity=".16" filter="url(#softer)"/></g>'
        f'<g filter="url(#soft)" opacity=".5"><path d="{peel}" transform="translate(16 20)"/></g><path d="{peel}" fill="url(#curl)"/>'
    )


def can(on: Layout) -> str:
    """An aerosol on the kerb, and its cap."""
    return (
        f'<g transform="translate({on.can[0]} {on.can[1]}) rotate(2)"><ellipse cx="24" cy="352" rx="150" ry="20" fill="#000" opacity=".6" filter="url(#soft)"/>'
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


def art(variant: str, shape: str) -> str:
    on = LAYOUTS[shape]
    width, height = on.size
    defs = Template((HERE / "spray-defs.svg").read_text("utf-8")).substitute(
        frame=frame(on.size),
        foot=f'x="0" y="{height - 140}" width="{width}" height="140"',
        sheet=on.path(SHEET),
        inside=on.path(INSIDE),
        gloom=f'cx="{width - 1300 if width > 2000 else width * 0.47:.0f}" cy="520" r="1500" gradientTransform="translate(0 120) scale(1 .78)"'
        if width > height
        else f'cx="{width * 0.46:.0f}" cy="{height * 0.44:.0f}" r="{height * 0.72:.0f}"',
        lamp=f'cx="{min(500, width // 3)}" cy="-120" r="1500"',
    )
    x, size = on.warning
    warning = (
        f'<g filter="url(#worn)" opacity=".85"><text x="{x}" y="{height - 48}" font-family="Cond" font-size="{size}"'
        f' letter-spacing="{size * 9 / 66:.1f}" fill="var(--stencil)">BILL POSTERS WILL BE TUTTED AT</text></g>'
    )
    kerb = height - 32
    ledge = f'<path d="M0 {kerb}H{width}V{height}H0Z" fill="var(--kerb)"/><path d="M0 {kerb}H{width}" stroke="#fff" stroke-width="4" opacity=".35"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{defs}<g style="isolation:isolate">'
        f"{WALLS[variant](on.size)}{warning}{sheet(on)}{paint(on)}"
        f'<rect {frame(on.size)} fill="url(#vignette)" style="mix-blend-mode:multiply"/>{ledge}{can(on)}'
        f"{lit('fine', on.size, 'overlay', 0.07)}</g></svg>"
    )


if __name__ == "__main__":
    print(art(sys.argv[1], sys.argv[2]))
