"""The tombstone: a slab of granite the size of a house, an inscription to come, and a churchyard with the lights off.

Prints SVG. The stone is a flat shape; its grain, chips, bevel and carved border are made by lighting filters.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from random import Random

from churchyard import feathers, grass, gravestone, ivy, railings, tree

# The stone is drawn on the 48-sheet's scale; a taller sheet has a taller one, on a longer foot.
SLAB = (
    "M372,{foot}L380,330Q380,270 442,262C520,254 566,226 606,178C700,76 950,44 1180,44"
    "C1410,44 1660,76 1754,178C1794,226 1840,254 1918,262Q1980,270 1980,330L1988,{foot}Z"
)
BORDER = (
    "M430,{end}L432,350Q432,318 470,312C548,302 604,270 646,212C720,126 960,98 1180,98"
    "C1400,98 1640,126 1714,212C1756,270 1812,302 1890,312Q1928,318 1928,350L1930,{end}"
)
CRACK = "M1980,418L1946,432L1921,470L1905,476L1894,512L1868,530L1862,556M1921,470L1934,498L1929,523"
CHIP = "M380,640L372,560L398,585L404,622L388,668ZM1990,800L1960,826L1964,868L1990,900ZM700,112L742,96L720,128ZM1985,330L1968,285L1930,258L1985,262Z"
EMBLEM = (  # a winged hourglass, about 0,0
    "M-40,-66L40,-66L40,-54L32,-54C32,-26 10,-14 8,0C10,14 32,26 32,54L40,54L40,66L-40,66L-40,54L-32,54C-32,26 -10,14 -8,0"
    "C-10,-14 -32,-26 -32,-54L-40,-54Z"
)
SAND = "M-21,-40L21,-40C18,-22 4,-14 0,-3C-4,-14 -18,-22 -21,-40ZM-24,53C-22,38 -8,30 0,28C8,30 22,38 24,53Z"
CROW = (
    "M0,0C-6,-22 6,-44 30,-60C40,-80 60,-84 74,-74C84,-72 92,-66 104,-58C92,-60 84,-58 78,-54C76,-34 62,-16 40,-8L26,-4"
    "C0,6 -26,22 -58,30C-44,20 -34,10 -30,2C-40,8 -54,12 -66,12C-44,2 -24,-12 -4,-26Z"
)


@dataclass(frozen=True)
class Layout:
    width: int
    height: int
    slab: tuple[float, float, float]  # scale, and how far right and down
    foot: int  # of the slab, before that
    left: int  # how far what stands left of the stone is moved, and
    right: int  # what stands right of it
    moon: tuple[int, int]
    lamp: tuple[int, int]  # how far it is moved
    crow: tuple[int, int, float]


LAYOUTS = {
    "48-sheet": Layout(2400, 1200, (1, 0, 0), 1130, 0, 0, (300, 215), (0, 0), (1842, 246, 1.25)),
    "6-sheet": Layout(1440, 2160, (0.7, -106, 290), 2560, -60, -880, (214, 196), (-640, 960), (1196, 466, 1.05)),
    "square": Layout(1680, 1680, (0.76, -57, 140), 1930, -50, -690, (196, 180), (-520, 480), (1348, 330, 1.1)),
}


def main(shape: str) -> None:
    layout, r = LAYOUTS[shape], Random(1992)
    down = layout.height - 1200
    far = "".join(
        tree(r, x, 935, size, lean, size * 0.12)
        for x, size, lean in (
            *((250 + layout.left, 95, -0.1), (345 + layout.left, 120, 0.12)),
            *((2040 + layout.right, 105, -0.1), (2385 + layout.right, 120, -0.14)),
        )
    )
    beside = [(x + (layout.left if x < 1200 else layout.right), size) for x, size in ROWS]
    rows = "".join(gravestone(r, x, 938, size) for x, size in beside)
    front = "".join(
        gravestone(r, x, y, size)
        for x, y, size in (
            *((64 + layout.left, 1085, 1.8), (250 + layout.left, 1065, 1.7)),
            *((2130 + layout.right, 1062, 1.6), (2300 + layout.right, 1085, 2.0)),
        )
    )
    foot, end = layout.foot, layout.foot - 90
    slab, border = SLAB.format(foot=foot), BORDER.format(end=end)
    thickness = "".join(
        f'<path d="{slab}" transform="translate({step} {step * 0.12:.1f})"/>' for step in range(48, 0, -3)
    )
    scale, across, below = layout.slab
    ground = (layout.height - 70 - below) / scale - 1130  # how far the ivy's roots are moved with the foot
    stem = [(x, y + ground if y > 1000 else y + ground * (y - 400) / 600) for x, y in CLIMB]
    tuft_left, tuft_right = 1740 + layout.lamp[0], 1970 + layout.lamp[0]
    wide = layout.width + 20
    parts = {
        "far": far,
        "close": tree(Random(11), 96 + layout.left, 1050, 300, 0.03, 50),
        "rows": rows,
        "front": front,
        "rails": railings(-10, layout.width + 10, 985, 112),
        "thickness": thickness,
        "leaves": ivy(r, tuple(stem), 40, 420)
        + ivy(r, tuple((x, y + ground) for x, y in ((380, 1085), (500, 1062), (620, 1078), (760, 1075))), 24, 170),
        "odd": feathers(7)[0],
        "even": feathers(7)[1],
        "back": grass(r, -20, wide, 1092, 80, 900),
        "blades": grass(r, -20, wide, 1116, 84, 1300),
        "tuft": grass(Random(7), tuft_left, tuft_right, 1118, 84, 260),
        "low": grass(r, -20, wide, 1150, 84, 1500),
    }
    middle, reach = (44 + foot) / 2, (foot - 44) / 2
    print(
        SHEET.format(
            **parts,
            slab=slab,
            border=border,
            crack=CRACK,
            chip=CHIP,
            emblem=EMBLEM,
            sand=SAND,
            crow=CROW,
            width=layout.width,
            height=layout.height,
            down=down,
            stone=f"translate({across} {below}) scale({scale})",
            foot=foot,
            right=layout.right,
            x=layout.moon[0],
            y=layout.moon[1],
            lamp=1856 + layout.lamp[0],
            glow=1000 + layout.lamp[1],
            lantern=1062 + layout.lamp[1],
            perch=f"translate({layout.crow[0]} {layout.crow[1]}) scale({-layout.crow[2]} {layout.crow[2]})",
            clear=f"translate(1180 {middle - 27:g}) scale(860 {reach + 42:g}) translate(-1180 -560)",
            inner=f"translate(1180 {middle + 13:g}) scale(.972 {1 - 23.4 / reach:.4f}) translate(-1180 {-middle - 5:g})",
        )
    )


ROWS = (
    *((30, 0.8), (150, 0.7), (262, 0.85), (335, 0.7)),
    *((2062, 0.75), (2140, 0.6), (2275, 0.8), (2370, 0.7)),
)
CLIMB = ((388, 1090), (412, 980), (384, 860), (408, 740), (386, 620), (392, 500), (384, 400))

AREA = 'x="0" y="0" width="2400" height="2700" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB"'
SHEET = (
    """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<defs>
