"""Stickers that came out of a can."""

from __future__ import annotations

from brushes import Drawing, drip, spray

GOLD, HALO, HORNS = "#ffb400", "#fff14a", "#d3122a"


def crown() -> Drawing:
    """Five points, each with a ball, in two passes of the can."""
    band = [
        "M92 446C240 470 470 470 612 442",
        "M86 392L60 176C92 232 134 284 190 318C206 240 226 168 258 96C286 168 312 236 354 292"
        "C390 230 414 166 440 92C474 160 496 232 516 312C566 274 606 222 640 164L618 388",
        "M86 392C240 420 470 420 618 388",
    ]
    balls = [f"M{x} {y}L{x + 1} {y}" for x, y in ((58, 136), (257, 56), (441, 52), (644, 124))]
    jewels = ["M220 392L221 392", "M352 402L353 402", "M486 392L487 392"]
    drips = "".join(
        drip(*each)
        for each in ((130, 456, 112, 13), (206, 464, 46, 11), (398, 470, 156, 14), (552, 458, 70, 11), (258, 74, 60, 9))
    )
    body = spray(band, GOLD, 26, 11, drips=drips, reach=34) + spray(balls, GOLD, 44, 21, reach=26)
    return Drawing(body + spray(jewels, "#e5137d", 34, 31, reach=14), 700, 660)


def halo() -> Drawing:
    """A ring that has been drawn round and round, and glows."""
    ring = [
        "M350 76C520 74 628 118 628 170C628 230 500 262 350 262C190 262 74 226 74 168C74 110 196 78 360 76",
        "M340 86C500 80 614 124 616 172C616 222 486 250 344 250C210 250 88 220 88 172C88 122 210 88 372 84",
    ]
    rays = ["M96 62L64 30", "M214 40L200 8", "M486 38L500 8", "M604 60L636 30"]
    drips = "".join(
        drip(*each) for each in ((176, 246, 94, 10), (330, 262, 52, 9), (452, 258, 128, 11), (540, 240, 44, 8))
    )
    glow = (
        '<filter id="glow" x="-20" y="-20" width="900" height="900" filterUnits="userSpaceOnUse"><feGaussianBlur stdDeviation="20"/></filter>'
        f'<g transform="translate(20 30)"><g fill="none" stroke="#ffe95a" stroke-width="50" opacity=".42" filter="url(#glow)"><path d="{ring[0]}"/></g>'
    )
    return Drawing(
        glow
        + spray(ring, "#f0a202", 32, 45, reach=30)
        + spray(ring, HALO, 19, 41, drips=drips, reach=30)
        + spray(rays, HALO, 13, 51, reach=12)
        + "</g>",
        740,
        460,
    )


def horns() -> Drawing:
    left = [
        "M120 360C60 300 40 190 92 70C110 150 150 210 232 268",
        "M120 350C84 290 76 220 96 130C126 220 160 260 214 296",
        "M128 340C104 300 100 250 110 210C136 262 160 286 196 312",
        "M136 352C170 350 210 330 234 292",
    ]
    right = [
        "M560 360C620 300 640 190 588 66C570 150 530 210 448 268",
        "M560 350C596 290 604 220 584 130C554 220 520 260 466 296",
        "M552 340C576 300 580 250 570 210C544 262 520 286 484 312",
        "M544 352C510 350 470 330 446 292",
    ]
    drips = "".join(
        drip(*each) for each in ((128, 362, 86, 11), (190, 344, 128, 12), (552, 362, 122, 12), (480, 336, 60, 10))
    )
    return Drawing(spray(left + right, HORNS, 24, 61, drips=drips, reach=34), 700, 520)
