"""The plate of two hoardings that face each other: python tools/art/facing.py saves artwork/facing/plate.jpg.

The boards hold blank paper as it is lit; billboard/core/street/facing_boards.py puts a poster on each. Their corners stand in
artwork/facing/facing.toml.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from render_art import ROOT, page, photograph

WIDTH, HEIGHT = 1600, 840
LEFT = ((70, 96), (742, 208), (742, 546), (70, 640))  # clockwise from upper left
RIGHT = tuple((WIDTH - x, y) for x, y in (LEFT[1], LEFT[0], LEFT[3], LEFT[2]))
HORIZON = 600


def points(corners: object) -> str:
    assert isinstance(corners, tuple)
    return " ".join(f"{x},{y}" for x, y in corners)


def grown(corners: tuple[tuple[int, int], ...], by: float) -> tuple[tuple[float, float], ...]:
    """A frame about a board, as much wider as it is nearer."""
    middle = sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4
    return tuple(
        (
            x + (by if x > middle[0] else -by),
            y + (by if y > middle[1] else -by) * (0.8 + 0.4 * (abs(x - WIDTH / 2) > 400)),
        )
        for x, y in corners
    )


def terrace(chance: random.Random, base: int, low: int, high: int, ink: str, lit: str) -> str:
    """Roofs and chimneys against the evening, a few windows lit."""
    found, x, path = [], -20, f"M-20 {base}"
    while x < WIDTH + 20:
        width, top = chance.randint(70, 130), base - chance.randint(low, high)
        path += f"V{top}L{x + width / 2} {top - chance.randint(18, 40)}L{x + width} {top}"
        if chance.random() < 0.7:
            stack = x + chance.randint(10, width - 26)
            found.append(f'<path fill="{ink}" d="M{stack} {top}v-58h16v58z"/>')
        for row in range(2):
            for column in range(2):
                if chance.random() < 0.22:
                    found.append(
                        f'<rect x="{x + 16 + column * (width - 52)}" y="{top + 22 + row * 44}" width="15" height="22" fill="{lit}" opacity="{chance.uniform(0.4, 0.95):.2f}"/>'
                    )
        x += width
    return f'<path fill="{ink}" d="{path}V{base}z"/>' + "".join(found)


def board(corners: tuple[tuple[int, int], ...], name: str) -> str:
    frame, shadow = grown(corners, 13), grown(corners, 20)
    xs = sorted({x for x, _ in corners})
    legs = "".join(
        f'<path d="M{x} {HORIZON - 120}V{HORIZON + 92 - (60 if 400 < x < 1200 else 0)}" stroke="#14151b" stroke-width="{10 if 400 < x < 1200 else 17}"/>'
        for x in (xs[0] + 70, (xs[0] + xs[1]) / 2, xs[1] - 60)
    )
    lamps = pools = ""
    for step in (0.18, 0.5, 0.82):
        x = corners[0][0] + (corners[1][0] - corners[0][0]) * step
        y = corners[0][1] + (corners[1][1] - corners[0][1]) * step
        pools += f'<ellipse cx="{x}" cy="{y + 30}" rx="150" ry="170" fill="url(#pool)" clip-path="url(#{name}-clip)"/>'
        lamps += (
            f'<path d="M{x} {y - 12}c0 -34 18 -40 40 -40" fill="none" stroke="#101117" stroke-width="5"/>'
            f'<path d="M{x + 30} {y - 62}l34 14l-8 14l-34 -14z" fill="#1b1c24"/><ellipse cx="{x + 40}" cy="{y - 44}" rx="15" ry="6" fill="#ffe9b0"/>'
        )
    return (
        f'<clipPath id="{name}-clip"><polygon points="{points(corners)}"/></clipPath>{legs}<polygon points="{points(shadow)}" fill="#000" opacity=".35" filter="url(#soft)"/>'
        f'<polygon points="{points(frame)}" fill="#191a21"/><polygon points="{points(frame)}" fill="none" stroke="#3a3b47" stroke-width="2"/>'
        f'<polygon points="{points(corners)}" fill="url(#lit)" id="{name}"/>{pools}{lamps}'
    )


def main() -> None:
    chance = random.Random(1832)
    rain = "".join(
        f'<path d="M{chance.uniform(-50, WIDTH):.0f} {chance.uniform(-20, HEIGHT):.0f}l-5 {chance.uniform(16, 34)}" opacity="{chance.uniform(0.05, 0.2):.2f}"/>'
        for _ in range(260)
    )
    glints = "".join(
        f'<ellipse cx="{chance.gauss(800, 430):.0f}" cy="{chance.uniform(HORIZON + 60, HEIGHT):.0f}" rx="{chance.uniform(14, 80):.0f}" ry="{chance.uniform(1, 3.4):.1f}" fill="{chance.choice(("#ffce8a", "#ff9a6a", "#9fb3e8"))}" opacity="{chance.uniform(0.06, 0.28):.2f}"/>'
        for _ in range(150)
    )
    person = (
        '<g transform="translate(800 706)" fill="#0c0d13"><ellipse cx="0" cy="62" rx="46" ry="7" opacity=".5"/>'
        '<path d="M-15 60l4 -58q-10 -6 -10 -26q0 -30 22 -30t22 30q0 20 -9 26l4 58h-10l-5 -50h-3l-5 50z"/><circle cx="1" cy="-64" r="12"/>'
        '<path d="M-64 -76q6 -52 66 -56q60 4 66 56q-11 -9 -22 0q-11 -9 -22 0q-11 -9 -22 0q-11 -9 -22 0q-11 -9 -22 0q-11 -9 -22 0z" fill="#ff4a1c"/>'
        '<path d="M2 -132v-8M16 -30L3 -128" stroke="#0c0d13" stroke-width="3.5" fill="none"/></g>'
    )
    art = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><defs>'
        '<linearGradient id="sky" x2="0" y2="1"><stop stop-color="#1b2140"/><stop offset=".45" stop-color="#4a3f6b"/><stop offset=".72" stop-color="#c0625a"/><stop offset="1" stop-color="#ffc27a"/></linearGradient>'
        '<linearGradient id="road" x2="0" y2="1"><stop stop-color="#6d4a55"/><stop offset=".2" stop-color="#3a3147"/><stop offset="1" stop-color="#15151e"/></linearGradient>'
        '<linearGradient id="lit" x2="0" y2="1"><stop stop-color="#ece6dc"/><stop offset="1" stop-color="#b3aaa8"/></linearGradient>'
        '<radialGradient id="pool" cy=".2"><stop stop-color="#fff" stop-opacity=".9"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient><filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="14"/></filter>'
        '<filter id="grain" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".85" numOctaves="2" seed="7"/><feColorMatrix values="0 0 0 0 .5 0 0 0 0 .5 0 0 0 0 .5 0 0 0 .16 0"/></filter></defs>'
        f'<rect width="{WIDTH}" height="{HORIZON + 10}" fill="url(#sky)"/>'
        f'<g opacity=".55">{terrace(chance, HORIZON, 40, 90, "#53384f", "#ffd58a")}</g>{terrace(chance, HORIZON + 6, 20, 64, "#2b2034", "#ffdf9c")}'
        f'<rect y="{HORIZON}" width="{WIDTH}" height="{HEIGHT - HORIZON}" fill="url(#road)"/>'
        f'<path d="M0 {HORIZON + 96}L700 {HORIZON + 6}h200L1600 {HORIZON + 96}V{HORIZON + 132}L900 {HORIZON + 16}h-200L0 {HORIZON + 132}z" fill="#221d2c"/>'
        f'<g filter="url(#soft)">{glints}</g><path d="M794 {HORIZON + 30}h12l3 26h-18zM786 {HORIZON + 84}h28l8 60h-44zM770 {HORIZON + 178}h60l14 70h-88z" fill="#e9d9b8" opacity=".22"/>'
        f'{board(LEFT, "left")}{board(RIGHT, "right")}{person}<g stroke="#cfd8f2" stroke-width="1.6">{rain}</g>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" filter="url(#grain)" opacity=".8" style="mix-blend-mode:overlay"/></svg>'
    )

    with tempfile.TemporaryDirectory() as scratch:
        plate = photograph(page(art, {}, (WIDTH, HEIGHT)), Path(scratch), (WIDTH, HEIGHT))
    folder = ROOT / "artwork" / "facing"
    folder.mkdir(exist_ok=True)
    plate.save(folder / "plate.jpg", "JPEG", quality=90, optimize=True)


if __name__ == "__main__":
    main()