<linearGradient id="sky" x2="0" y2="1"><stop stop-color="var(--sky1)"/><stop offset=".5" stop-color="var(--sky2)"/><stop offset=".8" stop-color="var(--sky3)"/></linearGradient>
<radialGradient id="halo" gradientUnits="userSpaceOnUse" cx="{x}" cy="{y}" r="720"><stop stop-color="var(--moon)" stop-opacity=".95"/><stop offset=".1" stop-color="var(--moon)" stop-opacity=".5"/><stop offset=".4" stop-color="var(--moon)" stop-opacity=".16"/><stop offset="1" stop-color="var(--moon)" stop-opacity="0"/></radialGradient>
<linearGradient id="lesser"><stop stop-color="var(--stone1)"/><stop offset=".5" stop-color="var(--mid)"/><stop offset="1" stop-color="var(--near)"/></linearGradient>
<linearGradient id="face" gradientUnits="userSpaceOnUse" x1="420" y1="60" x2="1750" y2="{foot}"><stop stop-color="var(--stone1)"/><stop offset=".45" stop-color="var(--stone2)"/><stop offset="1" stop-color="var(--stone3)"/></linearGradient>
<linearGradient id="foot" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="1010" y2="1130"><stop stop-color="var(--near)" stop-opacity="0"/><stop offset=".7" stop-color="var(--near)" stop-opacity=".9"/><stop offset="1" stop-color="var(--near)"/></linearGradient>
<radialGradient id="vignette" cx=".47" cy=".45" r=".72"><stop offset=".55" stop-opacity="0"/><stop offset="1" stop-opacity="var(--vignette)"/></radialGradient>
<radialGradient id="flame"><stop stop-color="var(--glow)" stop-opacity=".85"/><stop offset=".25" stop-color="var(--glow)" stop-opacity=".34"/><stop offset="1" stop-color="var(--glow)" stop-opacity="0"/></radialGradient>
<radialGradient id="clear" gradientUnits="userSpaceOnUse" cx="1180" cy="560" r="1" gradientTransform="{clear}"><stop offset=".78" stop-color="#000"/><stop offset="1.0" stop-color="#fff"/></radialGradient>
<linearGradient id="fade" x2="0" y2="1"><stop stop-opacity="0"/><stop offset=".5"/><stop offset="1" stop-opacity="0"/></linearGradient>
<linearGradient id="edge" gradientUnits="userSpaceOnUse" x1="380" y1="200" x2="1500" y2="420"><stop stop-color="var(--rim)" stop-opacity=".95"/><stop offset="1" stop-color="var(--rim)" stop-opacity="0"/></linearGradient>
<radialGradient id="pane" cx=".5" cy=".6" r=".7"><stop stop-color="#fff6d8"/><stop offset=".4" stop-color="var(--glow)"/><stop offset="1" stop-color="var(--glow)" stop-opacity=".35"/></radialGradient>
<linearGradient id="damp" x2="0" y2="1"><stop offset=".74" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#fff"/></linearGradient>
<mask id="edges"><rect width="2400" height="{foot}" fill="url(#clear)"/><rect width="2400" height="{foot}" fill="url(#damp)"/></mask>
<clipPath id="slab"><path d="{slab}"/></clipPath>
<filter id="cloud" """
    + AREA
    + """><feTurbulence type="fractalNoise" baseFrequency=".0013 .0052" numOctaves="6" seed="12"/><feColorMatrix values="0 0 0 0 1  0 0 0 0 1  0 0 0 0 1  3.4 0 0 0 -1.45" result="c"/><feFlood flood-color="var(--cloud)"/><feComposite in2="c" operator="in"/></filter>
