"""The startled pigeon on the front page, in tones of grey for the halftone screen."""

from __future__ import annotations

import math
import random


def feather(x: float, y: float, degrees: float, length: float, width: float, fill: str) -> str:
    return (
        f'<g transform="translate({x:.0f} {y:.0f}) rotate({degrees:.0f})" stroke="#161616"><path d="M0 0C{-width}'
        f" {-length * 0.3:.0f} {-width} {-length * 0.9:.0f} 0 {-length}C{width} {-length * 0.9:.0f} {width}"
        f' {-length * 0.3:.0f} 0 0Z" fill="{fill}" stroke-width="3.5"/>'
        f'<path d="M0 -{length * 0.5:.0f}V{-length * 0.93:.0f}" stroke-width="2"/></g>'
    )


def wing() -> str:
    """The right wing, thrown up in alarm; the left one is its mirror."""
    parts = []
    for step in range(6):  # primaries fan from the wrist, dark at the tip
        parts.append(feather(176, -168, -24 + step * 20, 226 - step * 10, 38, "url(#quill)"))
    for step in range(5):  # secondaries along the arm
        parts.append(feather(166 - step * 19, -140 + step * 27, 100 + step * 9, 150 - step * 10, 33, "url(#quill)"))
    for reach, width in [(124, 25), (76, 21)]:  # coverts, whose dark tips make the two bars
        for step in range(7):
            x, y = 164 - step * 14, -160 + step * 22
            parts.append(feather(x, y, 4 + step * 20, reach - step * 3, width, "url(#barred)"))
    arm = "M60-120C100-170 136-190 160-204C184-208 192-192 186-172C170-124 146-60 90-10Z"
    parts.append(f'<path d="{arm}" fill="url(#plume)"/>')
    return "".join(parts)


BODY = (
    "M-84-150C-122-110-150-40-140 40C-130 122-96 176-60 196C-24 216 40 216 78 190C132 152 146 40 122-60"
    "C112-104 96-130 82-160Z"
)
NECK = (
    "M92-120C76-170 58-210 54-262C60-340 14-394-42-384C-76-376-88-346-86-318L-84-290C-82-270-72-258-60-250"
    "C-58-206-88-160-108-116C-70-76 56-80 92-120Z"
)
EYE = (-30, -322)


def breast() -> str:
    """Scalloped feathers over the round of the breast."""
    dice = random.Random(7)  # a fixed seed ruffles the same feathers every time
    parts = []
    for row in range(9):
        y = -84 + row * 31
        half = 118 * math.sin(math.pi * (row + 3.2) / 13.4)
        count = 5 + row % 2
        for spot in range(count):
            x = -6 - half + 2 * half * spot / (count - 1) + dice.uniform(-5, 5)
            dark = 96 + dice.randrange(0, 50) + int(max(0, x))
            parts.append(
                f'<path d="M{x - 18:.0f} {y:.0f}q3 27 18 31q15-4 18-31" fill="none"'
                f' stroke="rgb({dark},{dark},{dark})" stroke-width="5" stroke-linecap="round"/>'
            )
    return "".join(parts)


def ruff() -> str:
    """Neck feathers on end, with a band of sheen."""
    dark, sheen = (-1, -0.6, -0.2, 0.2, 0.6, 1), (-0.9, -0.45, 0, 0.45, 0.9)
    parts = [feather(-8 + turn * 88, -128, 180 - turn * 42, 56, 15, "#383838") for turn in dark]
    parts += [feather(-2 + turn * 84, -142, 180 - turn * 34, 44, 13, "#bdbdbd") for turn in sheen]
    parts += [feather(-2 + turn * 74, -164, 180 - turn * 30, 42, 13, "#4c4c4c") for turn in (-1, -0.5, 0, 0.5, 1)]
    return "".join(parts)


def lines() -> str:
    """What has to read at any size is drawn solid: eye, beak, mouth."""
    x, y = EYE
    shock = "".join(
        f'<path d="M{x + 108 * math.sin(t):.0f} {y - 100 * math.cos(t):.0f}L{x + 140 * math.sin(t):.0f}'
        f' {y - 130 * math.cos(t):.0f}" stroke-width="9"/>'
        for t in (-1.0, -0.5, 0.6, 1.05)
    )
    return (
        '<g stroke="var(--key)" fill="none" stroke-width="6" stroke-linecap="round" stroke-linejoin="round">'
        f'{shock}<g transform="translate({x} {y})"><circle r="40"/><circle r="29" stroke-width="5"/><circle r="10"'
        ' fill="var(--key)"/></g><g fill="var(--key)">'
        '<path d="M-84-322C-108-338-134-342-166-330C-150-320-116-308-84-304Z"/>'
        '<path d="M-82-284C-100-268-118-256-142-244C-120-242-90-250-70-262Z"/></g>'
        '<path d="M-80-326C-92-350-116-346-120-334C-108-328-92-324-80-318Z" fill="var(--paper)"/></g>'
    )


def feet() -> str:
    bones = "M0-30V14M0 10L-34 36M0 10L-6 44M0 10L28 36"
    one = (
        f'<g fill="none" stroke-linecap="round"><path d="{bones}" stroke="#111" stroke-width="22"/>'
        f'<path d="{bones}" stroke="#b4b4b4" stroke-width="12"/></g>'
    )
    return f'<g transform="translate(-44 214)">{one}</g><g transform="translate(50 214) scale(-1 1)">{one}</g>'


def wings() -> str:
    return f'{wing()}<g transform="scale(-1 1) rotate(-7)">{wing()}</g>'


def pigeon() -> str:
    return (
        f'<g stroke-linejoin="round">{wings()}{feet()}<path d="{BODY}" fill="url(#plump)" stroke="#161616"'
        f' stroke-width="5"/>{breast()}<path d="{NECK}" fill="url(#crown)" stroke="#161616" stroke-width="5"/>'
        f"{ruff()}</g>"
    )
