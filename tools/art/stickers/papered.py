"""Stickers cut from paper with scissors, by somebody in a hurry."""

from __future__ import annotations

from brushes import AREA, Drawing, noise

BUBBLE = (
    "M96 34L238 20L412 26L566 18L650 40L688 92L698 188L690 292L668 346L602 372L470 380L356 376"
    "L330 384L214 486L236 380L128 378L58 352L24 296L16 188L26 92L52 50Z"
)
LINE = (
    "M104 50C220 36 500 32 634 52C664 58 676 92 680 150C686 240 680 300 658 334C634 360 500 366 322 362"
    "C300 380 270 412 240 438C248 412 254 388 254 362C190 364 110 362 70 340C40 322 30 260 32 180C34 110 44 60 104 50Z"
)


def paper(name: str, seed: int, *, shadow: float = 0.5) -> str:
    """A filter: fibres and a soft fold in a sheet, the thin light of its cut edge, and its shadow on the wall."""
    return (
        f'<filter id="{name}" {AREA}>'
        f'<feTurbulence type="fractalNoise" baseFrequency=".006 .012" numOctaves="2" seed="{seed}" result="w"/>'
        f'<feTurbulence type="fractalNoise" baseFrequency=".16" numOctaves="2" seed="{seed + 1}" result="f"/>'
        '<feComposite in="w" in2="f" operator="arithmetic" k2=".95" k3=".05" result="h"/>'
        '<feDiffuseLighting in="h" surfaceScale="9" diffuseConstant="1.15" lighting-color="#fffdf6" result="l">'
        '<feDistantLight azimuth="235" elevation="62"/></feDiffuseLighting>'
        '<feComposite in="SourceGraphic" in2="l" operator="arithmetic" k1="1" k2=".04" result="lit"/>'
        '<feComposite in="lit" in2="SourceAlpha" operator="in" result="sheet"/>'
        '<feGaussianBlur in="SourceAlpha" stdDeviation="7"/><feOffset dx="4" dy="9"/>'
        f'<feColorMatrix values="0 0 0 0 .05 0 0 0 0 .05 0 0 0 0 .07 0 0 0 {shadow} 0" result="far"/>'
        '<feGaussianBlur in="SourceAlpha" stdDeviation="1.4"/><feOffset dx="1" dy="2"/>'
        '<feColorMatrix values="0 0 0 0 .05 0 0 0 0 .05 0 0 0 0 .07 0 0 0 .5 0" result="near"/>'
        '<feMerge><feMergeNode in="far"/><feMergeNode in="near"/><feMergeNode in="sheet"/></feMerge></filter>'
    )


def inked(name: str, seed: int) -> str:
    """A filter: a felt pen's line on paper, that wobbles and does not cover everywhere."""
    return (
        f'<filter id="{name}" {AREA}>'
        f'<feTurbulence type="fractalNoise" baseFrequency=".02" numOctaves="2" seed="{seed}" result="w"/>'
        '<feDisplacementMap in="SourceGraphic" in2="w" scale="10" xChannelSelector="R" yChannelSelector="G" result="s"/>'
        + noise("n", ".04 .16", 6, -1.4, seed + 1, 3)
        + '<feComposite in="s" in2="n" operator="in"/></filter>'
    )


def speech_bubble() -> Drawing:
    return Drawing(
        paper("paper", 4) + inked("pen", 9) + '<g transform="translate(4 2)"><g filter="url(#paper)">'
        f'<path d="{BUBBLE}" fill="#fbf8ee"/>'
        f'<path d="{LINE}" fill="none" stroke="#17161a" stroke-width="11" stroke-linejoin="round" filter="url(#pen)"/>'
        "</g></g>",
        730,
        520,
        trim=False,
    )