<filter id="mist" """
    + AREA
    + """><feTurbulence type="fractalNoise" baseFrequency=".0018 .009" numOctaves="4" seed="5"/><feColorMatrix values="0 0 0 0 1  0 0 0 0 1  0 0 0 0 1  2.6 0 0 0 -.75" result="c"/><feFlood flood-color="var(--mist)"/><feComposite in2="c" operator="in" result="m"/><feComposite in="m" in2="SourceAlpha" operator="in"/></filter>
<filter id="granite" """
    + AREA
    + """>
<feTurbulence type="fractalNoise" baseFrequency=".028" numOctaves="6" seed="3" result="rough"/>
<feDisplacementMap in="SourceGraphic" in2="rough" scale="7" xChannelSelector="R" yChannelSelector="G" result="worn"/>
<feGaussianBlur in="worn" stdDeviation="9" result="soft"/>
<feComposite in="soft" in2="rough" operator="arithmetic" k2=".8" k3=".2" result="height"/>
<feDiffuseLighting in="height" surfaceScale="17" diffuseConstant="1.16" lighting-color="#fff" result="light"><feDistantLight azimuth="222" elevation="57"/></feDiffuseLighting>
<feTurbulence type="fractalNoise" baseFrequency=".25" numOctaves="2" seed="8"/>
<feColorMatrix values="1.9 0 0 0 -.45  1.9 0 0 0 -.45  1.9 0 0 0 -.45  0 0 0 0 1" result="speckle"/>
<feTurbulence type="fractalNoise" baseFrequency=".0045 .003" numOctaves="5" seed="31"/>
<feColorMatrix values="1.2 0 0 0 -.1  1.2 0 0 0 -.1  1.2 0 0 0 -.1  0 0 0 0 1" result="stain"/>
<feComposite in="worn" in2="light" operator="arithmetic" k1="1.24" result="a"/>
<feComposite in="a" in2="speckle" operator="arithmetic" k1=".58" k2=".64" result="b"/>
<feComposite in="b" in2="stain" operator="arithmetic" k1="1" k2=".42" result="c"/>
<feSpecularLighting in="height" surfaceScale="15" specularConstant=".42" specularExponent="30" lighting-color="var(--rim)" result="shine"><feDistantLight azimuth="222" elevation="44"/></feSpecularLighting>
<feComposite in="shine" in2="worn" operator="in" result="e"/><feBlend in="e" in2="c" mode="screen" result="f"/>
<feComposite in="f" in2="worn" operator="in"/></filter>
<filter id="carve" """
    + AREA
    + """><feTurbulence type="fractalNoise" baseFrequency=".04" numOctaves="3" seed="3" result="n"/><feDisplacementMap in="SourceAlpha" in2="n" scale="5" xChannelSelector="R" yChannelSelector="G" result="w"/>
