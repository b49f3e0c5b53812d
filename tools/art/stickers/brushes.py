"""What stickers are drawn with: a spray can, a paint marker, a knife for vinyl, an ink pad. Everything is SVG text.

A drawing is a body and its size. Filters work in the drawing's own units, 700 or so to the longer side.
"""

from __future__ import annotations

import math
import random
import re
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    body: str
    width: int
    height: int
    trim: bool = True  # cut to its ink; not where words have a box in it


def points(path: str, step: float = 6.0) -> list[Point]:
    """Points along a path of absolute M, L and C, about `step` apart."""
    found: list[Point] = []
    at: Point = (0.0, 0.0)
    for letter, numbers in re.findall(r"([MLC])([^MLCZ]*)", path):
        values = [float(each) for each in re.findall(r"-?\d*\.?\d+", numbers)]
        stops = list(zip(values[::2], values[1::2], strict=True))
        if letter == "M":
            at = stops[0]
            stops = stops[1:]
        size = 3 if letter == "C" else 1
        for first in range(0, len(stops), size):
            ends = stops[first : first + size]
            a, b, c, d = (at, *ends) if size == 3 else (at, at, ends[0], ends[0])
            reach = math.dist(a, b) + math.dist(b, c) + math.dist(c, d)
            many = max(2, round(reach / step))
            for part in range(many):
                t = part / many
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                found.append(
                    (
                        sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                        sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
                    )
                )
            at = d
    return [*found, at]


def speckle(paths: list[str], reach: float, number: int, seed: int, most: float = 5.0) -> str:
    """Spit from the nozzle: many fine drops, few fat ones, thickest near the paint."""
    dice = random.Random(seed)
    along = [point for path in paths for point in points(path)]
    drops = []
    for _ in range(number):
        x, y = dice.choice(along)
        turn, far = dice.uniform(0, math.tau), abs(dice.gauss(0, reach))
        size = min(most, 0.5 + dice.expovariate(1.1))
        drops.append(
            f'<circle cx="{x + far * math.cos(turn):.1f}" cy="{y + far * math.sin(turn):.1f}" r="{size:.1f}"'
            f' opacity="{dice.uniform(0.4, 1):.2f}"/>'
        )
    return "".join(drops)


def drip(x: float, y: float, length: float, width: float) -> str:
    """Paint that ran: it leaves broad, thins, and hangs in a drop."""
    neck, drop = width * 0.36, width * 0.56
    end = y + length
    return (
        f'<path d="M{x - width * 1.5} {y}C{x - width * 0.6} {y + 2} {x - neck} {y + width} {x - neck} {y + width * 2}'
        f"L{x - neck} {end - drop * 2}C{x - drop} {end - drop} {x - drop} {end + drop * 0.5} {x} {end + drop * 0.6}"
        f"C{x + drop} {end + drop * 0.5} {x + drop} {end - drop} {x + neck} {end - drop * 2}"
        f'L{x + neck} {y + width * 2}C{x + neck} {y + width} {x + width * 0.6} {y + 2} {x + width * 1.5} {y}Z"/>'
    )


def noise(name: str, frequency: str, slope: float, offset: float, seed: int, octaves: int = 2) -> str:
    """A filter's grain, in its alpha."""
    return (
        f'<feTurbulence type="fractalNoise" baseFrequency="{frequency}" numOctaves="{octaves}" seed="{seed}"/>'
        f'<feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 {slope} 0 0 0 {offset}" result="{name}"/>'
    )


AREA = 'x="-20" y="-20" width="900" height="900" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB"'


def spray(paths: list[str], colour: str, width: float, seed: int, *, drips: str = "", reach: float = 0.0) -> str:
    """Sprayed lines of one colour: a dense core with grainy edges, mist about it, spit and drips."""
    lines = "".join(f'<path d="{path}"/>' for path in paths)
    reach = reach or width * 0.9
    return (
        f'<filter id="core{seed}" {AREA}><feGaussianBlur stdDeviation="{width * 0.13}" result="b"/>'
        + noise("n", ".55", 1, 0, seed)
        + '<feComposite in="b" in2="n" operator="arithmetic" k1="0" k2="2.6" k3="1.5" k4="-1.6" result="a"/>'
        f'<feFlood flood-color="{colour}"/><feComposite in2="a" operator="in"/></filter>'
        f'<filter id="mist{seed}" {AREA}><feGaussianBlur stdDeviation="{width * 0.62}" result="b"/>'
        + noise("n", ".5", 4.4, -2.3, seed + 1)
        + f'<feComposite in="b" in2="n" operator="in" result="a"/><feFlood flood-color="{colour}"/>'
        '<feComposite in2="a" operator="in"/></filter>'
        f'<g fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round" stroke-width="{width * 1.5}"'
        f' opacity=".8" filter="url(#mist{seed})">{lines}</g>'
        f'<g fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round" stroke-width="{width}"'
        f' filter="url(#core{seed})">{lines}</g>'
        f'<g fill="{colour}">{speckle(paths, reach, round(90 + width * 5), seed)}{drips}</g>'
    )


