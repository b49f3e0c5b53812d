"""Grown and built things for a churchyard at night: trees, grass, stones, railings, ivy. Everything is SVG text."""

from __future__ import annotations

import math
from random import Random


def tree(random: Random, x: float, y: float, length: float, lean: float, width: float) -> str:
    """A bare tree as tapering strokes, drawn from the root outwards."""
    strokes: list[str] = []

    def branch(x: float, y: float, angle: float, length: float, width: float) -> None:
        bend = angle + random.uniform(-0.2, 0.2) * (0.3 if width > 30 else 1)
        mx, my = x + math.sin(angle) * length * 0.5, y - math.cos(angle) * length * 0.5
        ex, ey = mx + math.sin(bend) * length * 0.5, my - math.cos(bend) * length * 0.5
        strokes.append(f'<path d="M{x:.0f},{y:.0f}Q{mx:.0f},{my:.0f} {ex:.0f},{ey:.0f}" stroke-width="{width:.1f}"/>')
        if width < 1.1 or length < 12:
            return
        for spread in random.sample((-0.75, -0.5, -0.22, 0.2, 0.46, 0.8), 2 if random.random() < 0.55 else 3):
            part = random.uniform(0.62, 0.86)
            branch(ex, ey, bend + spread * random.uniform(0.7, 1.25), length * part, width * (part - 0.13))

    branch(x, y, lean, length, width)
    return "".join(strokes)


def grass(random: Random, left: float, right: float, y: float, tall: float, count: int) -> str:
    """Blades along a line, one path."""
    blades = []
    for _ in range(count):
        x, high = random.uniform(left, right), tall * random.uniform(0.35, 1) ** 1.4
        lean, wide = random.gauss(0, 0.34) * high, random.uniform(2.2, 5)
        foot = y + random.uniform(-6, 10)
        blades.append(
            f"M{x - wide:.0f},{foot:.0f}Q{x + lean * 0.2:.0f},{foot - high * 0.6:.0f} {x + lean:.0f},{foot - high:.0f}"
            f"Q{x + lean * 0.3 + wide:.0f},{foot - high * 0.5:.0f} {x + wide:.0f},{foot:.0f}Z"
        )
    return "".join(blades)


def gravestone(random: Random, x: float, y: float, size: float) -> str:
    """A lesser stone: slab, arch, shouldered, cross, ringed cross, obelisk or urn; 100 units high at size 1."""
    tilt = random.gauss(0, 5)
    path = random.choice(
        (
            "M-30,0L-30,-70Q-30,-100 0,-100Q30,-100 30,-70L30,0Z",
            "M-32,0L-32,-86L-20,-86Q-18,-102 0,-102Q18,-102 20,-86L32,-86L32,0Z",
            "M-28,0L-28,-92Q0,-104 28,-92L28,0Z",
            "M-7,0L-7,-62L-30,-62L-30,-77L-7,-77L-7,-104L7,-104L7,-77L30,-77L30,-62L7,-62L7,0Z",
            "M-8,0L-7,-52A26,26 0 0 1 -25,-70L-33,-70L-33,-82L-25,-82A26,26 0 0 1 -7,-98L-7,-112L7,-112L7,-98A26,26 0 0 1 25,-82"
            "L33,-82L33,-70L25,-70A26,26 0 0 1 7,-52L8,0ZM-15,-70A16,16 0 0 0 -7,-62L-7,-70ZM15,-70L7,-70L7,-62A16,16 0 0 0 15,-70Z",
            "M-26,0L-26,-14L-18,-14L-13,-120L0,-138L13,-120L18,-14L26,-14L26,0Z",
            "M-24,0L-24,-62Q0,-112 24,-62L24,0Z",
        )
    )
    place = f"translate({x:.0f} {y:.0f}) rotate({tilt:.1f}) scale({size:.2f})"
    inset = '<path d="M-18,-64L18,-64M-18,-54L18,-54M-12,-44L12,-44" stroke="#000" stroke-opacity=".3" stroke-width="2.4" fill="none"/>'
    return (
        f'<g transform="{place}"><path d="{path}" transform="translate(7 -1)" fill="var(--near)" fill-rule="evenodd"/>'
        f'<path d="{path}" fill="url(#lesser)" fill-rule="evenodd"/>{inset if random.random() < 0.45 else ""}</g>'
    )


