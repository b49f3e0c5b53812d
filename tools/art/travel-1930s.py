"""A railway poster for a place that is not on the railway: bay, pier, chalk, and one cloud with a favourite.

Prints SVG. Flat tones in the manner of lithography; where a tone fades it breaks into crayon grain, never into a tint.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from string import Template

from seaside import boats, clouds, couple, houses, pier, pine, shower, storm, train, viaduct

HORIZON = 432  # where the far things are drawn
FOOT = 905  # down to where they are drawn
MARGIN = 56  # px of bare paper round the picture
Heaps = tuple[tuple[float, float, float, float], ...]
Places = tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class Layout:
    """A sheet. What is far (sea, chalk, bay, pier) and what is near (our own turf) are moved each as a whole."""

    width: int
    height: int
    floor: int  # of the picture
    rules: tuple[int, int]  # two lines at the foot
    far: tuple[float, float]  # how far right and down
    near: tuple[float, float, float]  # scale, and how far right and down
    storm: tuple[float, float, float]  # likewise, of the cloud over what is near
    tree: tuple[float, float, float]
    glow: float  # where the water is brightest, among the far things
    sun: tuple[float, float]
    moon: tuple[float, float]
    streaks: str
    heaps: Heaps
    yachts: Places
    gulls: Places
    lamp: str


LAYOUTS = {
    "48-sheet": Layout(
        *(2400, 1200, 868, (1136, 1150)),
        far=(0, 0),
        near=(1, 0, 0),
        storm=(1, 0, 0),
        tree=(1, 0, 0),
        glow=930,
        sun=(930, 404),
        moon=(742, 166),
        streaks="M1180 418q180-16 420 0zM60 408q220-22 520 0zM700 424q120-12 300 0zM1500 132q240-26 560 0-260 14-560 0zM820 96q140-16 330 0-160 10-330 0z",
        heaps=((960, 410, 560, 92), (1980, 300, 800, 170), (1340, 214, 330, 62)),
        yachts=((880, 540, 0.9), (770, 486, 0.5), (1046, 474, 0.36), (1190, 788, 1.35)),
        gulls=(
            *((1010, 182, 0.8), (1086, 226, 0.55), (930, 238, 0.5)),
            *((806, 150, 0.62), (1500, 640, 0.7), (1420, 690, 0.5)),
        ),
        lamp='cx="900" cy="260" r="1800"',
    ),
    "6-sheet": Layout(
        *(1440, 2160, 1590, (2078, 2092)),
        far=(-968, 300),
        near=(1.24, -140, 560),
        storm=(0.94, 112, -460),
        tree=(1.12, 10, 500),
        glow=1200,
        sun=(230, 702),
        moon=(250, 330),
        streaks="M60 718q180-16 420 0zM700 590q120-12 300 0zM760 150q240-26 560 0-260 14-560 0zM90 200q140-16 330 0-160 10-330 0z",
        heaps=((250, 712, 420, 120), (1060, 560, 720, 250)),
        yachts=((190, 850, 0.7), (330, 794, 0.4), (250, 1056, 1.0)),
        gulls=(
            *((360, 190, 0.9), (470, 250, 0.6), (250, 262, 0.5)),
            *((860, 1060, 0.8), (960, 1130, 0.56), (980, 250, 0.5)),
        ),
        lamp='cx="560" cy="460" r="1900"',
    ),
    "square": Layout(
        *(1680, 1680, 1258, (1598, 1612)),
        far=(-670, 130),
        near=(0.95, -60, 460),
        storm=(1, 60, -520),
        tree=(1.0, 12, 310),
        glow=1040,
        sun=(300, 534),
        moon=(330, 210),
        streaks="M400 548q180-16 420 0zM60 538q220-22 420 0zM880 150q240-26 560 0-260 14-560 0zM120 120q140-16 330 0-160 10-330 0z",
        heaps=((330, 542, 520, 110), (1300, 420, 760, 200)),
        yachts=((250, 690, 0.8), (180, 606, 0.45), (440, 600, 0.36), (700, 900, 1.1)),
        gulls=(
            *((760, 190, 0.8), (860, 240, 0.55), (690, 256, 0.5)),
            *((830, 836, 0.7), (1330, 870, 0.56), (1420, 920, 0.5)),
        ),
        lamp='cx="640" cy="340" r="1700"',
    ),
}


def fade(path: str, ink: str, gradient: str) -> str:
    """A shape whose tone thins out along a gradient, in crayon."""
    return f'<g filter="url(#crayon)"><path d="{path}" fill="{ink}" mask="url(#{gradient})"/></g>'


def sky(layout: Layout) -> str:
    horizon = HORIZON + layout.far[1]
    whole = f"M40 40H{layout.width - 40}V{horizon + 20:g}H40Z"
    x, y = layout.sun
    return (
        f'<path class="sky2" d="{whole}"/>'
        + fade(whole, "var(--sky1)", "from-top")
        + fade(whole, "var(--sky3)", "from-sea")
        + fade(whole, "var(--sky4)", "from-line")
        + f'<circle class="low-sun" cx="{x}" cy="{y}" r="196"/><circle class="low-sun" cx="{x}" cy="{y}" r="150"/>'
        f'<circle class="moon" cx="{layout.moon[0]}" cy="{layout.moon[1]}" r="58"/>'
        f'<g class="beam" transform="translate(0 {horizon - HORIZON:g})"><path d="M-60-40L1010 440H1190L60-60ZM120-60L1400 440H1500L190-60ZM260-60L1760 440H1990L400-60Z"/></g>'
    )


def glints(r: Random, glow: float, depths: float) -> str:
    """Light lying on the water: lens strokes that grow towards us."""
    marks = []
    for _ in range(330):
        depth = r.random() ** 1.7
        y = HORIZON + 8 + depth * depths
        middle = glow + (y - HORIZON) * 0.35
        spread = 60 + (y - HORIZON) * 0.95
        x = r.gauss(middle, spread)
        length, height = (10 + 74 * depth) * r.uniform(0.5, 1.2), 1.3 + 5 * depth
        marks.append(
            f"M{x - length:.0f} {y:.1f}Q{x:.0f} {y - height:.1f} {x + length:.0f} {y:.1f}Q{x:.0f} {y + height:.1f} {x - length:.0f} {y:.1f}Z"
        )
    return f'<path class="glint" d="{"".join(marks)}"/>'


def sea(r: Random, glow: float, foot: float) -> str:
    parts = [f'<path class="sea1" d="M40 {HORIZON}H2400V{foot:g}H40Z"/>']
    for number, (top, ink) in enumerate(((474, "sea2"), (548, "sea3"), (662, "sea4"))):
        wave = f"M40 {top}"
        for _ in range(20):
            lift = r.uniform(-7, 7) * (1 + number * 0.6)
            wave += f"q30 {-6 - lift:.1f} 59 0t59 0"
        parts.append(f'<path class="{ink}" d="{wave}V{foot:g}H40Z"/>')
    return "".join(parts) + glints(r, glow, foot - HORIZON - 28)


def chalk() -> str:
    """The headland: turf above, lit faces and faces that are not."""
    return (
        '<path class="foam" d="M1100 472Q1170 464 1262 472 1400 494 1560 516L1700 540 1690 556 1480 520 1250 490Q1170 482 1100 472Z"/>'
        # farther stack and its lighthouse
        '<path class="chalk3" d="M1124 470L1136 372 1156 350 1190 344 1226 352 1240 470Z"/>'
        '<path class="chalk1" d="M1124 470L1136 372 1156 350 1176 347 1168 410 1178 470Z"/>'
        '<path class="turf2" d="M1150 352Q1190 330 1232 352L1226 360Q1190 346 1152 360Z"/>'
        '<path class="chalk1" d="M1180 342L1185 262H1201L1206 342Z"/><path class="ink" d="M1183 300H1203L1204 320H1182ZM1183 262H1203V255H1183ZM1187 255V240Q1193 230 1199 240V255Z"/>'
        '<path class="sun" d="M1189 242H1197V253H1189Z"/><path class="beam-on" d="M1190 247L40 96V330Z"/>'
        # the great face
        '<path class="chalk2" d="M1250 482L1268 372 1300 312 1352 270 1440 236 1560 214 1700 236 1860 300 2360 330V560H1690L1560 524Z"/>'
        '<path class="chalk1" d="M1250 482L1268 372 1300 312 1352 270 1376 330 1350 400 1372 492ZM1398 250L1440 236 1472 228 1484 330 1452 420 1474 505 1404 497 1412 380ZM1512 222L1560 214 1588 300 1570 380 1600 440 1592 520 1520 512 1536 420 1504 330Z"/>'
        '<path class="chalk3" d="M1352 270L1398 250 1412 380 1404 497 1372 492 1350 400 1376 330ZM1472 228L1512 222 1504 330 1536 420 1520 512 1474 505 1452 420 1484 330ZM1560 214L1640 226 1660 330 1640 420 1668 540 1592 520 1600 440 1570 380 1588 300Z"/>'
        '<path class="turf2" d="M1262 392Q1274 352 1296 312L1352 262 1440 222Q1560 186 1700 214T1900 262L2360 250V560H1640Q1690 460 1640 420 1650 340 1636 268 1560 236 1470 244 1380 262 1330 312Z"/>'
        '<path class="turf1" d="M1296 312L1352 262 1440 222Q1560 186 1700 214T1900 262Q1780 262 1700 330 1650 262 1560 236 1470 244 1380 262 1330 300Z"/>'
        '<path class="turf3" d="M1700 330Q1800 262 1900 262L2360 250V420Q2100 330 1900 360 1760 380 1650 470 1660 400 1700 330Z"/>'
    )


def bay(r: Random) -> str:
    """Sand, surf, the front and the houses on it, in the crook of the hills."""
    return (
        '<path class="foam" d="M1480 500Q1650 520 1690 572 1712 636 1560 726 1440 800 1330 905H1500L1720 600Z"/>'
        '<path class="sand1" d="M1500 500Q1690 520 1716 574 1734 640 1590 732 1470 806 1372 905H2360V520Z"/>'
        '<path class="sand2" d="M1640 512Q1762 540 1772 590 1780 650 1660 742 1560 822 1500 905H2360V520Z"/>'
        '<path class="turf3" d="M1668 505Q1740 400 1900 372 2120 332 2360 392V905H1700Q1860 760 1842 640 1826 540 1668 505Z"/>'
        + viaduct()
        + train()
        + houses(r)
        + '<path class="turf1" d="M2360 600Q2200 640 2070 730 1930 820 1820 905H2360Z"/>'
        '<path class="turf3" d="M2360 664Q2240 694 2130 770 2020 842 1960 905H2360Z"/><path class="turf4" d="M2360 760Q2280 780 2220 826 2160 872 2140 905H2360Z"/>'
        '<path class="turf2" d="M2360 612Q2210 650 2090 736 1960 826 1850 905H1872Q1990 826 2110 742 2230 664 2360 630Z"/>'
    )


def shore() -> str:
    """The beach and the hills, drawn on towards us where a taller sheet shows more of them."""
    # Each edge leaves the bay as it came in, and turns towards us in one sweep.
    edges = (
        ("foam", "M1330 905C1282 951 1240 1020 1240 1120S1266 1340 1300 1500H2440V905Z"),
        ("sand1", "M1372 905C1324 953 1286 1030 1286 1124S1314 1340 1350 1500H2440V905Z"),
        ("sand2", "M1500 905C1460 960 1424 1040 1424 1130S1460 1350 1506 1500H2440V905Z"),
        ("turf3", "M1700 905C1640 960 1590 1040 1590 1140S1640 1360 1720 1500H2440V905Z"),
        ("turf1", "M1820 905C1750 959 1700 1050 1700 1150S1764 1370 1860 1500H2440V905Z"),
        (
            "turf2",
            "M1850 905C1780 955 1728 1054 1728 1154S1792 1372 1890 1500H1912C1814 1372 1748 1276 1748 1156S1800 953 1872 905Z",
        ),
        ("turf3", "M1960 905C1902 964 1850 1060 1850 1166S1914 1380 2010 1500H2440V905Z"),
        ("turf4", "M2140 905C2106 961 2066 1060 2066 1170S2130 1380 2230 1500H2440V905Z"),
        ("wall1", "M1698 830C1646 880 1606 940 1590 1010 1614 944 1650 892 1713 832Z"),  # the promenade runs out
    )
    return "".join(f'<path class="{ink}" d="{edge}"/>' for ink, edge in edges)


def cliff_top(r: Random) -> str:
    """Our own turf, with flowers and whoever is sitting on it."""
    blades = []
    for _ in range(240):
        x = r.uniform(60, 1330)
        top = 662 + max(0.0, x - 700) ** 2 * 0.00062 + abs(x - 520) * 0.02
        y = r.uniform(top + 16, 905)
        h = 10 + (y - 640) * 0.1
        blades.append(
            f"M{x:.0f} {y:.0f}q{r.uniform(-4, 2):.1f} {-h * 0.6:.1f} {r.uniform(2, 12):.1f} {-h:.1f}q-2 {h * 0.5:.1f} 2 {h:.1f}Z"
        )
    flowers = "".join(
        f'<circle cx="{r.uniform(70, 1120):.0f}" cy="{r.uniform(800, 890):.0f}" r="{r.uniform(3.5, 7.5):.1f}"/>'
        for _ in range(64)
    )
    return (
        '<path class="turf3" d="M40 664Q300 628 560 646 900 668 1120 776 1240 836 1330 905H40Z"/>'
        '<path class="turf1" d="M40 664Q300 628 560 646 900 668 1120 776 1240 836 1330 905H1270Q1130 790 900 726 600 652 300 676 160 684 40 706Z"/>'
        '<path class="turf4" d="M40 790Q300 742 560 770 800 800 960 905H40Z"/>'
        f'<path class="turf4" d="{"".join(blades[:120])}"/><path class="turf1" d="{"".join(blades[120:])}"/><g class="flower">{flowers}</g>'
    )


def art(shape: str) -> str:
    layout, r = LAYOUTS[shape], Random(1934)
    right, down = layout.far
    scale, across, below = layout.near
    foot = 900 if not down else (layout.floor - down + 20)
    # The order of drawing is the order of chance: clouds, sea, houses, then what is near.
    distance = (clouds(r, layout.streaks, layout.heaps), sea(r, layout.glow, foot), chalk(), bay(r), pier())
    heaps, water, *land = distance
    grass, rain = cliff_top(r), shower(r, layout.storm)
    drawing = "".join(
        (
            sky(layout),
            heaps,
            f'<g transform="translate({right} {down})">{water}{"".join(land)}{shore() if down else ""}</g>',
            boats(layout.yachts, layout.gulls),
            f'<g transform="translate({across} {below}) scale({scale})">',
            f'<path class="turf4" d="M40 {FOOT - 6}H1330V1100H40Z"/>' if down else "",
            *((rain, grass) if down else (grass, rain)),  # what falls from the sky falls beyond our turf
            *(couple(), storm(layout.storm), "</g>"),
            f'<g transform="translate({layout.tree[1]} {layout.tree[2]}) scale({layout.tree[0]})">{pine(r)}</g>',
        )
    )
    wide = layout.width - 2 * MARGIN
    top, bottom = layout.rules
    return Template(Path(__file__).with_name("travel-1930s-sheet.svg").read_text("utf-8")).substitute(
        width=layout.width,
        height=layout.height,
        across=layout.width - 80,
        sky=f"{HORIZON + down - 20:g}",
        lamp=layout.lamp,
        panel=f"M{MARGIN} {MARGIN}h{wide}v{layout.floor - MARGIN}h-{wide}Z",
        picture=drawing,
        rules=f"M56 {top}H{layout.width - 56}V{top + 8}H56ZM56 {bottom}H{layout.width - 56}V{bottom + 3}H56Z",
    )


if __name__ == "__main__":
    print(art(sys.argv[2]))