def marker(
    paths: list[str], colour: str, width: float, seed: int, *, streak: str = ".01 .22", dry: float = 0.62
) -> str:
    """Strokes of a paint marker: edges that wobble, and streaks where it ran dry."""
    lines = "".join(f'<path d="{path}"/>' for path in paths)
    return (
        f'<filter id="marker{seed}" {AREA}>'
        f'<feTurbulence type="fractalNoise" baseFrequency=".045" numOctaves="2" seed="{seed}" result="w"/>'
        '<feDisplacementMap in="SourceGraphic" in2="w" scale="7" xChannelSelector="R" yChannelSelector="G" result="s"/>'
        + noise("n", streak, 9, -9 * (1 - dry) + 1.2, seed + 1, 3)
        + '<feComposite in="s" in2="n" operator="in"/></filter>'
        f'<g fill="none" stroke="{colour}" stroke-linecap="round" stroke-linejoin="round" stroke-width="{width}"'
        f' filter="url(#marker{seed})">{lines}</g>'
    )


def vinyl(name: str, body: str, *, border: float = 11, gloss: float = 0.5, shadow: float = 0.5) -> str:
    """A die-cut sticker: a white edge round the body, thickness, gloss, and a shadow on the wall."""
    return (
        f'<filter id="{name}" {AREA}>'
        f'<feMorphology in="SourceAlpha" operator="dilate" radius="{border}"/><feGaussianBlur stdDeviation="4"/>'
        '<feComponentTransfer result="cut"><feFuncA type="linear" slope="9" intercept="-3.6"/></feComponentTransfer>'
        '<feFlood flood-color="#fbfaf4"/><feComposite in2="cut" operator="in" result="card"/>'
        '<feMerge result="flat"><feMergeNode in="card"/><feMergeNode in="SourceGraphic"/></feMerge>'
        '<feGaussianBlur in="cut" stdDeviation="1.6" result="h"/>'
        '<feDiffuseLighting in="h" surfaceScale="2.4" diffuseConstant="1.1" lighting-color="#fff" result="l">'
        '<feDistantLight azimuth="235" elevation="60"/></feDiffuseLighting>'
        '<feComposite in="flat" in2="l" operator="arithmetic" k1="1" k2=".02" result="lit"/>'
        '<feGaussianBlur in="cut" stdDeviation="15" result="dome"/>'
        '<feSpecularLighting in="dome" surfaceScale="20" specularConstant=".9" specularExponent="22"'
        ' lighting-color="#fff" result="g"><feDistantLight azimuth="235" elevation="48"/></feSpecularLighting>'
        f'<feComponentTransfer in="g" result="gleam"><feFuncA type="linear" slope="{gloss}"/></feComponentTransfer>'
        '<feComposite in="gleam" in2="cut" operator="in" result="gleam"/>'
        '<feMerge result="shiny"><feMergeNode in="lit"/><feMergeNode in="gleam"/></feMerge>'
        '<feComposite in="shiny" in2="cut" operator="in" result="sticker"/>'
        '<feGaussianBlur in="cut" stdDeviation="5"/><feOffset dx="3" dy="7"/>'
        f'<feColorMatrix values="0 0 0 0 .05 0 0 0 0 .05 0 0 0 0 .07 0 0 0 {shadow} 0" result="far"/>'
        '<feGaussianBlur in="cut" stdDeviation="1.2"/><feOffset dx="1" dy="1.6"/>'
        '<feColorMatrix values="0 0 0 0 .05 0 0 0 0 .05 0 0 0 0 .07 0 0 0 .55 0" result="near"/>'
        '<feMerge><feMergeNode in="far"/><feMergeNode in="near"/><feMergeNode in="sticker"/></feMerge></filter>'
        f'<g filter="url(#{name})">{body}</g>'
    )
