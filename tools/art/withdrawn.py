"""The picture that stands where a poster was taken down: a concrete wall and what the scraper left. Prints SVG.

python tools/art/withdrawn.py [48-sheet | 6-sheet | square]
"""

from __future__ import annotations

import math
import random
import sys

chance = random.Random(410)

SHAPES = {  # width and height, the poster's edges, seams across and down, and the lines with their baselines, px
    "48-sheet": ((2400, 1200), (250, 130, 2150, 1070), ((400, 1450, 2000), (600,)), (545, 800), 268),
    "6-sheet": ((1440, 2160), (150, 190, 1290, 1970), ((420, 1120), (560, 1500)), (870, 1140, 1410), 268),
    "square": ((1680, 1680), (150, 150, 1530, 1530), ((400, 1330), (840,)), (750, 1015, 1280), 268),
}
(WIDTH, HEIGHT), (LEFT, TOP, RIGHT, BOTTOM), (ACROSS, DOWN), BASELINES, SIZE = SHAPES[
    sys.argv[1] if len(sys.argv) > 1 else "48-sheet"
]
WORDS = ("THIS POSTER HAS", "BEEN TAKEN DOWN") if len(BASELINES) == 2 else ("THIS POSTER", "HAS BEEN", "TAKEN DOWN")
TIES = [
    (x, y)
    for x in (150, 650, 1150, 1750, 2250)
    for y in (70, 530, 670, 1130, 1570, 2090)
    if x < WIDTH - 60 and y < HEIGHT - 60
]


def wave(place: float, seed: int) -> float:
    """A smooth wander between -1 and 1, the same for the same seed."""
    source = random.Random(seed)
    total = weight = 0.0
    for octave in range(1, 6):
        turn, share = source.uniform(0, math.tau), 0.62**octave
        total += share * math.sin(place * math.tau * 2**octave + turn)
        weight += share
    return total / weight


