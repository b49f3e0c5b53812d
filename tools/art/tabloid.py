"""The art of "tabloid": a red-top front page, above the fold. Prints SVG; render_art.py photographs it."""

from __future__ import annotations

import math
import random
from pathlib import Path

from tabloid_pigeon import BODY, EYE, NECK, lines, pigeon, wings

HERE = Path(__file__).parent

# Screen ruling of the press picture, px of a 2400 px wide page.
PITCH = 7.6


def screen(name: str, degrees: float) -> str:
    """A halftone screen: one soft dot a cell; a threshold turns tone plus dot into ink."""
    stops = "".join(
        f'<stop offset="{step / 8}" stop-color="rgb({v},{v},{v})"/>'
        for step in range(9)
        for v in [round(255 * (0.5 - 0.5 * math.cos(math.pi * step / 8)))]
    )
    return (
        f'<radialGradient id="{name}-dot" gradientUnits="userSpaceOnUse" cx="{PITCH / 2}" cy="{PITCH / 2}"'
        f' r="{PITCH * 0.68}">{stops}</radialGradient>'
        f'<pattern id="{name}" width="{PITCH}" height="{PITCH}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate({degrees})"><rect width="{PITCH}" height="{PITCH}"'
        f' fill="url(#{name}-dot)"/></pattern>'
    )


def press(name: str, colour: str) -> str:
    """The threshold: whatever is darker than its screen becomes this ink, the rest is bare paper."""
    k = 7
    row = f"{-0.3 * k} {-0.59 * k} {-0.11 * k} 0 {0.5 + 0.5 * k}"
    return (
        f'<filter id="{name}" x="1380" y="220" width="800" height="860" filterUnits="userSpaceOnUse"'
        f' color-interpolation-filters="sRGB"><feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 {row}"'
        f' result="ink"/><feFlood flood-color="{colour}"/><feComposite in2="ink" operator="in"/>'
        f'<feComposite in2="SourceAlpha" operator="in"/></filter>'
    )


def halftone(drawing: str, dots: str, ink: str, clip: str) -> str:
    """A tonal drawing printed as dots of one ink."""
    return (
        f'<g clip-path="url(#{clip})" style="mix-blend-mode:multiply"><g filter="url(#{ink})">{drawing}'
        f'<rect x="1380" y="220" width="800" height="860" fill="url(#{dots})" opacity="0.5"/></g></g>'
    )


OUTLINE = f'<path d="{BODY}"/><path d="{NECK}"/>{wings()}'
PLACE = 'transform="translate(1780 716) rotate(-3) scale(.92)"'
SHADOW = 'transform="translate(1842 742) rotate(-3) scale(.96)"'
FRAME = "M1524 396H2036V984H1524Z"


def bricks() -> str:
    dice = random.Random(3)  # a fixed seed draws the same wall every time
    parts = []
    for row in range(12):
        y = 396 + row * 50
        for col in range(7):
            x = 1490 + col * 106 - (row % 2) * 53
            tone = dice.randrange(176, 226)
            parts.append(f'<rect x="{x}" y="{y}" width="98" height="43" rx="3" fill="rgb({tone},{tone},{tone})"/>')
    return "".join(parts)


CHIPS = [(1664, 906, 24), (1890, 470, -50), (1566, 812, 70), (1950, 846, 12), (1600, 560, 130)]
OUTLINED, BLANK, FRIED = 'fill="#fff" stroke="#222" stroke-width="4"', 'fill="#fff"', 'fill="var(--chip)"'


def chips(fill: str) -> str:
    chip = f'<path d="M0 0l58-17 8 22-58 18z" {fill}/>'
    return "".join(f'<g transform="translate({x} {y}) rotate({turn})">{chip}</g>' for x, y, turn in CHIPS)


def scene() -> str:
    """Night, a wall, a flash, a bird on a bin."""
    bin_lid = (
        '<path d="M1548 964C1600 936 1950 930 2010 960L2024 992H1536Z" fill="#555" stroke="#0c0c0c"'
        ' stroke-width="6"/><path d="M1584 960C1640 944 1900 942 1976 958" stroke="#f4f4f4" stroke-width="7"'
        ' fill="none"/>'
    )
    return (
        f'<g clip-path="url(#box)"><rect x="1500" y="380" width="560" height="640" fill="#787878"/>{bricks()}'
        '<rect x="1500" y="380" width="560" height="640" fill="url(#vignette)"/>'
        f'<g {SHADOW} filter="url(#black)">{OUTLINE}</g>{bin_lid}{chips(OUTLINED)}</g>'
        f"<g {PLACE}>{pigeon()}</g>"
    )


def tint() -> str:
    """The second ink of the picture, a tone of its own at another angle."""
    wall = '<rect x="1500" y="380" width="560" height="640" fill="url(#glow)"/>'
    return f'{wall}<g {PLACE} filter="url(#white)">{OUTLINE}</g>{chips(BLANK)}'


