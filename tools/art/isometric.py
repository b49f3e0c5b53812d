"""An appliance in isometric line: prisms, faces, and the device nobody can name on the product recall."""

from __future__ import annotations

import math

COS, SIN = math.cos(math.radians(30)), 0.5
INK = "var(--line)"
GROUND = 'fill="#000" opacity=".16"'

Point = tuple[float, float]


def iso(x: float, y: float, z: float) -> Point:
    """Metres of nothing in particular to px: x runs right and down, y left and down, z up."""
    return (x - y) * COS, (x + y) * SIN - z


def rounded(x: float, y: float, width: float, depth: float, radius: float) -> list[Point]:
    """A rounded rectangle on the floor, clockwise as seen from above."""
    corners = [
        (x + width - radius, y + radius, -90),
        (x + width - radius, y + depth - radius, 0),
        (x + radius, y + depth - radius, 90),
        (x + radius, y + radius, 180),
    ]
    return [
        (cx + radius * math.cos(turn), cy + radius * math.sin(turn))
        for cx, cy, start in corners
        for turn in (math.radians(start + 90 * step / 10) for step in range(11))
    ]


def polygon(points: list[Point], style: str) -> str:
    return f'<path d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in points)}Z" {style}/>'


def outline(base: list[Point], low: float, high: float) -> list[Point]:
    """The silhouette of a prism: the hull of its two ends."""
    points = sorted({iso(x, y, z) for x, y in base for z in (low, high)})

    def half(run: list[Point]) -> list[Point]:
        hull: list[Point] = []
        for x, y in run:
            while len(hull) > 1 and (hull[-1][0] - hull[-2][0]) * (y - hull[-2][1]) <= (hull[-1][1] - hull[-2][1]) * (
                x - hull[-2][0]
            ):
                hull.pop()
            hull.append((x, y))
        return hull[:-1]

    return half(points) + half(points[::-1])


def prism(base: list[Point], low: float, high: float, tones: tuple[int, int, int], line: float = 6) -> str:
    """A solid with upright sides; tones are those of the top, the left side and the right side."""
    top, left, right = tones
    parts = []
    for (x1, y1), (x2, y2) in zip(base, base[1:] + base[:1], strict=True):
        nx, ny = y2 - y1, x1 - x2
        length = math.hypot(nx, ny)
        if not length or nx + ny <= 0:
            continue
        share = max(0.0, min(1.0, 0.5 + 0.5 * (nx - ny) / length))
        tone = round(left + (right - left) * share)
        fill = f"rgb({tone},{tone},{tone})"
        quad = [iso(x1, y1, low), iso(x2, y2, low), iso(x2, y2, high), iso(x1, y1, high)]
        parts.append(polygon(quad, f'fill="{fill}" stroke="{fill}" stroke-width="1"'))
    face = [iso(x, y, high) for x, y in base]
    parts.append(polygon(face, f'fill="rgb({top},{top},{top})" stroke="{INK}" stroke-width="{line / 2}"'))
    parts.append(polygon(outline(base, low, high), f'fill="none" stroke="{INK}" stroke-width="{line}"'))
    return "".join(parts)


def on_left(x: float, y: float, z: float, drawing: str) -> str:
    """A drawing laid on the long side; its own x runs along the side, its y down."""
    px, py = iso(x, y, z)
    return f'<g transform="matrix({COS:.4f} {SIN} 0 1 {px:.1f} {py:.1f})">{drawing}</g>'


def on_right(x: float, y: float, z: float, drawing: str) -> str:
    px, py = iso(x, y, z)
    return f'<g transform="matrix({COS:.4f} {-SIN} 0 1 {px:.1f} {py:.1f})">{drawing}</g>'


def slots(base: float) -> str:
    """Two slots in a lid, dark inside, with a lip."""
    parts = []
    for y in (62, 146):
        lip = [iso(px, py, base) for px, py in rounded(60, y, 330, 46, 22)]
        hole = [iso(px, py, base) for px, py in rounded(70, y + 9, 310, 30, 15)]
        parts.append(polygon(lip, f'fill="#fff" stroke="{INK}" stroke-width="3"'))
        parts.append(polygon(hole, f'fill="#2a2c2e" stroke="{INK}" stroke-width="3"'))
    return "".join(parts)


