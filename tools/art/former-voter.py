"""Prints the SVG of the former voter: a portrait cut in blocks, each ink its own layer, a street behind.

Gouges, curls and stitches are strewn by a seeded generator, so the same print comes off the press each time.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
dice = random.Random(1832)


def spline(points: Sequence[Point], closed: bool = False, steps: int = 10) -> list[Point]:
    """Points along a Catmull-Rom curve through these."""
    ring = [*points[-1:], *points, *points[:2]] if closed else [*points[:1], *points, *points[-1:]]
    curve: list[Point] = []
    for a, b, c, d in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(
                tuple(  # type: ignore[arg-type]
                    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
                    for p, q, r, s in zip(a, b, c, d, strict=True)
                )
            )
    return curve if closed else [*curve, points[-1]]


def outline(points: Sequence[Point]) -> str:
    return "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in points) + " Z"


def blob(points: Sequence[Point], fill: str, extra: str = "") -> str:
    return f'<path d="{outline(spline(points, closed=True))}" fill="{fill}" {extra}/>'


def stroke(points: Sequence[Point], width: float, ends: tuple[float, float] = (0.1, 0.1), belly: float = 0.5) -> str:
    """A line as a gouge or a brush leaves it: swelling to `width` at `belly` of its way, thin at its ends."""
    line = (
        spline(points, steps=8)
        if len(points) > 2
        else [
            (points[0][0] + (points[1][0] - points[0][0]) * k / 8, points[0][1] + (points[1][1] - points[0][1]) * k / 8)
            for k in range(9)
        ]
    )
    left: list[Point] = []
    right: list[Point] = []
    for k, (x, y) in enumerate(line):
        ax, ay = line[max(0, k - 1)]
        bx, by = line[min(len(line) - 1, k + 1)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        t = k / (len(line) - 1)
        rise = t / belly if t < belly else (1 - t) / (1 - belly)
        end = ends[0] if t < belly else ends[1]
        half = width / 2 * (end + (1 - end) * math.sin(rise * math.pi / 2))
        left.append((x - (by - ay) / length * half, y + (bx - ax) / length * half))
        right.append((x + (by - ay) / length * half, y - (bx - ax) / length * half))
    return outline(left + right[::-1])


def lines(fill: str, *paths: str, extra: str = "") -> str:
    return f'<path d="{" ".join(paths)}" fill="{fill}" {extra}/>'


def between(a: Sequence[Point], b: Sequence[Point], count: int, width: float, jitter: float = 4.0) -> list[str]:
    """Hatching: gouges that run from curve a to curve b."""
    one, two = spline(a), spline(b)
    paths = []
    for k in range(count):
        t = k / max(1, count - 1)
        p, q = one[round(t * (len(one) - 1))], two[round(t * (len(two) - 1))]
        shake = [dice.uniform(-jitter, jitter) for _ in range(4)]
        paths.append(
            stroke([(p[0] + shake[0], p[1] + shake[1]), (q[0] + shake[2], q[1] + shake[3])], width, (0.5, 0.0), 0.3)
        )
    return paths


# ---- the head ---------------------------------------------------------------------------------------------------
FACE = [
    (410, 330), (394, 430), (398, 540), (424, 640), (488, 726), (585, 774), (668, 756),
    (732, 688), (768, 590), (780, 480), (766, 360), (700, 270), (590, 240), (480, 262),
]  # fmt: skip
NECK = [(470, 690), (468, 790), (430, 860), (560, 960), (700, 900), (738, 850), (700, 790), (694, 690), (580, 640)]
COAT = [
    (470, 816), (380, 862), (230, 912), (110, 980), (40, 1100), (10, 1240), (560, 1260), (1130, 1240),
    (1090, 1080), (1010, 960), (880, 888), (720, 820), (600, 920),
]  # fmt: skip


def curls() -> tuple[str, str, str]:
    """The hair: its silhouette, the gouged lights in its back, and the fringe with its lights."""
    rim = spline(
        [(356, 640), (322, 540), (318, 420), (350, 290), (420, 190), (520, 132), (630, 118), (738, 158),
         (818, 250), (852, 370), (850, 490), (818, 590)]
    )  # fmt: skip
    mass = [(590.0, 380.0, 250.0), (440.0, 460.0, 120.0), (760.0, 450.0, 95.0), (420.0, 590.0, 70.0)]
    mass += [(x + dice.uniform(-8, 8), y + dice.uniform(-8, 8), dice.uniform(38, 58)) for x, y in rim[::6]]
    back = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.0f}"/>' for x, y, r in mass)
    fringe_line = spline(
        [
            (392, 520),
            (384, 430),
            (410, 350),
            (470, 306),
            (540, 300),
            (610, 282),
            (690, 290),
            (764, 336),
            (806, 430),
            (816, 520),
        ]
    )
    crown = [(470.0, 290.0, 52.0), (560.0, 262.0, 60.0), (650.0, 256.0, 60.0), (730.0, 300.0, 50.0)]
    fringe = crown + [
        (x + dice.uniform(-6, 6), y + dice.uniform(-6, 6), dice.uniform(30, 46)) for x, y in fringe_line[::6]
    ]

    def ringlet(x: float, y: float, r: float) -> list[str]:
        """Three arcs about one point, open towards the light on the right."""
        start = dice.uniform(-0.6, 0.9) - 2.4
        paths = []
        for k, part in enumerate((0.92, 0.62, 0.32)):
            sweep = dice.uniform(2.2, 3.4) - 0.2 * k
            arc = [
                (x + r * part * math.cos(start + sweep * s / 6), y + r * part * math.sin(start + sweep * s / 6))
                for s in range(7)
            ]
            paths.append(stroke(arc, r * 0.15, (0.0, 0.0), 0.45))
        return paths

    lights: list[str] = []
    placed: list[tuple[float, float, float]] = []
    for _ in range(4000):
        x, y, r = dice.uniform(290, 880), dice.uniform(80, 690), dice.uniform(24, 44)
        inside = any(math.hypot(x - a, y - b) + r * 0.8 < c for a, b, c in mass)
        if inside and all(math.hypot(x - a, y - b) > (r + c) * 0.86 for a, b, c in placed):
            placed.append((x, y, r))
            lights += ringlet(x, y, r)
    front = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.0f}" fill="var(--hair)"/>'
        + lines("var(--hair-light)", *ringlet(x, y, r * 0.9))
        for x, y, r in fringe
    )
    return back, lines("var(--hair-light)", *lights), front


def stitches() -> str:
    """Rows of knitting that hang from the shoulders."""
    paths = []
    for row in range(16):
        for column in range(60):
            x, y = column * 24 - 60, 800 + row * 30 + 0.00035 * (column * 24 - 640) ** 2
            shake = dice.uniform(-1.5, 1.5)
            paths.append(stroke([(x - 10, y - 12 + shake), (x - 3, y + 2), (x, y + 14)], 6.5, (0.2, 0.3)))
            paths.append(stroke([(x + 11, y - 12 - shake), (x + 4, y + 2), (x + 1, y + 14)], 6.5, (0.2, 0.3)))
    return lines("var(--cloth-tint)", *paths)


def features() -> str:
    """The key block of the face: what is cut in the darkest ink."""
    cut = [
        # brows
        stroke([(440, 388), (486, 358), (540, 362), (580, 382)], 17, (0.2, 0.3), 0.4),
        stroke([(664, 380), (700, 356), (742, 358), (768, 384)], 16, (0.3, 0.2), 0.5),
        # nose
        stroke([(648, 470), (650, 520), (678, 566), (684, 590), (664, 606)], 10, (0.0, 0.5), 0.7),
        stroke([(664, 604), (640, 602), (626, 612), (606, 600)], 11, (0.3, 0.1), 0.4),
        stroke([(600, 568), (590, 586), (598, 604)], 8),
        # mouth
        stroke([(540, 648), (562, 663), (610, 674), (658, 667), (696, 645), (708, 630)], 12, (0.15, 0.2), 0.5),
        stroke([(528, 636), (537, 647), (536, 660)], 8), stroke([(699, 621), (712, 622), (719, 633)], 8),
        stroke([(582, 698), (616, 706), (654, 695)], 7),
        # laugh lines
        stroke([(576, 598), (534, 616), (508, 642)], 8, (0.0, 0.0), 0.4),
        stroke([(702, 590), (732, 606), (748, 628)], 7, (0.0, 0.0), 0.4),
        # crow's feet, forehead
        stroke([(418, 470), (404, 460)], 6), stroke([(420, 486), (402, 486)], 6), stroke([(420, 502), (404, 512)], 6),
        stroke([(500, 340), (560, 330), (640, 332)], 5), stroke([(530, 322), (580, 314), (630, 316)], 4),
        # chin
        stroke([(584, 732), (614, 739), (646, 730)], 6),
        # the jaw against the neck, the lower lip
        stroke([(402, 580), (428, 648), (490, 728), (585, 777), (668, 760), (734, 690), (772, 590)], 10, (0.0, 0.0), 0.55),
        # under-eye pouches
        stroke([(480, 532), (514, 541), (548, 533)], 5),
    ]  # fmt: skip
    return lines("var(--key)", *cut)


def eye(x: float, y: float, wide: float) -> str:
    lid = stroke(
        [(x - wide - 3, y + 10), (x - wide * 0.5, y - 11), (x + wide * 0.2, y - 14), (x + wide + 3, y + 8)],
        14,
        (0.2, 0.2),
        0.5,
    )
    low = stroke([(x - wide * 0.7, y + 16), (x, y + 21), (x + wide * 0.7, y + 14)], 6)
    crease = stroke([(x - wide * 0.7, y - 22), (x, y - 33), (x + wide * 0.7, y - 20)], 5)
    white = [(x - wide, y + 9), (x - wide * 0.4, y - 13), (x + wide * 0.3, y - 15), (x + wide, y + 8), (x, y + 19)]
    return (
        blob(white, "#fffdf6")
        + f'<ellipse cx="{x + 5}" cy="{y + 3}" rx="19" ry="20" fill="var(--key)"/>'
        + f'<circle cx="{x + 12}" cy="{y - 6}" r="6" fill="#fffdf6"/>'
        + lines("var(--key)", lid, low, crease)
    )


def glasses() -> str:
    left = [(426, 448), (470, 412), (550, 410), (604, 440), (606, 506), (570, 556), (494, 562), (438, 530)]
    right = [(652, 440), (690, 410), (752, 412), (788, 444), (786, 510), (752, 556), (692, 554), (656, 508)]
    rims = "".join(
        f'<path d="{outline(spline(lens, closed=True))}" fill="none" stroke="var(--spot)" stroke-width="19"/>'
        for lens in (left, right)
    )
    glare = "".join(
        f'<path d="{d}" fill="#fffdf6" opacity="0.9"/>'
        for d in ("M446,500 L494,424 L516,420 L458,520 Z", "M672,500 L716,424 L730,422 L680,514 Z")
    )
    return (
        glare
        + rims
        + lines("var(--spot)", stroke([(600, 462), (628, 446), (656, 460)], 20, (0.8, 0.8)), stroke([(430, 462), (398, 448), (376, 446)], 22, (0.9, 0.7)))
        + lines("var(--card)", stroke([(440, 444), (476, 418), (540, 414)], 5), stroke([(664, 440), (694, 416), (740, 416)], 5), extra='opacity="0.8"')
    )  # fmt: skip


def face_hatching() -> str:
    """Gouge marks on the side away from the light, which comes from the right."""
    jaw = [
        stroke(
            [
                (414 + k * 13, 560 - k * 6),
                (438 + k * 13, 636 - k * 8),
                (492 + k * 11, 706 - k * 10),
                (556 + k * 10, 746 - k * 12),
            ],
            7 - 1.4 * k,
            (0, 0),
            0.4,
        )
        for k in range(3)
    ]
    temple = between([(408, 400), (400, 440), (402, 480)], [(428, 410), (420, 444), (418, 480)], 6, 6)
    throat = [
        stroke(
            [
                (486 + k * 8, 770 + k * 17),
                (560, 812 + k * 17),
                (640 - k * 10, 806 + k * 14),
                (694 - k * 14, 772 + k * 14),
            ],
            8 - k,
            (0, 0),
            0.4,
        )
        for k in range(4)
    ]
    return lines("var(--key)", *jaw, *temple, *throat)


def clothes() -> str:
    """The blouse's collar and the cardigan's front, over the knitting."""
    spots = "".join(
        f'<circle cx="{x + 12 * (row % 2)}" cy="{y}" r="4.5"/>'
        for row, y in enumerate(range(800, 1000, 15))
        for x in range(440, 760, 24)
    )
    wing_left = "M462,800 C430,820 412,842 404,868 L520,968 L590,902 C536,884 486,846 462,800 Z"
    wing_right = "M700,796 C730,812 750,834 760,858 L664,962 L590,902 C640,884 680,844 700,796 Z"
    band_left, band_right = (
        "M392,856 L452,838 L606,1010 L612,1240 L544,1240 L542,1060 Z",
        "M770,850 L722,836 L606,1010 L612,1240 L664,1240 L672,1050 Z",
    )
    buttons = "".join(
        f'<circle cx="580" cy="{y}" r="15" fill="var(--card)"/><circle cx="575" cy="{y}" r="3" fill="var(--key)"/><circle cx="585" cy="{y}" r="3" fill="var(--key)"/>'
        for y in (1086, 1164)
    )
    ribs = between([(420, 850), (524, 990), (576, 1060)], [(470, 862), (560, 974), (606, 1030)], 26, 5) + between(
        [(752, 850), (700, 960), (664, 1060)], [(712, 866), (652, 960), (612, 1030)], 26, 5
    )
    return (
        f'<path d="{band_left}" fill="var(--cloth)"/><path d="{band_right}" fill="var(--cloth)"/>'
        + lines("var(--cloth-tint)", *ribs)
        + lines(
            "var(--key)",
            stroke([(392, 856), (470, 960), (542, 1060), (546, 1240)], 8, (0.3, 0.6)),
            stroke([(770, 850), (716, 960), (672, 1050), (666, 1240)], 8, (0.3, 0.6)),
            stroke([(606, 1006), (612, 1100), (614, 1240)], 9, (0.2, 0.6)),
        )
        + buttons
        + f'<g><path d="{wing_left}" fill="var(--card)"/><path d="{wing_right}" fill="var(--card)"/></g>'
        + f'<clipPath id="wings"><path d="{wing_left}"/><path d="{wing_right}"/></clipPath><g clip-path="url(#wings)" fill="var(--spot)">{spots}</g>'
        + lines(
            "var(--key)",
            stroke([(462, 800), (430, 820), (404, 868)], 7),
            stroke([(404, 868), (460, 918), (520, 968)], 8, (0.5, 0.5)),
            stroke([(520, 968), (556, 936), (590, 902)], 8, (0.5, 0.3)),
            stroke([(462, 800), (500, 856), (590, 902)], 8, (0.2, 0.4)),
            stroke([(700, 796), (672, 850), (590, 902)], 8, (0.2, 0.4)),
            stroke([(590, 902), (626, 930), (664, 962)], 8, (0.3, 0.5)),
            stroke([(664, 962), (716, 910), (760, 858)], 8, (0.5, 0.5)),
            stroke([(760, 858), (740, 820), (700, 796)], 7),
            stroke([(250, 1240), (262, 1130), (300, 1050)], 12, (0.6, 0.0)),
            stroke([(284, 1240), (292, 1160), (312, 1110)], 8, (0.5, 0.0)),
            stroke([(150, 970), (230, 920), (380, 868)], 8, (0, 0.2)),
        )
    )


# ---- the street -------------------------------------------------------------------------------------------------
def terrace() -> str:
    """A row of houses from edge to edge, with chimneys, aerials and one lit window."""
    art = ['<path d="M0,700 H2400 V1500 H0 Z" fill="var(--street)"/>']
    x = -120.0
    dark = 'fill="var(--key)" opacity="0.32"'
    while x < 2440:
        width = dice.uniform(236, 268)
        ridge = 660 + dice.uniform(-10, 10)
        art.append(
            f'<path d="M{x:.0f},{ridge + 112:.0f} L{x:.0f},{ridge:.0f} H{x + width:.0f} V{ridge + 112:.0f} Z" fill="var(--street)"/>'
        )
        art.append(f'<path d="M{x:.0f},{ridge:.0f} H{x + width:.0f} V{ridge + 104:.0f} H{x:.0f} Z" {dark}/>')
        for row in range(5):
            tiles = [
                stroke(
                    [
                        (x + k * 22 + 11 * (row % 2), ridge + 8 + row * 19),
                        (x + k * 22 + 11 * (row % 2), ridge + 24 + row * 19),
                    ],
                    4,
                )
                for k in range(int(width // 22))
            ]
            art.append(lines("var(--sky)", *tiles, extra='opacity="0.5"'))
        stack = x + width - 30
        art.append(
            f'<rect x="{stack:.0f}" y="{ridge - 72:.0f}" width="62" height="110" fill="var(--street)"/><rect x="{stack:.0f}" y="{ridge - 72:.0f}" width="22" height="110" {dark}/>'
        )
        art.append(
            f'<rect x="{stack - 6:.0f}" y="{ridge - 80:.0f}" width="74" height="14" fill="var(--key)" opacity="0.55"/>'
        )
        for pot in (6, 36):
            art.append(
                f'<path d="M{stack + pot:.0f},{ridge - 80:.0f} l3,-34 h16 l3,34 Z" fill="var(--street)" stroke="var(--key)" stroke-opacity="0.5" stroke-width="4"/>'
            )
        for wx, wy, high in ((38, 142, 108), (142, 142, 108), (38, 306, 130)):
            art.append(
                f'<rect x="{x + wx:.0f}" y="{ridge + wy:.0f}" width="66" height="{high}" fill="var(--sky)" opacity="0.9"/><path d="M{x + wx:.0f},{ridge + wy + high / 2:.0f} h66 M{x + wx + 33:.0f},{ridge + wy:.0f} v{high}" stroke="var(--key)" stroke-opacity="0.55" stroke-width="6"/><rect x="{x + wx - 6:.0f}" y="{ridge + wy + high:.0f}" width="78" height="12" fill="var(--key)" opacity="0.5"/>'
            )
        art.append(f'<path d="M{x + 150:.0f},{ridge + 560:.0f} v-230 a33,33 0 0 1 66,0 v230 Z" {dark}/>')
        x += width
    return "".join(art)


# ---- the mug ----------------------------------------------------------------------------------------------------
def mug() -> str:
    """A mug of tea in one hand, raised a little, as to a point well made."""
    body = "M806,900 L1012,900 C1012,1010 1006,1080 986,1128 C960,1146 858,1146 832,1128 C812,1080 806,1010 806,900 Z"
    fingers = "".join(
        blob([(770, y + 2), (850, y - 24), (930 - 7 * k, y - 24), (954 - 9 * k, y - 2), (934 - 7 * k, y + 21), (850, y + 25)], "var(--skin)")
        + lines("var(--key)", stroke([(800, y + 26), (860, y + 26), (926 - 7 * k, y + 23), (956 - 9 * k, y), (936 - 7 * k, y - 24), (880, y - 25)], 8, (0.0, 0.0), 0.55))
        + lines("var(--key)", stroke([(868, y - 10), (875, y - 1), (871, y + 9)], 4), stroke([(930 - 8 * k, y - 12), (946 - 9 * k, y - 6), (944 - 9 * k, y + 8)], 4))
        for k, y in enumerate((966, 1014, 1061, 1104))
    )  # fmt: skip
    hand = blob(
        [(716, 1180), (716, 1090), (734, 1010), (776, 950), (826, 946), (850, 1010), (850, 1100), (840, 1190)],
        "var(--skin)",
    ) + lines(
        "var(--key)",
        stroke([(712, 1150), (714, 1080), (736, 1004), (782, 944), (830, 938)], 10, (0.3, 0.0), 0.4),
        stroke([(842, 1128), (836, 1160)], 8),
    )
    cuff = "M690,1150 C730,1132 830,1134 868,1156 L884,1260 L660,1260 Z"
    sleeve = (
        f'<path d="{cuff}" fill="var(--cloth)"/>'
        + lines(
            "var(--cloth-tint)",
            *(stroke([(700 + k * 20, 1150), (694 + k * 23, 1240)], 8, (0.8, 0.8)) for k in range(9)),
        )
        + lines(
            "var(--key)",
            stroke([(690, 1150), (778, 1132), (868, 1156)], 9, (0.5, 0.5)),
            stroke([(690, 1150), (676, 1200), (662, 1250)], 10, (0.5, 0.8)),
            stroke([(868, 1156), (876, 1200), (884, 1250)], 9, (0.5, 0.8)),
        )
    )
    back = [
        stroke([(732 + 12 * k, 1130 - 6 * k), (736 + 12 * k, 1070), (756 + 10 * k, 1010)], 6, (0, 0)) for k in range(3)
    ]
    return (
        f'<path d="M1004,940 C1086,930 1086,1084 994,1074" fill="none" stroke="var(--card)" stroke-width="28"/>'
        f'<path d="{body}" fill="var(--card)"/>'
        '<path d="M808,938 L1011,938 L1009,972 L810,972 Z" fill="var(--spot)"/>'
        '<ellipse cx="909" cy="900" rx="103" ry="21" fill="var(--card)"/><ellipse cx="909" cy="903" rx="86" ry="14" fill="var(--key)"/>'
        + lines("var(--key)", stroke([(806, 900), (810, 1010), (832, 1128), (900, 1142), (986, 1128), (1008, 1010), (1012, 900)], 9, (0.7, 0.7)),
                stroke([(806, 900), (850, 880), (909, 878), (970, 881), (1012, 900)], 8, (0.6, 0.6)),
                *between([(1004, 960), (1000, 1040), (984, 1120)], [(960, 966), (956, 1040), (946, 1122)], 14, 7))
        + hand + fingers + lines("var(--key)", *back) + sleeve
        + lines("var(--card)", stroke([(880, 860), (862, 820), (900, 780), (880, 730)], 16, (0.0, 0.0)), stroke([(940, 856), (924, 810), (966, 770), (946, 716)], 16, (0.0, 0.0)), extra='opacity="0.85"')
    )  # fmt: skip


# ---- the words' place -------------------------------------------------------------------------------------------
MARK = "M-8,-40 C-44,-30 -66,2 -62,34 C-60,54 -48,64 -34,64 C-18,64 -6,52 -6,36 C-6,20 -18,10 -34,10 C-34,-8 -22,-22 -2,-28 Z"


@dataclass(frozen=True)
class Layout:
    width: int
    height: int
    sitter: tuple[float, int, int]  # scale, and how far right and down
    street: int  # how far down
    card: tuple[int, int, int, int]  # x, y, width, height
    strip: tuple[int, int, int, int]
    kettle: tuple[int, int]
    floor: int  # top of a dark band at the foot; the sheet's height where there is none


LAYOUTS = {
    "48-sheet": Layout(2400, 1200, (1, -50, 0), 0, (1130, 120, 1180, 720), (1100, 852, 960, 124), (1168, 1094), 1200),
    "6-sheet": Layout(1440, 2160, (1.12, 96, 824), 800, (104, 110, 1230, 640), (76, 764, 960, 124), (150, 2080), 2000),
    "square": Layout(1680, 1680, (0.92, -70, 552), 460, (92, 96, 1490, 500), (640, 610, 960, 124), (1010, 1570), 1680),
}


def placard(layout: Layout) -> str:
    """A pasted card for the quotation, a strip for the name, the party's kettle."""
    marks = f'<path d="{MARK}"/><path d="{MARK}" transform="translate(66,0)"/>'
    (x, y, w, h), (sx, sy, sw, sh) = layout.card, layout.strip
    foot = y + h + 34
    shadow = f"M{x + 20},{y + 30} H{x + w + 30} V{foot} H{sx + sw + 26} V{sy + sh + 28} H{sx + 30} V{foot} H{x + 20} Z"
    return f"""<g transform="rotate(-1.6 {x + w // 2} {y + h // 2})">
    <g filter="url(#keyed)"><path d="{shadow}" opacity="0.4"/></g>
    <g filter="url(#clean)"><rect x="{x}" y="{y}" width="{w}" height="{h}" fill="var(--card)"/></g>
    <g filter="url(#press)">
      <rect x="{sx}" y="{sy}" width="{sw}" height="{sh}" fill="var(--strip)"/>
      <circle cx="{x + 20}" cy="{y + 26}" r="86" fill="var(--spot)"/>
      <g fill="var(--card)" transform="translate({x + 22},{y + 14}) scale(0.92)">{marks}</g>
      <g fill="var(--spot)" transform="translate({x + w - 70},{y + h - 52}) rotate(180) scale(0.6)">{marks}</g>
    </g></g>
    <g filter="url(#press)" transform="translate({layout.kettle[0]},{layout.kettle[1]})">
      <circle r="62" fill="var(--spot)"/>
      <path d="M-26,-12 C-24,-32 20,-32 24,-12 L31,30 H-33 Z M-34,34 H32 V40 H-34 Z" fill="var(--card)"/>
      <path d="M24,4 C40,2 36,-16 48,-18 L50,-12 C44,-8 46,14 27,18 Z" fill="var(--card)"/>
      <path d="M-22,-22 C-34,-58 32,-58 20,-22" fill="none" stroke="var(--card)" stroke-width="7"/><circle cx="-1" cy="-31" r="6" fill="var(--card)"/>
    </g>"""