<feOffset in="w" dx="4" dy="4.5" result="o"/><feGaussianBlur in="o" stdDeviation="1.1" result="ob"/><feComposite in="ob" in2="w" operator="out" result="lip"/><feFlood flood-color="var(--rim)" flood-opacity=".62"/><feComposite in2="lip" operator="in" result="light"/>
<feOffset in="w" dx="5" dy="6" result="p"/><feGaussianBlur in="p" stdDeviation="3" result="pb"/><feComposite in="w" in2="pb" operator="out" result="wall"/><feFlood flood-color="#000" flood-opacity=".8"/><feComposite in2="wall" operator="in" result="dark"/>
<feFlood flood-color="#000" flood-opacity=".3"/><feComposite in2="w" operator="in" result="floor"/>
<feMerge><feMergeNode in="light"/><feMergeNode in="floor"/><feMergeNode in="dark"/></feMerge></filter>
<filter id="pebble" """
    + AREA
    + """><feTurbulence type="fractalNoise" baseFrequency=".06" numOctaves="5" seed="3" result="rough"/><feGaussianBlur in="SourceAlpha" stdDeviation="5" result="soft"/><feComposite in="soft" in2="rough" operator="arithmetic" k2=".8" k3=".28" result="height"/><feDiffuseLighting in="height" surfaceScale="11" diffuseConstant="1.15" lighting-color="#fff" result="light"><feDistantLight azimuth="222" elevation="56"/></feDiffuseLighting><feComposite in="SourceGraphic" in2="light" operator="arithmetic" k1="1.3" result="a"/><feComposite in="a" in2="SourceAlpha" operator="in"/></filter>
<filter id="moss" """
    + AREA
    + """><feTurbulence type="fractalNoise" baseFrequency=".03" numOctaves="7" seed="17" result="t"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  5 0 0 0 -2.6" result="k"/><feTurbulence type="fractalNoise" baseFrequency=".3" numOctaves="3" seed="2" result="f"/><feDiffuseLighting in="f" surfaceScale="6" lighting-color="#fff" result="l"><feDistantLight azimuth="222" elevation="50"/></feDiffuseLighting><feComposite in="SourceGraphic" in2="l" operator="arithmetic" k1="1.3" result="g"/><feComposite in="g" in2="k" operator="in"/></filter>
