"""A small train, a long line and one leaf. Prints SVG; lengths below are metres seen from just above the rail, which a
layout then lays upon its sheet."""

from __future__ import annotations

import itertools
import math
import random
import sys
from dataclasses import dataclass
from pathlib import Path

EYE = 0.5  # above the rail's head
LENS = 756.0
VANISH = (1640.0, 640.0)
RAILS = (-0.516, 0.919)


@dataclass(frozen=True)
class Layout:
    """What of the view hangs on a sheet, and where. Lengths are px: of the view those of x, floor, glow and grass."""

    width: int
    height: int
    scale: float
    x: float  # of the view, at the sheet's left edge
    foot: int  # where the operator's footer begins
    floor: float  # the same, in the view
    sky: int  # depth of the sky
    glow: float  # radius of the sun's
    sun: float  # how bright it stands behind the train
    clouds: int  # depth of the clouds
    near: float  # metres to the nearest stone
    stones: int
    grass: tuple[tuple[float, float, float, int], ...]  # left, right, height, blades
    leaf: tuple[float, float, float]  # x, y and scale
    mark: tuple[int, int]
    board: tuple[int, int, int, int]  # x, y, width, height


LAYOUTS = {
    "48-sheet": Layout(
        *(2400, 1200, 1.0, 0, 1016, 1016, 670, 1120, 0.85, 620, 1.2, 6500),
        ((430, 800, 105, 120), (0, 700, 60, 160), (2290, 2420, 90, 50), (2340, 2420, 180, 50)),
        *((2112, 882, 1.16), (120, 1052), (700, 1046, 1580, 124)),
    ),
    "6-sheet": Layout(
        *(1440, 2160, 1.25, 1240, 1726, 1060, 1226, 640, 0.7, 900, 1.05, 7600),
        ((1230, 1330, 110, 50), (1230, 1290, 170, 40), (2290, 2420, 90, 50), (2340, 2420, 180, 50)),
        *((2062, 918, 1.4), (84, 1776), (84, 1924, 1272, 178)),
    ),
    "square": Layout(
        *(1680, 1680, 1.14, 920, 1338, 1046, 900, 640, 0.7, 640, 1.05, 7600),
        ((940, 1160, 105, 90), (940, 1040, 150, 50), (2290, 2420, 90, 50), (2340, 2420, 180, 50)),
        *((2092, 908, 1.32), (96, 1374), (96, 1512, 1488, 124)),
    ),
}
dice = random.Random(814)

Point = tuple[float, float]


def seen(x: float, z: float, down: float = 0.0) -> Point:
    """A point `down` metres below the rail's head, in art pixels."""
    return VANISH[0] + LENS * x / z, VANISH[1] + LENS * (EYE + down) / z


