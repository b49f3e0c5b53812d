"""Stickers that came out of a marker pen, or off an ink pad."""

from __future__ import annotations

import math

from brushes import AREA, Drawing, marker, noise

BLACK, CREAM, RED = "#131217", "#f6f1e2", "#dd1a34"


def moustache() -> Drawing:
    """Handlebars, filled in with a broad marker by somebody who keeps inside the lines at first."""
    shape = (
        "M350 196C322 140 252 112 196 150C152 180 110 206 66 186C44 176 40 150 58 138C16 140 6 196 44 236"
        "C96 292 206 300 278 270C314 256 340 238 350 214C360 238 386 256 422 270C494 300 604 292 656 236"
        "C694 196 684 140 642 138C660 150 656 176 634 186C590 206 548 180 504 150C448 112 378 140 350 196Z"
    )
    hatch = [
        "M66 214C140 262 250 258 336 214",
        "M110 224C170 236 260 226 340 190",
        "M196 178C240 150 300 156 344 196",
        "M160 206C220 190 290 186 344 204",
        "M634 214C560 262 450 258 364 214",
        "M590 224C530 236 440 226 360 190",
        "M504 178C460 150 400 156 356 196",
        "M540 206C480 190 410 186 356 204",
    ]
    # A pass of cream first, so that it can be seen on a dark face too.
    outline = marker([shape], CREAM, 46, 69, dry=0.95) + f'<path d="{shape}" fill="{BLACK}"/>'
    strokes = marker([*hatch, shape], BLACK, 27, 71, streak=".02 .09", dry=0.8)
    sheen = marker(hatch[:1] + hatch[4:5], "#4b4955", 7, 73, streak=".02 .2", dry=0.42)
    flicks = marker(
        ["M44 138C52 112 78 104 92 122", "M656 138C648 112 622 104 608 122", "M250 280L238 300", "M300 268L292 292"],
        BLACK,
        13,
        75,
    )
    return Drawing(f'<g transform="translate(20 -60)">{outline}{strokes}{sheen}{flicks}</g>', 740, 300)


def monocle() -> Drawing:
    """A ring gone round twice and a half, a chain of loops, and glass that is two strokes of white."""
    ring = [
        "M420 210C420 320 336 396 236 396C130 396 50 316 50 212C50 104 132 30 238 30C342 30 420 104 420 206",
        "M408 204C412 312 330 384 238 386C140 386 62 310 62 212C60 116 140 42 236 42C336 40 406 112 410 216",
    ]
    chain = []
    for number in range(13):
        t = number / 12
        x = 408 + 150 * t + 60 * math.sin(t * math.pi)
        y = 292 + 330 * t - 40 * math.sin(t * math.pi)
        turn = 55 + 20 * math.sin(t * 9)
        chain.append(
            f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="18" ry="11" transform="rotate({turn:.0f} {x:.1f} {y:.1f})"/>'
        )
    glass = (
        '<circle cx="236" cy="212" r="170" fill="#dff3ff" opacity=".22"/>'
        + marker(["M140 176C160 130 196 104 236 98", "M150 232C150 222 151 214 153 206"], "#ffffff", 17, 84)
        + marker(["M300 318C322 304 340 284 350 262"], "#ffffff", 12, 86)
    )
    links = (
        f'<filter id="wobble" {AREA}><feTurbulence type="fractalNoise" baseFrequency=".05" numOctaves="2" seed="5" result="w"/>'
        '<feDisplacementMap in="SourceGraphic" in2="w" scale="6" xChannelSelector="R" yChannelSelector="G"/></filter>'
        f'<g fill="none" stroke="{CREAM}" stroke-width="17" filter="url(#wobble)">{"".join(chain)}</g>'
        f'<g fill="none" stroke="{BLACK}" stroke-width="7" filter="url(#wobble)">{"".join(chain)}</g>'
    )
    return Drawing(
        glass
        + '<g transform="translate(4 4)">'
        + marker(ring[:1], CREAM, 44, 79, dry=0.95)
        + marker(ring, BLACK, 22, 81, streak=".02 .02", dry=0.8)
        + links
        + "</g>",
        680,
        680,
    )


def tooth() -> Drawing:
    """One tooth, blacked out: what a pen on a station does to every smile."""
    shape = "M88 40C160 18 262 20 320 44C336 140 322 262 296 330C272 372 236 354 206 352C170 354 140 374 114 330C84 250 72 130 88 40Z"
    sheen = ["M104 96C150 84 190 80 226 84", "M262 250C250 290 236 316 220 334", "M112 196C126 190 140 188 150 188"]
    return Drawing(
        f'<path d="{shape}" fill="{BLACK}"/>'
        + marker([shape], BLACK, 38, 91, streak=".02 .06", dry=0.84)
        + marker(sheen, "#55525f", 8, 93, streak=".02 .2", dry=0.5),
        420,
        400,
    )


def stamp() -> Drawing:
    """A rubber stamp, struck once and not squarely."""
    worn = (
        f'<filter id="worn" {AREA}>'
        '<feTurbulence type="fractalNoise" baseFrequency=".03" numOctaves="2" seed="31" result="w"/>'
        '<feDisplacementMap in="SourceGraphic" in2="w" scale="5" xChannelSelector="R" yChannelSelector="G" result="s"/>'
        + noise("grain", ".42", 7, -1.9, 33)
        + noise("blotch", ".009 .014", 4.6, -1.0, 38)
        + '<feComposite in="s" in2="grain" operator="in" result="a"/><feComposite in="a" in2="blotch" operator="in" result="b"/>'
        # Where the rubber's edge pressed, ink was squeezed out and dried darker.
        '<feMorphology in="b" operator="erode" radius="1.3" result="c"/><feComposite in="b" in2="c" operator="out" result="rim"/>'
        '<feFlood flood-color="#a50d26"/><feComposite in2="rim" operator="in" result="rim"/>'
        '<feMerge><feMergeNode in="b"/><feMergeNode in="rim"/></feMerge></filter>'
    )
    body = (
        f'<g filter="url(#worn)" fill="none" stroke="{RED}" transform="rotate(-4 360 180)">'
        '<rect x="30" y="44" width="660" height="272" rx="26" stroke-width="17"/>'
        '<rect x="56" y="70" width="608" height="220" rx="12" stroke-width="6"/>'
        f'<g fill="{RED}" stroke="none" text-anchor="middle">'
        '<text x="360" y="220" font-family="Anton-Regular" font-size="124" textLength="560" lengthAdjust="spacingAndGlyphs">UNLIKELY</text>'
        '<text x="360" y="272" font-family="BarlowCondensed-ExtraBold" font-size="38" letter-spacing="4">OFFICE OF SECOND THOUGHTS</text>'
        "</g></g>"
    )
    return Drawing(worn + body, 720, 360)