DOT = (
    "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16'>"
    "<radialGradient id='g' gradientUnits='userSpaceOnUse' cx='0' cy='0' r='11.3'><stop offset='0'/><stop offset='1' stop-opacity='0'/></radialGradient>"
    "<g fill='url(%23g)'><rect x='-12' y='-12' width='24' height='24'/><rect x='-12' y='-12' width='24' height='24' transform='translate(16 0)'/>"
    "<rect x='-12' y='-12' width='24' height='24' transform='translate(0 16)'/><rect x='-12' y='-12' width='24' height='24' transform='translate(16 16)'/>"
    "<rect x='-12' y='-12' width='24' height='24' transform='translate(8 8)'/></g></svg>"
)


def screen(name: str, colour: str) -> str:
    """A filter that turns a shape's opacity into halftone dots of one ink."""
    return f"""<filter id="{name}" filterUnits="userSpaceOnUse" x="0" y="0" width="2400" height="2200">
      <feImage href="{DOT}" x="0" y="0" width="16" height="16" result="dot"/><feTile in="dot" result="dots"/>
      <feComposite in="SourceGraphic" in2="dots" operator="arithmetic" k2="1" k3="1" k4="-1"/>
      <feComponentTransfer result="cut"><feFuncA type="linear" slope="9"/></feComponentTransfer>
      <feFlood flood-color="{colour}"/><feComposite in2="cut" operator="in"/></filter>"""


