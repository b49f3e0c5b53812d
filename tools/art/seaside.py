"""What there is at the seaside: clouds, a front of white houses, a pier, a train, and a couple who came anyway."""

from __future__ import annotations

import math
from random import Random


def cumulus(r: Random, x: float, base: float, across: float, tall: float) -> str:
    """One heap of cloud in three tones, lit from the left."""
    rows: list[list[tuple[float, float, float]]] = [[], [], [], []]
    count = max(5, int(across / 62))
    for number in range(count):
        t = (number + 0.5) / count
        arch = math.sin(math.pi * t) ** 0.8
        size = across / count * 0.62 + tall * 0.13
        for level, row in enumerate(rows):
            if level * 0.27 < arch:
                lift = level / 4 * tall * r.uniform(0.8, 1.1)
                row.append(
                    (
                        x + (t - 0.5) * across * (1 - level * 0.05) + r.uniform(-0.4, 0.4) * size,
                        base - lift,
                        size * r.uniform(0.65, 1.2),
                    )
                )
    drawn = [
        f'<g class="{ink}">'
        + "".join(f'<circle cx="{cx + dx * s:.0f}" cy="{cy + dy * s:.0f}" r="{s * k:.0f}"/>' for cx, cy, s in row)
        + "</g>"
        for row in reversed(rows)
        for ink, dx, dy, k in (("cloud3", 0.0, 0.0, 1.0), ("cloud2", -0.1, -0.08, 0.9), ("cloud1", -0.22, -0.16, 0.74))
    ]
    name = f"heap-{x:.0f}"
    window = f'<clipPath id="{name}"><rect x="{x - across:.0f}" y="0" width="{across * 2:.0f}" height="{base:.0f}"/></clipPath>'
    return f'<g clip-path="url(#{name})">{window}{"".join(drawn)}</g>'


def clouds(r: Random, streaks: str, heaps: tuple[tuple[float, float, float, float], ...]) -> str:
    """Streaks low in the sky, and heaps: where, on what base, how wide and how tall."""
    return f'<path class="cloud2" d="{streaks}"/>' + "".join(cumulus(r, *heap) for heap in heaps)


def houses(r: Random) -> str:
    """Terraces along the front, nearer ones larger, and streets of roofs behind."""
    drawn = []
    rows = (
        ((1760, 520), (2120, 470), 15, 0.62),
        ((1790, 560), (2240, 512), 15, 0.78),
        ((1842, 612), (2330, 570), 13, 1.0),
        ((1858, 676), (2300, 640), 10, 1.22),
    )
    for (x0, y0), (x1, y1), count, scale in rows:
        for number in range(count):
            t = number / (count - 1)
            x, y = x0 + (x1 - x0) * t + r.uniform(-5, 5), y0 + (y1 - y0) * t + r.uniform(-6, 6)
            w, h = r.uniform(24, 36) * scale, r.uniform(24, 40) * scale
            pitch = 13 * scale
            drawn.append(
                f'<path class="wall1" d="M{x:.0f} {y:.0f}v{-h:.0f}h{w:.0f}v{h:.0f}z"/><path class="wall2" d="M{x + w:.0f} {y:.0f}v{-h:.0f}l{w * 0.3:.0f} {-pitch:.0f} {w * 0.3:.0f} {pitch:.0f}v{h:.0f}z"/>'
                f'<path class="roof" d="M{x - 2:.0f} {y - h:.0f}l{w * 0.3:.0f} {-pitch:.0f}h{w + 2:.0f}l{-w * 0.3:.0f} {pitch:.0f}z"/>'
            )
            panes = "".join(
                f"M{x + w * (0.16 + 0.3 * column):.1f} {y - h * (0.84 - 0.4 * storey):.1f}h{w * 0.16:.1f}v{h * 0.22:.1f}h{-w * 0.16:.1f}z"
                for column in range(3)
                for storey in range(2)
            )
            drawn.append(f'<path class="pane" d="{panes}"/>')
            if r.random() < 0.5:
                drawn.append(
                    f'<path class="wall2" d="M{x + w * 0.6:.0f} {y - h - pitch + 2:.0f}v{-9 * scale:.0f}h{6 * scale:.0f}v{9 * scale:.0f}z"/>'
                )
    for _ in range(46):
        t = r.random()
        x, y = 1780 + t * 560, r.choice((530, 578, 636, 702)) - t * 40 + r.uniform(-8, 8)
        size = r.uniform(6, 13)
        if x < 1816 and y > 640:
            continue  # nothing grows on the beach
        drawn.append(
            f'<ellipse class="turf4" cx="{x:.0f}" cy="{y:.0f}" rx="{size * 1.3:.0f}" ry="{size:.0f}"/><ellipse class="turf2" cx="{x - 3:.0f}" cy="{y - size * 0.4:.0f}" rx="{size * 0.8:.0f}" ry="{size * 0.5:.0f}"/>'
        )
    front = '<path class="wall1" d="M1700 514Q1812 548 1826 610 1836 690 1740 790L1690 838 1702 842 1756 794Q1856 694 1844 610 1828 540 1704 508Z"/>'
    return "".join(drawn) + front