def dial() -> str:
    ticks = "".join(
        f'<path d="M0-62V-74" transform="rotate({turn})" stroke="{INK}" stroke-width="5"/>'
        for turn in range(-130, 131, 26)
    )
    return (
        f'{ticks}<path d="M-52 42A67 67 0 1 1 52 42" fill="none" stroke="var(--warn)" stroke-width="9"'
        f' stroke-dasharray="150 400" stroke-dashoffset="-150"/><circle r="52" fill="#c9cccd" stroke="{INK}"'
        f' stroke-width="5"/><circle r="40" cx="-4" cy="-5" fill="#f6f6f4" stroke="{INK}" stroke-width="4"/>'
        f'<path d="M-4-5L22-30" stroke="{INK}" stroke-width="9" stroke-linecap="round"/>'
    )


def grille() -> str:
    holes = "".join(
        f'<circle cx="{x * 21}" cy="{y * 21}" r="7"/>' for x in range(-3, 4) for y in range(-3, 4) if x * x + y * y < 12
    )
    return f'<circle r="86" fill="#ececea" stroke="{INK}" stroke-width="4"/><g fill="#1f2122">{holes}</g>'


def lever() -> str:
    track = f'<rect x="-11" y="0" width="22" height="150" rx="11" fill="#2a2c2e" stroke="{INK}" stroke-width="3"/>'
    knob = prism(rounded(452, 96, 52, 60, 16), 196, 232, (250, 216, 178), 5)
    return on_right(450, 126, 244, track) + knob


def hot_air(base: float) -> str:
    """What comes out of the slots, in the warning colour."""
    parts = []
    for x, y, tall in [(110, 84, 110), (220, 84, 140), (330, 84, 110), (150, 168, 96), (280, 168, 116)]:
        px, py = iso(x, y, base)
        step = tall / 3
        parts.append(f"M{px:.0f} {py - 6:.0f}c26-{step * 0.4:.0f} 26-{step * 0.6:.0f} 0-{step:.0f}")
        parts.append(f"s-26-{step * 0.6:.0f} 0-{step:.0f}s26-{step * 0.6:.0f} 0-{step:.0f}")
    route = "".join(parts)
    return (
        f'<path d="{route}" fill="none" stroke="{INK}" stroke-width="21" stroke-linecap="round"/>'
        f'<path d="{route}" fill="none" stroke="var(--warn)" stroke-width="12" stroke-linecap="round"/>'
    )


def flex() -> str:
    """The flex, which goes somewhere and ends there."""
    x, y = iso(0, 200, 40)
    route = f"M{x:.0f} {y:.0f}c-60 20-96 60-64 96s96 22 92 66s-70 44-112 26"
    return (
        f'<path d="{route}" fill="none" stroke="{INK}" stroke-width="24" stroke-linecap="butt"/>'
        f'<path d="{route}" fill="none" stroke="#d9dbda" stroke-width="13" stroke-linecap="butt"/>'
        f'<g transform="translate({x - 84:.0f} {y + 188:.0f}) rotate(16)"><path d="M0-6L-34-18M0 0H-40M0 6L-32 18"'
        f' stroke="var(--warn)" stroke-width="6" fill="none" stroke-linecap="round"/></g>'
    )


def device() -> str:
    """The whole thing, about 620 by 560 px, its floor corner at the origin."""
    shadow = [iso(px + 16, py + 16, 0) for px, py in rounded(-20, -20, 500, 310, 70)]
    feet = "".join(
        prism(rounded(x, y, 40, 40, 19), 0, 26, (60, 60, 40), 4) for x, y in [(30, 200), (380, 20), (380, 200)]
    )
    body = prism(rounded(0, 0, 450, 260, 56), 58, 270, (252, 232, 188))
    band = prism(rounded(-6, -6, 462, 272, 60), 18, 58, (120, 74, 50))
    crown = prism(rounded(14, 14, 422, 232, 48), 270, 284, (255, 236, 206), 5)
    glint = '<path d="M0 0H14V150H0ZM22 0H27V150H22Z" fill="#fff" opacity=".9"/>'
    shine = on_left(60, 260, 246, glint)
    sides = on_left(160, 260, 170, grille()) + on_left(320, 260, 170, dial())
    return (
        f'<g stroke-linejoin="round">{polygon(shadow, GROUND)}{flex()}{feet}{band}{body}{shine}'
        f"{sides}{lever()}{crown}{slots(284)}{hot_air(284)}</g>"
    )