def blur(size: int) -> str:
    return f'<filter id="b{size}" x="-100%" y="-100%" width="300%" height="300%"><feGaussianBlur stdDeviation="{size}"/></filter>'


def main(shape: str) -> None:
    layout = LAYOUTS[shape]
    scale, across, below = layout.sitter
    band = (
        f'<g filter="url(#press)"><rect x="-40" y="{layout.floor}" width="{layout.width + 80}" height="300" fill="var(--key)"/></g>'
        if layout.floor < layout.height
        else ""
    )
    back, lights, front = curls()
    face, neck, coat = (outline(spline(shape, closed=True)) for shape in (FACE, NECK, COAT))
    print(f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width} {layout.height}">
  <defs>
    {blur(14)}{blur(30)}{blur(60)}
    {screen("tinted", "var(--tint)")}{screen("sunned", "var(--sun)")}{screen("keyed", "var(--key)")}{screen("clothed", "var(--cloth-tint)")}
    <filter id="press" x="-5%" y="-5%" width="110%" height="110%">
      <feTurbulence type="fractalNoise" baseFrequency="0.045" numOctaves="3" seed="3" result="edge"/>
      <feDisplacementMap in="SourceGraphic" in2="edge" scale="7" result="cut"/>
      <feTurbulence type="fractalNoise" baseFrequency="0.55" numOctaves="2" seed="11"/>
      <feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 -9 7.7" result="wear"/>
      <feComposite in="cut" in2="wear" operator="in"/>
    </filter>
    <filter id="clean" x="-5%" y="-5%" width="110%" height="110%">
      <feTurbulence type="fractalNoise" baseFrequency="0.045" numOctaves="3" seed="8" result="edge"/>
      <feDisplacementMap in="SourceGraphic" in2="edge" scale="7"/>
    </filter>
    <filter id="paper" x="0" y="0" width="100%" height="100%">
      <feTurbulence type="fractalNoise" baseFrequency="0.3" numOctaves="2" seed="5"/>
      <feColorMatrix values="0 0 0 0 0.25  0 0 0 0 0.18  0 0 0 0 0.12  0.7 0.7 0 0 -0.6"/>
    </filter>
    <linearGradient id="evening" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-opacity="0"/><stop offset="0.6" stop-opacity="0.55"/><stop offset="1" stop-opacity="0.95"/></linearGradient>
    <clipPath id="inface"><path d="{face}"/></clipPath><clipPath id="inneck"><path d="{neck}"/></clipPath><clipPath id="incoat"><path d="{coat}"/></clipPath>
  </defs>
  <rect width="{layout.width}" height="{layout.height}" fill="var(--sky)"/>
  <g filter="url(#sunned)"><circle cx="{640 * scale + across:g}" cy="{420 * scale + below:g}" r="{520 * scale:g}" opacity="0.9" filter="url(#b60)"/></g>
  <g filter="url(#press)" transform="translate(0 {layout.street})">{terrace()}</g>
  <g filter="url(#keyed)"><rect y="{760 + layout.street}" width="{layout.width}" height="{layout.height - 760 - layout.street}" fill="url(#evening)"/></g>

  <g transform="translate({across},{below}) scale({scale})">
    <g filter="url(#press)">
      <g fill="var(--hair)">{back}</g>
      {lights}
      <path d="{coat}" fill="var(--cloth)" transform="translate(5,4)"/>
      <g clip-path="url(#incoat)">{stitches()}</g>
      <path d="{neck}" fill="var(--skin)" transform="translate(4,3)"/>
    </g>
    <g filter="url(#tinted)"><g clip-path="url(#inneck)"><path d="M440,640 H740 V800 C660,850 540,850 440,820 Z" opacity="0.62" filter="url(#b30)"/></g></g>
    <g filter="url(#press)">
      {clothes()}
      <path d="{face}" fill="var(--skin)" transform="translate(5,3)"/>
    </g>
    <g filter="url(#clothed)"><g clip-path="url(#incoat)">
      <path d="M0,900 L250,900 L290,1240 L0,1240 Z" opacity="0.6" filter="url(#b60)"/>
      <path d="M860,1100 L1120,1000 L1120,1240 L860,1240 Z" opacity="0.6" filter="url(#b60)"/></g></g>
    <g filter="url(#tinted)"><g clip-path="url(#inface)">
      <path d="M360,240 L452,280 C420,480 450,640 600,800 L360,800 Z" opacity="0.45" filter="url(#b30)"/>
      <ellipse cx="504" cy="604" rx="56" ry="38" opacity="0.42" filter="url(#b30)"/>
      <ellipse cx="724" cy="592" rx="40" ry="36" opacity="0.5" filter="url(#b30)"/>
      <ellipse cx="622" cy="590" rx="38" ry="30" opacity="0.45" filter="url(#b14)"/>
      <path d="M400,240 H790 V340 C640,310 500,320 400,390 Z" opacity="0.6" filter="url(#b30)"/>
      <path d="M570,673 C600,682 640,681 680,661 C666,690 640,699 614,698 C594,697 580,688 570,673 Z" opacity="0.9"/></g></g>
    <g filter="url(#press)">
      {face_hatching()}{features()}{eye(520, 486, 44)}{eye(708, 484, 38)}
      {front}
      {glasses()}
      <circle cx="386" cy="668" r="19" fill="var(--spot)"/><circle cx="392" cy="662" r="6" fill="var(--card)"/>
      {mug()}
    </g>
  </g>
  {band}
  {placard(layout)}
  <rect width="{layout.width}" height="{layout.height}" filter="url(#paper)" opacity="0.1"/>
</svg>""")


if __name__ == "__main__":
    main(sys.argv[2])