<filter id="lichen" """
    + AREA
    + """><feTurbulence type="fractalNoise" baseFrequency=".045" numOctaves="5" seed="44" result="t"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 9 0 0 -5.9" result="k"/><feComposite in="SourceGraphic" in2="k" operator="in"/></filter>
<filter id="pock"><feTurbulence type="fractalNoise" baseFrequency=".018" numOctaves="4" seed="6"/><feColorMatrix values="0 0 0 0 .35  0 0 0 0 .42  0 0 0 0 .5  2.2 0 0 0 -.95" result="t"/><feComposite in="t" in2="SourceAlpha" operator="in" result="s"/><feMerge><feMergeNode in="SourceGraphic"/><feMergeNode in="s"/></feMerge></filter>
<filter id="drop" x="-.2" y="-.2" width="1.4" height="1.4"><feDropShadow dx="5" dy="7" stdDeviation="3" flood-opacity=".75"/></filter>
<filter id="rag"><feTurbulence type="fractalNoise" baseFrequency=".05" numOctaves="3" seed="7"/><feDisplacementMap in="SourceGraphic" scale="7"/></filter>
<filter id="soft"><feGaussianBlur stdDeviation="26"/></filter><filter id="softer" x="-1" y="-1" width="3" height="3"><feGaussianBlur stdDeviation="48"/></filter>
<filter id="grain" """
    + AREA
    + """><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="21"/><feColorMatrix values=".4 .4 .2 0 0  .4 .4 .2 0 0  .4 .4 .2 0 0  0 0 0 0 1"/></filter>