def railings(left: float, right: float, y: float, tall: float) -> str:
    """Spear-headed iron railings, one path."""
    bars = []
    x = left
    while x < right:
        bars.append(
            f"M{x - 2.4:.1f},{y}L{x - 2.4:.1f},{y - tall}L{x - 6:.1f},{y - tall}L{x:.1f},{y - tall - 22}L{x + 6:.1f},{y - tall}L{x + 2.4:.1f},{y - tall}L{x + 2.4:.1f},{y}Z"
        )
        x += 25
    for level in (0.16, 0.86):
        bars.append(f"M{left - 10},{y - tall * level:.0f}h{right - left + 20:.0f}v-6h-{right - left + 20:.0f}Z")
    return "".join(bars)


def leaf(x: float, y: float, size: float, turn: float) -> str:
    """One ivy leaf with five points."""
    path = "M0,10L-6,6Q-13,6 -12,-1Q-8,-2 -6,-5Q-4,-10 0,-14Q4,-10 6,-5Q8,-2 12,-1Q13,6 6,6Z"
    veins = '<path d="M0,9L0,-11M0,3L-9,1M0,3L9,1" stroke="var(--rim)" stroke-opacity=".22" stroke-width="1.1" fill="none"/>'
    return (
        f'<g transform="translate({x:.0f} {y:.0f}) rotate({turn:.0f}) scale({size:.2f})"><path d="{path}"/>{veins}</g>'
    )


def ivy(random: Random, stem: tuple[tuple[float, float], ...], spread: float, count: int) -> str:
    """Leaves gathered about a line, thinner towards its end; the later, the nearer and the lighter."""
    leaves = []
    for number in range(count):
        at = random.random() ** 1.25 * (len(stem) - 1)
        part, low = at % 1, int(at)
        (x0, y0), (x1, y1) = stem[low], stem[min(low + 1, len(stem) - 1)]
        thin = spread * (1 - 0.7 * at / (len(stem) - 1)) * (0.75 + 0.45 * math.sin(at * 5.1))
        x, y = x0 + (x1 - x0) * part + random.gauss(0, thin), y0 + (y1 - y0) * part + random.gauss(0, thin * 0.5)
        tone = min(3, 1 + int(number / count * 2.2 + random.random() * 0.9))
        size = random.uniform(0.5, 1.25)
        leaves.append(f'<g fill="var(--ivy{tone})">{leaf(x, y, size, random.gauss(165, 38))}</g>')
    return "".join(leaves)


def feathers(count: int) -> tuple[str, str]:
    """The right wing of a winged emblem, its root at 0,0, in two halves: neighbours are carved apart."""
    paths = []
    for row, (reach, drop) in enumerate(((1.0, 0.0), (0.56, 2.0))):
        for number in range(count - row * 2):
            turn = math.radians(-13 + number * (60 / count))
            long, wide = (205 - number * 15) * reach, 13.5
            c, s = math.cos(turn), math.sin(turn)
            x0, y0 = 6 + number * 3, -16 + number * 7 + drop

            def at(u: float, v: float, x0: float = x0, y0: float = y0, c: float = c, s: float = s) -> str:
                return f"{x0 + u * c - v * s:.0f},{y0 + u * s + v * c:.0f}"

            paths.append(
                f"M{at(0, -wide * 0.3)}C{at(long * 0.4, -wide)} {at(long * 0.8, -wide)} {at(long, -wide * 0.1)}"
                f"C{at(long * 0.96, wide * 0.5)} {at(long * 0.5, wide * 0.4)} {at(0, wide * 0.3)}Z"
            )
    drawn = [f'<path d="{path}"/>' for path in paths]
    return "".join(drawn[0::2]), "".join(drawn[1::2])