def pier() -> str:
    """Iron legs, a deck, and a pavilion nobody has ever been inside."""
    legs = "".join(
        f"M{x} 612h5v{46 - (x - 1080) * 0.02:.0f}h-5zM{x + 5} 614l29 26v4l-29-26zM{x + 34} 614v4l-29 26v-4z"
        for x in range(1082, 1690, 34)
    )
    lamps = "".join(f"M{x} 604v-26h3v26zM{x - 3} 578a4.5 4.5 0 1 1 9 0z" for x in range(1270, 1680, 58))
    return (
        f'<path class="ink" d="{legs}{lamps}"/><path class="wall2" d="M1060 604H1704V614H1060Z"/><path class="wall1" d="M1060 600H1704V606H1060Z"/>'
        '<path class="wall1" d="M1076 602V566H1236V602Z"/><path class="wall2" d="M1190 602V566H1236V602Z"/>'
        '<path class="roof" d="M1066 568L1084 552H1228L1246 568Z"/><path class="wall1" d="M1116 554V540H1196V554Z"/><path class="roof" d="M1112 542C1114 506 1140 494 1156 488 1172 494 1198 506 1200 542Z"/>'
        '<path class="wall1" d="M1124 540C1126 514 1142 502 1154 496 1142 514 1140 528 1140 540Z"/><path class="ink" d="M1154 490V462H1158V490ZM1158 462L1182 469 1158 476Z"/>'
        '<path class="roof" d="M1070 568C1072 548 1082 544 1090 540 1098 544 1108 548 1110 568ZM1202 568C1204 548 1214 544 1222 540 1230 544 1240 548 1242 568Z"/>'
        '<path class="ink" d="M1088 602V578a7 7 0 0 1 14 0V602ZM1120 602V578a7 7 0 0 1 14 0V602ZM1150 602V576a9 9 0 0 1 18 0V602ZM1184 602V578a7 7 0 0 1 14 0V602ZM1214 602V578a7 7 0 0 1 14 0V602Z"/>'
    )


def viaduct() -> str:
    arches = "".join(f"M{x} 470V404a19 19 0 0 1 38 0V470Z" for x in range(1958, 2400, 52))
    bank = '<path class="turf2" d="M1800 480Q1880 372 1944 362L1966 366 1956 480Z"/><path class="turf1" d="M1800 480Q1880 372 1944 362L1950 368Q1890 384 1830 480Z"/>'
    return (
        f'<path class="wall2" d="M1930 366H2360V376H1930Z"/><path class="wall1" fill-rule="evenodd" d="M1930 374H2360V470H1930Z{arches}"/><path class="wall2" d="{"".join(f"M{x + 38} 470V404a19 19 0 0 0-8-15q10 14 0 81Z" for x in range(1958, 2400, 52))}"/>'
        + bank
    )