</defs>
<rect width="{width}" height="{height}" fill="url(#sky)"/>
<rect width="{width}" height="{height}" fill="url(#halo)"/>
<rect width="{width}" height="{height}" filter="url(#cloud)" opacity=".85"/>
<circle cx="{x}" cy="{y}" r="720" fill="url(#halo)" opacity=".75"/>
<circle cx="{x}" cy="{y}" r="66" fill="var(--disc)" filter="url(#pock)"/>
<g transform="translate(0 {down})">
<g stroke="var(--far)" fill="none" stroke-linecap="round">{far}</g>
<g transform="translate({right} 0)"><g fill="var(--far)"><path d="M2108,940L2108,640L2120,640L2120,626L2132,626L2132,640L2150,640L2186,390L2189,340L2180,340L2180,334L2189,334L2189,318L2195,318L2195,334L2204,334L2204,340L2195,340L2198,390L2234,640L2252,640L2252,626L2264,626L2264,640L2276,640L2276,760L2330,730L2430,730L2430,940Z"/></g>
<g fill="var(--glow)"><path d="M2178,720q14,-34 28,0v52h-28z" opacity=".9"/><path d="M2330,800q10,-24 20,0v44h-20zM2372,800q10,-24 20,0v44h-20z" opacity=".55"/></g>
<circle cx="2192" cy="750" r="120" fill="url(#flame)" opacity=".7"/></g>
<rect y="560" width="{width}" height="460" fill="url(#fade)" filter="url(#mist)" opacity=".8"/>
<path d="M0,1200L0,925Q300,905 700,930L1700,930Q2100,905 2400,925L2400,1240Z" fill="var(--mid)"/>
{rows}
<path d="{rails}" fill="var(--near)" opacity=".92"/>
<rect y="800" width="{width}" height="280" fill="url(#fade)" filter="url(#mist)" opacity=".7"/>
<g stroke="var(--near)" fill="none" stroke-linecap="round" filter="url(#rag)">{close}</g>
<path d="M0,1200L0,1010Q300,985 700,1020L1700,1020Q2100,985 2400,1010L2400,1240Z" fill="var(--near)"/>
<g filter="url(#pebble)">{front}</g>
</g>
<g transform="{stone}">
<path d="{slab}" transform="translate(60 14)" fill="#000" opacity=".6" filter="url(#softer)"/>
<g filter="url(#granite)" fill="var(--side)">{thickness}</g>
<g filter="url(#granite)"><path d="{slab}" fill="url(#face)"/></g>
<g clip-path="url(#slab)">
<g mask="url(#edges)"><rect width="2400" height="{foot}" fill="var(--lichen)" filter="url(#lichen)" opacity=".6"/><rect width="2400" height="{foot}" fill="var(--moss)" filter="url(#moss)"/></g>
<path d="{chip}" filter="url(#carve)" opacity=".8"/>
<path d="{slab}" fill="none" stroke="url(#edge)" stroke-width="9" filter="url(#rag)"/>
<path d="M0,0L2400,0L2400,{foot}L1700,{foot}Z" fill="#000" opacity=".12" filter="url(#softer)"/>
</g>
<g filter="url(#carve)" fill="none" stroke="#000"><path d="{border}" stroke-width="13"/><path d="{border}" stroke-width="3.5" transform="{inner}"/></g>
<g filter="url(#carve)" fill="none" stroke="#000" stroke-width="5" stroke-linejoin="bevel"><path d="{crack}"/></g>
<g filter="url(#carve)"><path d="{emblem}{sand}" fill-rule="evenodd" transform="translate(1180 214) scale(.9)"/></g>
<g filter="url(#carve)"><g transform="translate(1220 216) scale(.9)">{odd}</g><g transform="translate(1140 216) scale(-.9 .9)">{odd}</g></g>
<g filter="url(#carve)"><g transform="translate(1220 216) scale(.9)">{even}</g><g transform="translate(1140 216) scale(-.9 .9)">{even}</g></g>
</g>
<g transform="{perch}"><path d="{crow}" fill="var(--rim)" transform="translate(2.6 -2.4)"/><path d="{crow}" fill="#08090c"/><path d="M20,-8L16,14M34,-10L34,12" stroke="#08090c" stroke-width="4"/><circle cx="74" cy="-66" r="2.6" fill="var(--glow)"/></g>
<g transform="{stone}"><g filter="url(#drop)">{leaves}</g></g>
<circle cx="{lamp}" cy="{glow}" r="420" fill="url(#flame)" opacity=".8" style="mix-blend-mode:screen"/>
<g transform="translate(0 {down})"><path d="{back}" fill="var(--blade0)"/>
<path d="{blades}" fill="var(--blade)"/>
<rect y="880" width="{width}" height="270" fill="url(#fade)" filter="url(#mist)" opacity=".62"/>
<rect y="1000" width="{width}" height="200" fill="url(#foot)"/></g>
<g transform="translate({lamp} {lantern})"><circle r="150" cy="-45" fill="url(#flame)"/><path d="M-30,0L-30,-92L30,-92L30,0Z" fill="url(#pane)"/><path d="M0,-8Q-19,-30 0,-74Q19,-30 0,-8Z" fill="#fff9df"/><path d="M-38,6L-38,-6L38,-6L38,6ZM-38,-90L-24,-118L24,-118L38,-90ZM-34,-92L-34,0L-28,0L-28,-92ZM34,-92L34,0L28,0L28,-92ZM-32,-50h64v4h-64Z" fill="#090a0c"/><path d="M-16,-118Q0,-156 16,-118" fill="none" stroke="#090a0c" stroke-width="6"/></g>
<g transform="translate(0 {down})"><path d="{tuft}" fill="var(--blade2)"/><path d="{low}" fill="var(--blade2)"/><rect y="1128" width="{width}" height="80" fill="var(--blade2)"/></g>
<rect width="{width}" height="{height}" fill="url(#vignette)"/>
<rect width="{width}" height="{height}" filter="url(#grain)" style="mix-blend-mode:soft-light" opacity=".1"/>
</svg>"""
)

if __name__ == "__main__":
    main(sys.argv[2])
