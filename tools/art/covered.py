"""The picture that previews of links show while a poster is covered: brown paper taped over it on its wall. Prints SVG.

python tools/art/covered.py
"""

from __future__ import annotations

import random

from withdrawn import BOTTOM, HEIGHT, LEFT, RIGHT, TIES, TOP, WIDTH, edge_points, seams

chance = random.Random(202)
WORDS = (("COVERED", 560, 440), ("UNTIL SOMEBODY HAS LOOKED", 880, 200))
TAPES = (
    (LEFT + 40, TOP + 30, -38),
    (RIGHT - 40, TOP + 34, 36),
    (LEFT + 44, BOTTOM - 30, 34),
    (RIGHT - 48, BOTTOM - 26, -40),
)


def sheet() -> str:
    """Cut by hand: its edges wander by a few px."""
    points = (
        f"{x - dx * chance.uniform(-6, 6):.1f},{y - dy * chance.uniform(-6, 6):.1f}" for x, y, dx, dy in edge_points(90)
    )
    return "M" + "L".join(points) + "Z"


def creases() -> str:
    """Where it was folded to be carried."""
    across = "".join(f"M{LEFT + (RIGHT - LEFT) * part // 4} {TOP}V{BOTTOM}" for part in (1, 2, 3))
    return across + f"M{LEFT} {(TOP + BOTTOM) // 2}H{RIGHT}"


def tape(x: int, y: int, turn: int) -> str:
    return (
        f'<g transform="translate({x} {y}) rotate({turn})"><path d="M-150-42l9 14-9 14 9 14-9 14 9 14-9 14H150l-9-14 9-14'
        f'-9-14 9-14-9-14 9-14z" fill="#efe7cf" opacity=".86"/></g>'
    )


def main() -> None:
    ties = "".join(f'<circle cx="{x}" cy="{y}" r="15" fill="#9fa19d"/>' for x, y in TIES)
    words = "\n".join(f'<text x="{WIDTH // 2}" y="{y}" font-size="{size}">{line}</text>' for line, y, size in WORDS)
    print(f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">
<defs>
<style>@font-face {{ font-family: "League Gothic"; src: url("../../fonts/league-gothic/LeagueGothic-Regular.ttf"); }}
text {{ font-family: "League Gothic"; text-anchor: middle; letter-spacing: 5px; fill: #15161a; }}</style>
<filter id="grain" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="4"/>
<feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 .30 -.10"/></filter>
<filter id="fibre" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".02 .3" numOctaves="4" seed="12"/>
<feColorMatrix values="0 0 0 0 .25  0 0 0 0 .13  0 0 0 0 .03  0 0 0 .9 -.36"/><feComposite in2="SourceGraphic" operator="in"/></filter>
<filter id="crumple" x="0" y="0" width="100%" height="100%"><feTurbulence type="turbulence" baseFrequency=".0045 .006" numOctaves="4" seed="31"/>
<feDiffuseLighting surfaceScale="26" lighting-color="#fff"><feDistantLight azimuth="235" elevation="58"/></feDiffuseLighting>
<feComposite in2="SourceGraphic" operator="in"/></filter>
<filter id="lift" x="-5%" y="-5%" width="110%" height="112%"><feDropShadow dx="0" dy="12" stdDeviation="13" flood-opacity=".5"/></filter>
<filter id="wear" x="-5%" y="-5%" width="110%" height="110%"><feTurbulence type="fractalNoise" baseFrequency=".09" numOctaves="3" seed="3"/>
<feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 -6 4.7"/><feComposite in="SourceGraphic" operator="in"/></filter>
</defs>
<rect width="{WIDTH}" height="{HEIGHT}" fill="#c9cac5"/>
<g fill="none"><path d="{seams(0)}" stroke="#8d8f8a" stroke-width="5"/><path d="{seams(5)}" stroke="#e2e3de" stroke-width="3"/></g>
{ties}
<rect width="{WIDTH}" height="{HEIGHT}" filter="url(#grain)"/>
<path d="{(outline := sheet())}" fill="#c59a63" filter="url(#lift)"/>
<path d="{outline}" fill="#fff" filter="url(#crumple)" style="mix-blend-mode:soft-light" opacity=".8"/>
<path d="{outline}" fill="#000" filter="url(#fibre)" opacity=".7"/>
<path d="{creases()}" fill="none" stroke="#8a6334" stroke-width="4" opacity=".55"/>
<path d="{creases()}" fill="none" stroke="#e8c895" stroke-width="3" opacity=".6" transform="translate(4 4)"/>
<g filter="url(#wear)">{words}</g>
<rect x="{LEFT + 310}" y="640" width="{RIGHT - LEFT - 620}" height="16" fill="#ff4a1c" filter="url(#wear)"/>
{"".join(tape(*each) for each in TAPES)}
</svg>""")


if __name__ == "__main__":
    main()