def train() -> str:
    """A tank engine and its coaches, late, and a plume that says so."""
    coaches = "".join(
        f'<path class="roof" d="M{x} 366V346H{x + 62}V366Z"/><path class="wall1" d="M{x - 2} 347Q{x + 31} 338 {x + 64} 347Z"/><path class="wall1" d="M{x + 5} 351h10v8h-10zM{x + 20} 351h10v8h-10zM{x + 35} 351h10v8h-10zM{x + 49} 351h9v8h-9z"/>'
        for x in (2084, 2150, 2216, 2282)
    )
    puffs = [(2016 + 16 * n + n * n * 0.9, 322 - 7.2 * n + 0.12 * n * n, 9 + n * 2.3) for n in range(16)]
    plume = "".join(
        f'<g class="{ink}">'
        + "".join(f'<circle cx="{x + dx * s:.0f}" cy="{y + dx * s:.0f}" r="{s * k:.0f}"/>' for x, y, s in puffs)
        + "</g>"
        for ink, dx, k in (("cloud3", 0.05, 1.0), ("cloud2", -0.1, 0.93), ("cloud1", -0.22, 0.72))
    )
    return (
        plume
        + coaches
        + '<path class="ink" d="M2008 366V350H2012V330H2022V348H2036V340H2044V348H2054V334H2080V366ZM2000 366V360H2008V366Z"/>'
        '<path class="ink" d="M2010 366a7 7 0 0 1 14 0zM2030 366a7 7 0 0 1 14 0zM2050 366a7 7 0 0 1 14 0z"/>'
    )


def shower(r: Random, cloud: tuple[float, float, float]) -> str:
    """Rain from the storm to the couple under it. What falls from high up leans, in a shaft of grey, and spares the umbrella."""
    _, across, down = cloud
    high, top, lean = down < 0, 372 + down, 0.26
    if high:
        lean = across / (600 - top)
    drops = []
    for _ in range(150 if high else 84):
        x, y, s = r.uniform(300, 700), r.uniform(top, 600), r.uniform(24, 46)
        if high:
            left, right = 296 + (44 + across) * (600 - y) / (600 - top), 696 - (46 - across) * (600 - y) / (600 - top)
            x, s = left + (right - left) * (x - 300) / 400, s * 1.7
            if y > 420 and abs(x - 494) < 200:
                continue
        drops.append(f"M{x:.0f} {y:.0f}l3 1-{s * lean:.1f} {s:.0f}-3-1z")
    shaft = f'<path class="shaft" d="M{330 + across:g} {top:g}H{656 + across:g}L706 700H282Z"/>' if high else ""
    return f'{shaft}<path class="rain" d="{"".join(drops)}"/>'


def storm(place: tuple[float, float, float]) -> str:
    """One small cloud with a favourite."""
    scale, across, down = place
    drawn = (
        '<g class="storm"><circle cx="376" cy="334" r="52"/><circle cx="436" cy="298" r="68"/><circle cx="520" cy="290" r="74"/><circle cx="592" cy="322" r="58"/><circle cx="330" cy="356" r="32"/><circle cx="640" cy="350" r="38"/><path d="M316 352H656A30 30 0 0 1 640 388H330A28 28 0 0 1 316 352Z"/></g>'
        '<g class="storm-lit"><circle cx="362" cy="324" r="34"/><circle cx="420" cy="282" r="46"/><circle cx="502" cy="268" r="48"/><circle cx="578" cy="306" r="36"/></g>'
    )
    return f'<g transform="translate({across + 494 * (1 - scale):g} {down + 388 * (1 - scale):g}) scale({scale})">{drawn}</g>'