def edge_points(count: int) -> list[tuple[float, float, float, float]]:
    """Points round the poster's edge with the inward direction at each."""
    width, height = RIGHT - LEFT, BOTTOM - TOP
    around = 2 * (width + height)
    points: list[tuple[float, float, float, float]] = []
    x: float
    y: float
    for number in range(count):
        way = number / count * around
        if way < width:
            x, y = LEFT + way, TOP
        elif way < width + height:
            x, y = RIGHT, TOP + way - width
        elif way < 2 * width + height:
            x, y = RIGHT - (way - width - height), BOTTOM
        else:
            x, y = LEFT, BOTTOM - (way - 2 * width - height)
        middle_x, middle_y = (LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2
        dx, dy = middle_x - x, (middle_y - y) * 1.5
        length = math.hypot(dx, dy)
        points.append((x, y, dx / length, dy / length))
    return points


def tear(base: float, reach: float, seed: int, rim: float) -> str:
    """A torn outline inside the edge: mostly close to it, deep at two corners where the paste held."""
    parts = []
    count = 900
    for number, (x, y, dx, dy) in enumerate(edge_points(count)):
        place = number / count
        deep = base + reach * max(0.0, wave(place, seed)) ** 1.3
        for corner, size in (((RIGHT, TOP), 330), ((LEFT, BOTTOM), 300), ((RIGHT, BOTTOM), 170)):
            away = math.hypot(x - corner[0], y - corner[1])
            deep += size * math.exp(-((away / 250) ** 2))
        deep += 9 * wave(place * 9, seed + 1) + chance.uniform(-2.5, 2.5)
        deep -= rim * (0.55 + 0.45 * wave(place * 5, seed + 2)) + (chance.uniform(0, 3) if rim else 0)
        deep = max(deep, 2.0 if rim else 8.0)
        parts.append(f"{x + dx * deep:.1f},{y + dy * deep:.1f}")
    return "M" + "L".join(parts) + "Z"


def ragged_rectangle() -> str:
    return (
        "M"
        + "L".join(
            f"{x - dx * chance.uniform(0, 2.5):.1f},{y - dy * chance.uniform(0, 2.5):.1f}"
            for x, y, dx, dy in edge_points(500)
        )
        + "Z"
    )


def seams(aside: int) -> str:
    """The edges of the wall's concrete slabs."""
    return "".join(f"M{x + aside} 0V{HEIGHT}" for x in ACROSS) + "".join(f"M0 {y + aside}H{WIDTH}" for y in DOWN)


def flake(x: float, y: float, size: float) -> str:
    """A scrap that stuck: white, with a little print left on it."""
    points, inner = [], []
    for step in range(26):
        angle = step / 26 * math.tau
        far = size * chance.uniform(0.55, 1.0) * (1 + 0.5 * abs(math.cos(angle)))
        points.append(f"{x + far * math.cos(angle):.1f},{y + far * 0.6 * math.sin(angle):.1f}")
        inner.append(f"{x + far * 0.7 * math.cos(angle):.1f},{y + far * 0.36 * math.sin(angle):.1f}")
    return f'<path d="M{"L".join(points)}Z" fill="#f4f1e8"/><path d="M{"L".join(inner)}Z" fill="url(#print)"/>'


def main() -> None:
    outer, seed = ragged_rectangle(), 77
    paper = f"{outer}{tear(26, 62, seed, 0)}"
    chance.seed(411)
    printed = f"{outer}{tear(26, 62, seed, 24)}"
    ties = "".join(
        f'<circle cx="{x}" cy="{y}" r="15" fill="#9fa19d"/><circle cx="{x}" cy="{y + 3}" r="13" fill="#83857f"/>'
        for x, y in TIES
    )
    words = "\n".join(
        f'<text x="{WIDTH // 2}" y="{y}" font-size="{SIZE}" letter-spacing="3">{line}</text>'
        for line, y in zip(WORDS, BASELINES, strict=True)
    )
    flakes = "".join(
        flake(x, y, size)
        for x, y, size in (
            (LEFT + 270, TOP + 170, 26),
            (RIGHT - 450, TOP + 170, 16),
            (LEFT + 220, TOP + 510, 20),
            (RIGHT - 220, TOP + 430, 24),
        )
    )
    print(f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">
<defs>
<style>@font-face {{ font-family: "League Gothic"; src: url("../../fonts/league-gothic/LeagueGothic-Regular.ttf"); }}
text {{ font-family: "League Gothic"; text-anchor: middle; fill: #15161a; }}</style>
<pattern id="print" width="{WIDTH}" height="{HEIGHT}" patternUnits="userSpaceOnUse">
<rect width="{WIDTH}" height="{HEIGHT}" fill="#ff4a1c"/><rect y="{BOTTOM - 165}" width="{WIDTH}" height="300" fill="#15161a"/>
<circle cx="{RIGHT}" cy="{TOP}" r="250" fill="#ffd9c9"/><rect x="{LEFT}" y="{BOTTOM - 200}" width="{RIGHT - LEFT}" height="14" fill="#fbfaf6"/></pattern>
<filter id="grain" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="4"/>
<feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 .30 -.10"/></filter>
<filter id="stain" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".006 .0016" numOctaves="4" seed="9"/>
<feColorMatrix values="0 0 0 0 .1  0 0 0 0 .1  0 0 0 0 .1  0 0 0 .75 -.27"/></filter>
<filter id="paste" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".012 .03" numOctaves="4" seed="21"/>
<feColorMatrix values="0 0 0 0 1  0 0 0 0 .98  0 0 0 0 .93  0 0 0 2.6 -1.15"/><feComposite in2="SourceGraphic" operator="in"/></filter>
<filter id="wear" x="-5%" y="-5%" width="110%" height="110%"><feTurbulence type="fractalNoise" baseFrequency=".09" numOctaves="3" seed="3"/>
<feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 -6 4.7"/><feComposite in="SourceGraphic" operator="in"/></filter>
<filter id="lift" x="-5%" y="-5%" width="110%" height="110%"><feDropShadow dx="0" dy="5" stdDeviation="5" flood-opacity=".38"/></filter>
<linearGradient id="light" x1="0" y1="0" x2=".25" y2="1"><stop stop-color="#fff" stop-opacity=".22"/><stop offset="1" stop-color="#000" stop-opacity=".14"/></linearGradient>
</defs>
<rect width="{WIDTH}" height="{HEIGHT}" fill="#c9cac5"/>
<rect width="{WIDTH}" height="{HEIGHT}" filter="url(#stain)"/>
<g fill="none"><path d="{seams(0)}" stroke="#8d8f8a" stroke-width="5"/><path d="{seams(5)}" stroke="#e2e3de" stroke-width="3"/></g>
{ties}
<rect width="{WIDTH}" height="{HEIGHT}" filter="url(#grain)"/>
<path d="{outer}" fill="#dcdad1" opacity=".55"/>
<path d="{outer}" fill="#fff" filter="url(#paste)" opacity=".36"/>
<g filter="url(#lift)"><path d="{paper}" fill="#f6f3ea" fill-rule="evenodd"/>{flakes}<path d="{printed}" fill="url(#print)" fill-rule="evenodd"/></g>
<g filter="url(#wear)">{words}</g>
<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#light)"/>
</svg>""")


if __name__ == "__main__":
    main()