def spot() -> str:
    """Flat spot colour, a touch out of register: iris, gape, chips."""
    x, y = EYE
    gape = "M-84-310L-132-318C-122-296-122-276-118-256L-72-270Z"
    return (
        f'<g {PLACE}><circle cx="{x}" cy="{y}" r="40" fill="#fff"/><path d="{gape}" fill="var(--paper)"/></g>'
        f'<g transform="translate(3 -2)" style="mix-blend-mode:multiply"><g {PLACE}><circle cx="{x}" cy="{y}" r="28"'
        f' fill="var(--iris)"/><path d="{gape}" fill="var(--box)"/></g><g>{chips(FRIED)}</g></g>'
    )


def show_through() -> str:
    """The back of the sheet, seen through thin paper: mirrored, soft and faint."""
    dice = random.Random(11)  # a fixed seed draws the same page every time
    words = []
    for column in range(6):
        x = 100 + column * 372
        for row in range(31):
            y, at, end = 420 + row * 22, 0, 330 if dice.random() > 0.14 else dice.randrange(90, 300)
            while at < end:
                word = min(dice.randrange(16, 62), end - at)
                words.append(f"M{x + at} {y}h{word}")
                at += word + 9
    return (
        '<g opacity=".06" filter="url(#soft)" fill="var(--key)"><g transform="translate(2400 0) scale(-1 1)">'
        f'<path d="{"".join(words)}" stroke="var(--key)" stroke-width="8"/>'
        '<rect x="820" y="610" width="740" height="330" fill="var(--paper)"/>'
        '<rect x="845" y="640" width="330" height="300"/>'
        '<text x="1200" y="780" font-family="Anton" font-size="150">BRIDGE</text>'
        '<text x="1200" y="935" font-family="Anton" font-size="150">RESULT</text></g></g>'
    )


def pile() -> str:
    """The copies underneath: edges at the sides, folds below."""
    folds = []
    for step in range(4):
        y, shift = 1196 - step * 21, [5, -9, 8, -3][step]
        folds.append(
            f'<g transform="translate({shift} 0)">'
            f'<path d="M30 {y - 90}H2370V{y - 10}Q2370 {y} 2350 {y}H50Q30 {y} 30 {y - 10}Z"'
            f' fill="var(--paper)"/><path d="M30 {y - 24}H2370V{y - 10}Q2370 {y} 2350 {y}H50Q30 {y} 30 {y - 10}Z"'
            f' fill="#1a120a" opacity=".{26 + step * 5}"/><path d="M40 {y - 20}H2360" stroke="#fff" stroke-width="3"'
            ' opacity=".35"/></g>'
        )
    return (
        '<rect width="2400" height="1200" fill="var(--stand)"/><g transform="rotate(-.35 1200 600)"><rect x="22" y="12"'
        ' width="2358" height="1150" fill="var(--paper)"/><rect x="22" y="12" width="2358" height="1150" fill="#000"'
        ' opacity=".24"/></g><g transform="rotate(.25 1200 600)"><rect x="27" y="14" width="2344" height="1150"'
        ' fill="var(--paper)"/><rect x="27" y="14" width="2344" height="1150" fill="#000" opacity=".12"/></g>'
        + "".join(folds)
        + '<path d="M30 1110H2370V1146H30Z" fill="#000" opacity=".55" filter="url(#softer)"/>'
    )


def defs() -> str:
    """What the halftone needs beside tabloid-defs.svg."""
    return (
        f"<defs>{screen('d45', 45)}{screen('d75', 15)}{press('key-ink', 'var(--key)')}"
        f"{press('tint-ink', 'var(--tint)')}"
        f'<clipPath id="box"><path d="{FRAME}"/></clipPath>'
        f'<clipPath id="photo"><path d="{FRAME}"/><path {PLACE} d="{NECK}"/></clipPath></defs>'
    )


def photograph() -> str:
    """Two screens and two spot inks; the bird's head leaves the frame."""
    return (
        f'<path d="{FRAME}" fill="var(--paper)"/>{halftone(tint(), "d75", "tint-ink", "box")}'
        f'<path d="{FRAME}" fill="none" stroke="var(--key)" stroke-width="4"/>'
        f'<g clip-path="url(#photo)"><path {PLACE} d="{NECK}" fill="var(--paper)"/></g>'
        f"{halftone(scene(), 'd45', 'key-ink', 'photo')}{spot()}<g {PLACE}>{lines()}</g>"
    )


def art() -> str:
    parts = {"PILE": pile(), "SHOW-THROUGH": show_through(), "PHOTOGRAPH": photograph()}
    page = (HERE / "tabloid-page.svg").read_text("utf-8")
    for name, drawn in parts.items():
        page = page.replace(f"<!-- {name} -->", drawn)
    shared = (HERE / "tabloid-defs.svg").read_text("utf-8")
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2400 1200">{defs()}{shared}{page}</svg>'


if __name__ == "__main__":
    print(art())
