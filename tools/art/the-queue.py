"""The queue: a few hundred invented people on an S-curve, cut from paper and printed through a coarse screen.

Prints SVG. The crowd is drawn once and used three times: as flat inks, as the shadows it casts and as its
own shading; shadows and shading pass through the screen together, like one plate of a press.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from belongings import BESIDE, HELD, person, pigeon
from figures import NAMES

Points = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Layout:
    width: int
    height: int
    horizon: float  # y
    stature: float  # a figure's height over its feet's distance below the horizon: how high the viewer stands
    route: Points
    pigeons: tuple[tuple[int, int, int], ...]  # x, y, and the way they look
    kiosk: str
    band: int  # px from the foot


LAYOUTS = {
    "48-sheet": Layout(
        *(2400, 1200, 468.0, 0.41),
        route=(
            *((-160, 1085), (150, 1089), (700, 1087), (1250, 1076), (1800, 1047), (2130, 1002), (2235, 934)),
            *((2110, 875), (1750, 846), (1300, 830), (850, 814), (560, 787), (480, 754), (600, 725), (900, 711)),
            *((1300, 700), (1640, 685), (1790, 663), (1720, 644), (1500, 633), (1270, 623), (1150, 610)),
            *((1200, 597), (1350, 590), (1510, 584), (1590, 575), (1550, 566), (1470, 560), (1420, 554)),
            *((1450, 549), (1500, 545)),
        ),
        pigeons=((2130, 1082, -1), (2200, 1070, 1), (2262, 1092, -1), (2330, 1052, 1), (1905, 1095, 1)),
        kiosk="translate(1535 546)",
        band=82,
    ),
    "6-sheet": Layout(
        *(1440, 2160, 662.0, 0.225),
        route=(
            *((-140, 1930), (120, 1934), (520, 1930), (900, 1908), (1190, 1845), (1270, 1750), (1150, 1660)),
            *((820, 1612), (460, 1570), (220, 1500), (180, 1405), (340, 1332), (700, 1292), (1030, 1252)),
            *((1200, 1192), (1190, 1122), (1010, 1078), (720, 1050), (500, 1014), (430, 968), (520, 930)),
            *((730, 908), (910, 884), (960, 856), (880, 832), (760, 816), (720, 798), (790, 785), (850, 780)),
        ),
        pigeons=((1090, 1974, -1), (1180, 1950, 1), (1264, 1980, -1), (1346, 1936, 1), (1376, 1982, -1)),
        kiosk="translate(892 782) scale(1.1)",
        band=156,
    ),
    "square": Layout(
        *(1680, 1680, 448.0, 0.265),
        route=(
            *((-140, 1468), (160, 1472), (760, 1464), (1200, 1434), (1460, 1368), (1500, 1276), (1320, 1204)),
            *((900, 1162), (460, 1116), (250, 1048), (300, 974), (620, 928), (1000, 898), (1270, 860)),
            *((1340, 808), (1210, 768), (920, 746), (700, 718), (650, 682), (770, 654), (970, 636), (1060, 612)),
            *((1000, 590), (900, 578), (880, 564), (960, 556), (1010, 552)),
        ),
        pigeons=((1330, 1502, -1), (1420, 1480, 1), (1500, 1508, -1), (1590, 1462, 1)),
        kiosk="translate(1052 554) scale(1.05)",
        band=136,
    ),
}
PLACED = {
    2: "dog",
    6: "skeleton",
    10: "pushchair",
    14: "sitter",
    17: "balloon",
    21: "cello",
    25: "plant",
    29: "dog",
    33: "roll",
    40: "trolley",
    52: "balloon",
    58: "sitter",
}
ROOMY = (*BESIDE, "sitter", "skeleton", "cello")


def curve(points: Points, steps: int = 60) -> list[tuple[float, float]]:
    """A Catmull-Rom line through the points."""
    ends = [points[0], *points, points[-1]]
    line = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            line.append(
                tuple(
                    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
                    for p, q, r, s in zip(a, b, c, d, strict=True)
                )
            )
    return [(x, y) for x, y in line]


def belonging(random: Random, number: int, since: int, near: bool) -> str | None:
    """What the next person brings; people with something beside them stand apart from one another."""
    if number in PLACED:
        return PLACED[number]
    if near and since > 3 and random.random() < 0.16:
        return random.choice(BESIDE)
    return random.choice((None, None, *HELD) if near else (None, "bag", "tote", "case"))


def crowd(layout: Layout) -> list[tuple[float, float, int, str]]:
    """x and y of the feet, number and marks of each person, the farthest first."""
    random, walked, wanted, since = Random(1979), 0.0, 0.0, 0
    people: list[tuple[float, float, int, str]] = []
    line, stature, horizon = curve(layout.route), layout.stature, layout.horizon
    for (x0, y0), (x1, y1) in pairwise(line):
        metre = stature * (y0 - horizon) / 1.7
        depth = (1 / (y1 - horizon) - 1 / (y0 - horizon)) * (y0 - horizon) * 1.7 / stature
        across = (x1 - x0) / metre
        walked += math.hypot(across, depth)
        if walked < wanted:
            continue
        number = len(people)
        thing = belonging(random, number, since, metre > 26)
        since = 0 if thing in BESIDE else since + 1
        wanted = walked + random.choice((0.4, 0.45, 0.5, 0.56, 0.7)) + (0.42 if thing in ROOMY else 0.0)
        facing = math.degrees(math.atan2(depth, across))
        back, mirrored = 48 < facing < 132 and thing not in ROOMY, abs(facing) > 90
        tall = metre * 0.017 * random.uniform(0.92, 1.07)
        x, y = x0 + random.uniform(-7, 7) * tall, y0 + random.uniform(-8, 8) * tall
        marks = person(number * 7 + 3, back, tall > 0.42, mirrored, thing)
        place = f"translate({x:.1f} {y:.1f}) rotate({random.uniform(-2.2, 2.2):.1f}) scale({-tall if mirrored else tall:.3f} {tall:.3f})"
        people.append((x, y, number, f'<g id="p{number}" transform="{place}">{marks}</g>'))
    for x, y, turn in layout.pigeons:
        tall, number = stature * (y - horizon) / 100 * 1.25, len(people)
        group = (
            f'<g id="p{number}" transform="translate({x} {y}) scale({tall * turn:.3f} {tall:.3f})">{pigeon(number)}</g>'
        )
        people.append((x, y, number, group))
    return sorted(people, key=lambda one: one[1])


def main(shape: str) -> None:
    layout = LAYOUTS[shape]
    people = crowd(layout)
    plate = []
    for x, y, number, _ in people:
        size = layout.stature * (y - layout.horizon)
        fallen = f"matrix(1 0 -.62 -.27 {0.62 * y:.1f} {1.27 * y:.1f})"
        plate.append(
            f'<ellipse cx="{x + size * 0.05:.1f}" cy="{y:.1f}" rx="{size * 0.15:.1f}" ry="{size * 0.035:.1f}" fill="#555"/>'
            f'<use href="#p{number}" transform="{fallen}" style="{plain("#7a7a7a")}--on:0"/>'
            f'<use href="#p{number}" style="{plain("#fff")}--on:1"/>'
        )
    print(
        SHEET.format(
            kiosk=KIOSK.format(place=layout.kiosk),
            flat="".join(one[3] for one in people),
            plate="".join(plate),
            width=layout.width,
            height=layout.height,
            haze=f"{layout.horizon - 28:g}",
            band=layout.height - layout.band,
        )
    )


def plain(colour: str) -> str:
    return "".join(f"--{name}:{colour};" for name in NAMES)


KIOSK = """<g transform="{place}"><path d="M-44,-52L44,-52L44,0L-44,0Z" fill="var(--deep)"/>
<path d="M-30,-40L22,-40L22,-18L-30,-18Z" fill="var(--glow)"/><path d="M-30,-40L22,-40L22,-27L-30,-27Z" fill="var(--mid)"/>
<path d="M-36,-18L28,-18L28,-14L-36,-14Z" fill="var(--ink)"/><path d="M-52,-52L52,-52L58,-40L-58,-40Z" fill="var(--accent)"/>
<path d="M-32,-52L-16,-52L-18,-40L-36,-40ZM0,-52L16,-52L18,-40L0,-40ZM32,-52L46,-52L52,-40L36,-40Z" fill="var(--paper)"/>
<path d="M-48,-62L48,-62L52,-52L-52,-52Z" fill="var(--ink)"/></g>"""

SHEET = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<style>.l{{fill:none;stroke-linecap:round;stroke-linejoin:round}} .s{{stroke:none;opacity:var(--on)}} svg{{--on:0;--key:var(--paper)}}</style>
<defs>
<linearGradient id="right"><stop offset=".42" stop-opacity="0"/><stop offset="1" stop-opacity=".66"/></linearGradient>
<linearGradient id="left" x1="1" x2="0"><stop offset=".42" stop-opacity="0"/><stop offset="1" stop-opacity=".66"/></linearGradient>
<radialGradient id="lamp" cx=".42" cy=".55" r=".75"><stop offset="0" stop-color="var(--light)"/><stop offset="1" stop-color="var(--paper)"/></radialGradient>
<linearGradient id="air" x2="0" y2="1"><stop stop-color="var(--light)" stop-opacity="0"/><stop offset=".2" stop-color="var(--light)" stop-opacity=".5"/><stop offset="1" stop-color="var(--light)" stop-opacity="0"/></linearGradient>
<filter id="edge" x="-30" y="-30" width="2460" height="2220" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB">
<feTurbulence type="fractalNoise" baseFrequency=".09" numOctaves="2" seed="4" result="wave"/>
<feDisplacementMap in="SourceGraphic" in2="wave" scale="3.2" xChannelSelector="R" yChannelSelector="G" result="cut"/>
<feTurbulence type="fractalNoise" baseFrequency=".42" numOctaves="2" seed="9"/>
<feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 -18 4.75" result="holes"/>
<feComposite in="cut" in2="holes" operator="out"/>
</filter>
<filter id="screen" x="0" y="0" width="2400" height="2160" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB">
<feImage href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='7' height='7'%3E%3CradialGradient id='g'%3E%3Cstop stop-color='%23000'/%3E%3Cstop offset='1' stop-color='%23fff'/%3E%3C/radialGradient%3E%3Crect width='7' height='7' fill='%23fff'/%3E%3Cg fill='url(%23g)'%3E%3Ccircle r='4' cx='0' cy='0'/%3E%3Ccircle r='4' cx='7' cy='0'/%3E%3Ccircle r='4' cx='0' cy='7'/%3E%3Ccircle r='4' cx='7' cy='7'/%3E%3Ccircle r='4' cx='3.5' cy='3.5'/%3E%3C/g%3E%3C/svg%3E" x="0" y="0" width="7" height="7"/>
<feTile result="dots"/>
<feGaussianBlur in="SourceGraphic" stdDeviation="1.4" result="tone"/>
<feComposite in="tone" in2="dots" operator="arithmetic" k1="0" k2="1" k3=".8" k4="-.8"/>
<feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  -9 0 0 0 1.2" result="mask"/>
<feFlood flood-color="var(--shade)"/><feComposite in2="mask" operator="in"/>
</filter>
<filter id="grain" x="0" y="0" width="2400" height="2160" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB">
<feTurbulence type="fractalNoise" baseFrequency=".7" numOctaves="3" seed="21"/>
<feColorMatrix values=".3 .3 .3 0 0  .3 .3 .3 0 0  .3 .3 .3 0 0  0 0 0 0 1"/>
</filter>
</defs>
<rect width="{width}" height="{height}" fill="url(#lamp)"/>
<g filter="url(#edge)">{kiosk}{flat}</g>
<rect y="{haze}" width="{width}" height="420" fill="url(#air)"/>
<g filter="url(#screen)" style="mix-blend-mode:multiply"><rect x="-60" y="-60" width="2520" height="2280" fill="#fff"/>{plate}</g>
<rect x="-30" y="{band}" width="2460" height="200" fill="var(--band)" filter="url(#edge)"/>
<rect width="{width}" height="{height}" filter="url(#grain)" style="mix-blend-mode:soft-light" opacity=".08"/>
</svg>"""

if __name__ == "__main__":
    main(sys.argv[2])
