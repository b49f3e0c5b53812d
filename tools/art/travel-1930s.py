"""A railway poster for a place that is not on the railway: bay, pier, chalk, and one cloud with a favourite.

Prints SVG. Flat tones in the manner of lithography; where a tone fades it breaks into crayon grain, never into a tint.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from seaside import boats, clouds, couple, houses, pier, pine, train, viaduct

HORIZON = 432
PANEL = (56, 56, 2288, 812)  # x, y, width, height of the picture on the sheet


def fade(path: str, ink: str, gradient: str) -> str:
    """A shape whose tone thins out along a gradient, in crayon."""
    return f'<g filter="url(#crayon)"><path d="{path}" fill="{ink}" mask="url(#{gradient})"/></g>'


def sky() -> str:
    whole = f"M40 40H2360V{HORIZON + 20}H40Z"
    return (
        f'<path class="sky2" d="{whole}"/>'
        + fade(whole, "var(--sky1)", "from-top")
        + fade(whole, "var(--sky3)", "from-sea")
        + fade(whole, "var(--sky4)", "from-line")
        + '<circle class="low-sun" cx="930" cy="404" r="196"/><circle class="low-sun" cx="930" cy="404" r="150"/><circle class="moon" cx="742" cy="166" r="58"/>'
        + '<g class="beam"><path d="M-60-40L1010 440H1190L60-60ZM120-60L1400 440H1500L190-60ZM260-60L1760 440H1990L400-60Z"/></g>'
    )


def glints(r: Random) -> str:
    """Light lying on the water: lens strokes that grow towards us."""
    marks = []
    for _ in range(330):
        depth = r.random() ** 1.7
        y = HORIZON + 8 + depth * 440
        middle = 930 + (y - HORIZON) * 0.35
        spread = 60 + (y - HORIZON) * 0.95
        x = r.gauss(middle, spread)
        length, height = (10 + 74 * depth) * r.uniform(0.5, 1.2), 1.3 + 5 * depth
        marks.append(
            f"M{x - length:.0f} {y:.1f}Q{x:.0f} {y - height:.1f} {x + length:.0f} {y:.1f}Q{x:.0f} {y + height:.1f} {x - length:.0f} {y:.1f}Z"
        )
    return f'<path class="glint" d="{"".join(marks)}"/>'


def sea(r: Random) -> str:
    parts = [f'<path class="sea1" d="M40 {HORIZON}H2360V900H40Z"/>']
    for number, (top, ink) in enumerate(((474, "sea2"), (548, "sea3"), (662, "sea4"))):
        wave = f"M40 {top}"
        for _ in range(20):
            lift = r.uniform(-7, 7) * (1 + number * 0.6)
            wave += f"q30 {-6 - lift:.1f} 59 0t59 0"
        parts.append(f'<path class="{ink}" d="{wave}V900H40Z"/>')
    return "".join(parts) + glints(r)


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


def main() -> None:
    r = Random(1934)
    drawing = "".join(
        (
            *(sky(), clouds(r), sea(r), chalk(), bay(r), pier(), boats()),
            *(cliff_top(r), couple(r), pine(r)),
        )
    )
    frame = Path(__file__).with_name("travel-1930s-sheet.svg").read_text("utf-8")
    x, y, across, down = PANEL
    panel = f"M{x} {y}h{across}v{down}h-{across}Z"
    print(frame.replace("<!--panel-->", panel).replace("<!--picture-->", drawing))


if __name__ == "__main__":
    main()