def couple() -> str:
    """Two deckchairs under one umbrella under one cloud."""
    chair = (
        '<path class="wood" d="M-58 86L-40-44-30-44-46 86ZM46 86L30-44 40-44 58 86ZM-66 92L-20 40-12 46-56 98ZM66 92L20 40 12 46 56 98Z"/>'
        '<path class="canvas1" d="M-36-40H36L44 60Q0 84-44 60Z"/><path class="canvas2" d="M-22-40H-8L-9 71Q-20 70-29 67ZM8-40H22L29 67Q20 70 9 71Z"/><path class="wood" d="M-42-46H42V-38H-42Z"/>'
    )
    return (
        '<path class="shade" d="M330 724Q620 690 1010 748 700 764 330 740Z"/>'
        # her, in a hat; him, in a handkerchief
        '<g transform="translate(420 640)"><path class="wood" d="M-26-46Q-34-72-14-84H14Q34-72 26-46Z"/><path class="skin" d="M-20-66a20 24 0 1 1 40 0z"/><path class="canvas1" d="M-44-80Q-26-88-24-104-18-124 0-124T24-104Q26-88 44-80 0-66-44-80Z"/><path class="ink" d="M-25-98Q0-88 25-98L26-88Q0-78-26-88Z"/>'
        f"{chair}</g>"
        '<g transform="translate(560 644)"><path class="ink" d="M-34-46Q-34-66-14-70H14Q34-66 34-46Z"/><path class="skin" d="M-21-70a21 26 0 1 1 42 0q0 14-8 18h-26q-8-4-8-18zM-27-76a6 8 0 0 1 8-4v14a8 8 0 0 1-8-10zM27-76a6 8 0 0 0-8-4v14a8 8 0 0 0 8-10z"/><path class="cloud1" d="M-23-78Q-20-98 0-98T23-78Q0-70-23-78ZM-22-80l-10-5 3 11zM22-80l10-5-3 11z"/>'
        f"{chair}</g>"
        # flask and basket
        '<path class="roof" d="M664 736V700H686V736ZM667 700V690H683V700Z"/><path class="wood" d="M300 736L306 706H352L358 736ZM308 706Q329 676 350 706L345 706Q329 684 313 706Z"/>'
        # umbrella
        '<path class="wood" d="M487 730L491 470 497 470 496 730Z"/>'
        '<path class="canvas1" d="M286 566Q310 452 494 438 678 452 702 566 654 540 606 562 548 536 494 558 440 536 382 562 334 540 286 566Z"/>'
        '<path class="canvas2" d="M382 562Q396 470 494 438 444 480 440 546 410 542 382 562ZM606 562Q592 470 494 438 544 480 548 546 578 542 606 562Z"/><path class="wood" d="M490 440V424H498V440Z"/>'
    )


def pine(r: Random) -> str:
    """A wind-bent tree at the left edge, to hold the picture in."""
    drawn = [
        '<path class="ink" d="M40 905L84 905Q120 700 96 520 80 400 130 250L118 244Q66 380 66 520 84 700 40 860ZM92 470Q150 430 214 424L214 432Q150 444 98 492ZM112 300Q60 270 40 262V278Q70 290 104 322ZM106 330Q150 290 190 284V292Q156 304 108 352Z"/>'
    ]
    for x, y, across in (
        (120, 226, 150),
        (60, 262, 120),
        (206, 278, 96),
        (230, 418, 92),
        (70, 170, 130),
        (176, 176, 110),
        (60, 400, 70),
    ):
        bumps = "".join(
            f'<ellipse cx="{x + r.uniform(-0.5, 0.5) * across * 1.5:.0f}" cy="{y + r.uniform(-0.5, 0.35) * across * 0.4:.0f}" rx="{across * r.uniform(0.26, 0.42):.0f}" ry="{across * r.uniform(0.12, 0.18):.0f}"/>'
            for _ in range(9)
        )
        lit = "".join(
            f'<ellipse cx="{x + r.uniform(-0.5, 0.3) * across * 1.3:.0f}" cy="{y - across * 0.14 + r.uniform(-0.2, 0.1) * across * 0.4:.0f}" rx="{across * r.uniform(0.14, 0.24):.0f}" ry="{across * 0.06:.0f}"/>'
            for _ in range(5)
        )
        drawn.append(f'<g class="needle1">{bumps}</g><g class="needle2">{lit}</g>')
    return "".join(drawn)


def boats(yachts: tuple[tuple[float, float, float], ...], gulls: tuple[tuple[float, float, float], ...]) -> str:
    """Sails to measure the water by, and gulls to measure the air: x, y and size of each."""

    def yacht(x: float, y: float, size: float) -> str:
        return (
            f'<g transform="translate({x} {y}) scale({size})"><path class="glint" d="M-34 10H40L60 14 30 17-46 14Z"/><path class="ink" d="M-30 0H34Q28 11 20 12H-20Q-28 8-30 0Z"/>'
            '<path class="wall1" d="M2-6V-96Q40-50 38-6Z"/><path class="canvas2" d="M-3-6V-84Q-26-40-34-6Z"/><path class="wall2" d="M2-6V-96Q18-60 12-6Z"/></g>'
        )

    return "".join(yacht(*each) for each in yachts) + "".join(
        f'<path class="wall1" transform="translate({x} {y}) scale({size})" d="M-44-8Q-22-24 0 0 22-24 44-8 22-14 2 8L-2 8Q-22-14-44-8Z"/>'
        for x, y, size in gulls
    )