def closed(points: list[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def smooth(points: list[Point]) -> str:
    """A closed Catmull-Rom curve."""
    n, out = len(points), f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for i in range(n):
        a, b, c, d = (points[(i + k - 1) % n] for k in range(4))
        p, q = (
            (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6),
            (c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6),
        )
        out += f"C{p[0]:.1f} {p[1]:.1f} {q[0]:.1f} {q[1]:.1f} {c[0]:.1f} {c[1]:.1f}"
    return out + "Z"


def ridge(
    base: float, rough: float, seed: int, peaks: list[tuple[float, float, float]], sharp: float
) -> tuple[str, str]:
    """A line of fells from peaks (x, height, half width): its outline down to the horizon, and the flanks turned from the sun."""
    chance = random.Random(seed)
    waves = [(f, chance.uniform(0, 6.3), 1 / k) for k, f in enumerate((0.013, 0.029, 0.061, 0.11), 1)]

    def top(x: float) -> float:
        lift: float = sum(h * max(0.0, 1 - abs(x - c) / w) ** sharp for c, h, w in peaks)
        noise: float = sum(a * math.sin(f * x + p) for f, p, a in waves)
        return base - lift - rough * (0.3 + lift / 160) * noise

    outline = [(float(x), top(x)) for x in range(-20, 2441, 6)]
    flanks = ""
    for c, h, w in peaks:
        away = 1 if c > VANISH[0] else -1
        spur = [
            (c + away * w * (0.26 * k / 7 + chance.uniform(-0.05, 0.03)), top(c) + (base + 30 - top(c)) * k / 7)
            for k in range(8)
        ]
        crest = [(c + away * w * k / 16, top(c + away * w * k / 16)) for k in range(10)]
        if h > 30:
            flanks += closed([(c, top(c)), *spur[1:], (c + away * w * 0.7, base + 30), *reversed(crest)])
    return closed([(-20, 720), *outline, (2440, 720)]), flanks


def trees() -> str:
    """Hedges, copses, a row of poplars and a church along the edge of the fen."""
    out, level = "", VANISH[1] + 5
    copses = ((90, 130, 20), (310, 60, 15), (505, 170, 24), (800, 70, 17), (930, 120, 15), (1190, 90, 21), (1345, 60, 13), (1950, 120, 26), (2230, 180, 40))  # fmt: skip
    for x, wide, tall in copses:
        for _ in range(wide // 6):
            cx, r = x + dice.gauss(0, wide / 3), tall * dice.uniform(0.4, 0.9)
            out += f"M{cx - r:.0f} {level}a{r:.1f} {r * 1.15:.1f} 0 0 1 {2 * r:.1f} 0Z"
    for k in range(9):
        px, h = 1010 + 15 * k + dice.uniform(-3, 3), dice.uniform(38, 56)
        out += f"M{px - 6:.0f} {level}Q{px - 7:.0f} {level - h * 0.6:.0f} {px:.0f} {level - h:.0f} {px + 7:.0f} {level - h * 0.6:.0f} {px + 6:.0f} {level}Z"
    return (
        out
        + f"M1318 {level}V{level - 34}L1326 {level - 78} 1334 {level - 34}V{level - 18}L1366 {level - 26} 1378 {level - 14}V{level}Z"
    )


def ballast(count: int, nearest: float) -> str:
    shapes: dict[int, list[str]] = {1: [], 2: [], 3: []}
    stones = [(nearest * 60 ** dice.random(), dice.uniform(-1.75, 2.2)) for _ in range(count)]
    for z, x in sorted(stones, reverse=True):
        if z > 26:
            continue
        size = dice.uniform(0.022, 0.056)
        corners = sorted(dice.uniform(0, 2 * math.pi) for _ in range(6))
        middle = seen(x, z, 0.17)
        r = LENS * size / z
        outline = [(middle[0] + r * math.cos(a), middle[1] + 0.62 * r * math.sin(a)) for a in corners]
        shapes[3].append(closed([(px + r * 0.1, py + r * 0.34) for px, py in outline]))
        shapes[dice.choice((1, 2, 2, 2))].append(closed(outline))
    return "".join(f'<path fill="var(--stone{tone})" d="{"".join(shapes[tone])}"/>' for tone in (3, 2, 1))


def sleepers() -> str:
    tops, fronts = "", ""
    z = 60.0
    while z > 1.0:
        near = z - 0.23
        a, b = seen(-1.08, z, 0.15), seen(1.48, z, 0.15)
        c, d = seen(1.48, near, 0.15), seen(-1.08, near, 0.15)
        e, f = seen(1.48, near, 0.21), seen(-1.08, near, 0.21)
        tops += closed([a, b, c, d])
        fronts += closed([d, c, e, f])
        z -= 0.62
    return f'<path fill="var(--wood)" d="{tops}"/><path fill="var(--stone3)" d="{fronts}"/><path fill="url(#damp)" d="{tops}"/><path fill="none" stroke="url(#damp)" stroke-width="2.5" d="{tops}"/>'


def rail(x: float) -> str:
    """Foot, web in shadow, the polished head."""
    near, far = 0.96, 70.0
    foot = closed(
        [seen(x - 0.07, near, 0.14), seen(x - 0.07, far, 0.14), seen(x + 0.07, far, 0.14), seen(x + 0.07, near, 0.14)]
    )
    inner = -1 if x > 0 else 1
    web = closed(
        [
            seen(x + 0.036 * inner, near, 0.01),
            seen(x + 0.036 * inner, far, 0.01),
            seen(x + 0.06 * inner, far, 0.14),
            seen(x + 0.06 * inner, near, 0.14),
        ]
    )
    head = closed([seen(x - 0.038, near), seen(x - 0.038, far), seen(x + 0.038, far), seen(x + 0.038, near)])
    shine = closed([seen(x - 0.016, near), seen(x - 0.012, far), seen(x + 0.02, far), seen(x + 0.008, near)])
    return (
        f'<path fill="var(--stone3)" d="{foot}"/><path fill="var(--railside)" d="{web}"/>'
        f'<path fill="url(#steel)" d="{head}"/><path fill="var(--rail)" opacity=".85" d="{shine}"/>'
    )


def leaf() -> dict[str, str]:
    """An oak leaf 430 px tall, standing on its stalk at 0, 0."""

    def edge(t: float, side: int) -> Point:
        lobe = abs(math.cos(math.pi * 4.5 * t + 0.5)) ** 4.2
        width = 150 * math.sin(math.pi * t**1.3) ** 0.74 * (1 - 0.44 * lobe) + 4
        lift = 30 * (1 - lobe) * math.sin(math.pi * t)
        return spine(t)[0] + side * width, spine(t)[1] - lift

    def spine(t: float) -> Point:
        return 34 * math.sin(math.pi * t * 0.9) - 20 * t, -58 - 372 * t

    steps = [i / 60 for i in range(61)]
    right, left = [edge(t, 1) for t in steps], [edge(t, -1) for t in steps]
    ribs, hairs = "", ""
    for k in range(1, 5):
        t = (k - 0.5 - 0.159) / 4.5
        for side in (1, -1):
            a, (ex, ey) = spine(max(0.02, t - 0.09)), edge(t, side)
            b = a[0] + (ex - a[0]) * 0.9, a[1] + (ey - a[1]) * 0.9
            m = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 13
            ribs += f"M{a[0]:.1f} {a[1] - 5:.1f}Q{m[0]:.1f} {m[1]:.1f} {b[0]:.1f} {b[1]:.1f} {m[0]:.1f} {m[1] + 5:.1f} {a[0]:.1f} {a[1] + 5:.1f}Z"
            for f in (0.3, 0.48, 0.66, 0.82):
                x, y = a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f + 20 * f * (1 - f)
                reach = 46 * (1 - f) + 12
                hairs += f"M{x:.1f} {y:.1f}q{side * 7:.1f}-{reach / 2:.1f} {side * 16:.1f}-{reach:.1f}M{x:.1f} {y:.1f}q{side * reach * 0.4:.1f} 2 {side * reach * 0.62:.1f} {reach * 0.42:.1f}"
    stalk = [
        (spine(t)[0] + s * (6.5 - 5.5 * t), spine(t)[1]) for s, run in ((1, steps), (-1, steps[::-1])) for t in run
    ]
    spots = [(dice.choice(steps[8:54]), dice.uniform(-0.8, 0.8), dice.uniform(1.5, 6)) for _ in range(44)]
    return {
        "WHOLE": smooth([*right, *reversed(left)]),
        "HALF": smooth([*right, *[spine(t) for t in reversed(steps)]]),
        "RIBS": ribs,
        "HAIRS": hairs,
        "SPINE": closed(stalk) + "M-34 2L-22 8C-14-18-2-34 7-60L-7-62C-14-36-22-18-34 2Z",
        "SPOTS": "".join(
            f"M{spine(t)[0] + w * abs(edge(t, 1)[0] - spine(t)[0]) - r:.1f} {edge(t, 1)[1]:.1f}a{r:.1f} {r * 0.8:.1f} 0 1 0 {2 * r:.1f} 0 {r:.1f} {r:.1f} 0 1 0-{2 * r:.1f} 0Z"
            for t, w, r in spots
        ),
    }


def furrows() -> str:
    """Ploughed rows on the left, all running to the same far point."""
    lines = [
        closed([seen(x, 14, 0.4), seen(x, 1.5, 0.5), seen(x + 0.17, 1.5, 0.5)])
        for x in [-2.6 - 0.4 * k for k in range(70)]
    ]
    return f'<path fill="var(--fen3)" opacity=".34" d="{"".join(lines)}"/>'


def grass(left: float, right: float, foot: float, tall: float, count: int) -> str:
    blades = ""
    for _ in range(count):
        x, h = dice.uniform(left, right), tall * dice.uniform(0.35, 1)
        lean = dice.uniform(-0.5, 0.5) * h
        blades += f"M{x - 3:.0f} {foot}Q{x:.0f} {foot - h * 0.6:.0f} {x + lean:.0f} {foot - h:.0f} {x + 2:.0f} {foot - h * 0.5:.0f} {x + 5:.0f} {foot}Z"
    return blades


def posts() -> str:
    """Telegraph poles on the right of the line, and their wires."""
    out, tops = "", []
    for z in (2.6, 4.2, 6.8, 11.0, 18.0, 30.0):
        (x, foot), (_, top) = seen(3.0, z, 0.3), seen(3.0, z, -1.75)
        w = 62 / z
        out += f'<path d="M{x - w * 0.13:.1f} {foot:.1f}V{top:.1f}h{w * 0.26:.1f}V{foot:.1f}ZM{x - w:.1f} {top + w * 0.5:.1f}h{2 * w:.1f}v{w * 0.22:.1f}h{-2 * w:.1f}Z"/>'
        tops.append((x, top + w * 0.5, w))
    wires = ""
    for (x1, y1, w1), (x2, y2, w2) in itertools.pairwise(tops):
        for side in (-0.9, 0.9):
            a, b = x1 + side * w1, x2 + side * w2
            wires += f"M{a:.1f} {y1:.1f}Q{(a + b) / 2:.1f} {(y1 + y2) / 2 + w1 * 0.5:.1f} {b:.1f} {y2:.1f}"
    return f'<g fill="var(--post)">{out}</g><path d="{wires}" fill="none" stroke="var(--post)" stroke-width="1.8" opacity=".7"/>'


def art(layout: Layout) -> str:
    far = ridge(
        650,
        9,
        3,
        [(250, 92, 330), (520, 60, 240), (940, 66, 300), (1250, 104, 270), (1990, 190, 330), (2260, 262, 380)],
        1.15,
    )
    mid = ridge(652, 6, 11, [(60, 58, 300), (740, 46, 320), (1420, 46, 220), (2120, 74, 260), (2400, 150, 300)], 1.3)
    near = ridge(652, 3, 23, [(420, 20, 420), (1180, 18, 300), (2420, 60, 420)], 1.6)
    parts = {
        "FELL1": far[0], "FLANK1": far[1], "FELL2": mid[0], "FLANK2": mid[1], "FELL3": near[0],
        "TREES": trees(), "SCATTER": ballast(420, layout.near),
        "BED": closed([seen(-1.9, 0.95, 0.2), seen(-1.5, 80, 0.2), seen(1.9, 80, 0.2), seen(2.4, 0.95, 0.2)]),
        "SHOULDER": closed([seen(-2.7, 1.1, 0.4), seen(-2.2, 80, 0.4), seen(2.7, 80, 0.4), seen(3.3, 1.1, 0.4)]),
        "BALLAST": ballast(layout.stones, layout.near),
        "SLEEPERS": sleepers(),
        "RAILS": rail(RAILS[0]) + rail(RAILS[1]),
        "FURROWS": furrows(),
        "POSTS": posts(),
        "GRASS": "".join(grass(left, right, layout.floor + 6, tall, count) for left, right, tall, count in layout.grass),
        **leaf(),
        "WIDTH": layout.width, "HEIGHT": layout.height, "FOOT": layout.foot, "FLOOR": layout.floor, "SKY": layout.sky,
        "CLOUDS": layout.clouds, "GLOW": layout.glow, "SUN": layout.sun, "DEPTH": layout.floor - 646,
        "VIEW": f"translate({-layout.x * layout.scale:g} {layout.foot - layout.floor * layout.scale:g}) scale({layout.scale})",
        "LEAF": f"translate({layout.leaf[0]} {layout.leaf[1]}) rotate(7) scale({layout.leaf[2]})",
        "LEAFSHADOW": f"translate({layout.leaf[0] - 16} {layout.leaf[1] + 2}) skewX(-32) scale({layout.leaf[2] * 0.914:.2f} -.3)",
        "MARK": "{} {}".format(*layout.mark), "BOARD": "{} {}".format(*layout.board[:2]),
        "BOARDWIDTH": layout.board[2], "PANELWIDTH": layout.board[2] - 18, "EDGE": layout.board[2] - 16,
        "BOARDHEIGHT": layout.board[3], "PANELHEIGHT": layout.board[3] - 18, "OPERATOR": layout.height - layout.foot,
    }  # fmt: skip
    text = (Path(__file__).parent / "rail-apology.parts.svg").read_text("utf-8")
    for name, value in parts.items():
        text = text.replace(f"[[{name}]]", str(value))
    return text


print(art(LAYOUTS[sys.argv[2]]))
