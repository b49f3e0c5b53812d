"""Invented people for a queue, cut from flat shapes: one figure stands 100 units tall with its feet at 0,0.

Every fill is a custom property, so one drawing serves as colour, as shading (`--on: 1`, all else white)
and as the shadow it casts (all one grey).
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

CLOTH = ("ink", "ink", "deep", "deep", "deep", "mid", "mid", "pale", "second", "second", "third", "accent")
LEGS = ("ink", "ink", "ink", "deep", "deep", "mid", "third")
SKIN = ("skin1", "skin1", "skin2", "skin2", "skin3", "skin4")
HAIR = ("ink", "ink", "deep", "mid", "pale", "hair")
NAMES = (
    *("ink", "deep", "mid", "pale", "accent", "second", "third", "hair", "key"),
    *("skin1", "skin2", "skin3", "skin4"),
)


@dataclass
class Pen:
    """Collects shapes; `lit` is the gradient that darkens the side away from the light."""

    random: Random
    fine: bool
    lit: str

    def __post_init__(self) -> None:
        self.marks: list[str] = []

    def shape(self, path: str, ink: str, shade: bool = False) -> None:
        self.marks.append(f'<path d="{path}" fill="var(--{ink})"/>')
        if shade:
            self.marks.append(f'<path d="{path}" fill="url(#{self.lit})" class="s"/>')

    def round(self, x: float, y: float, rx: float, ry: float, ink: str, shade: bool = False) -> None:
        around = (
            f"M{x - rx:.1f},{y:.1f}a{rx:.1f},{ry:.1f} 0 1 1 {2 * rx:.1f},0a{rx:.1f},{ry:.1f} 0 1 1 {-2 * rx:.1f},0Z"
        )
        self.shape(around, ink, shade)

    def limb(self, path: str, width: float, ink: str) -> None:
        """A thick line with a thin edge of paper, so that a sleeve stands off a coat of its own colour."""
        self.marks.append(f'<path d="{path}" class="l" stroke="var(--key)" stroke-width="{width + 1.7:.1f}"/>')
        self.line(path, width, ink)

    def line(self, path: str, width: float, ink: str) -> None:
        self.marks.append(f'<path d="{path}" class="l" stroke="var(--{ink})" stroke-width="{width:.1f}"/>')

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)


def contrast(pen: Pen, other: str, inks: tuple[str, ...] = CLOTH) -> str:
    """An ink of the tuple other than `other`."""
    return pen.random.choice([ink for ink in inks if ink != other])


def legs(pen: Pen, hem: float, back: bool) -> None:
    ink, r = pen.random.choice(LEGS), pen.random
    bare = r.random() < 0.22
    if bare:
        ink = r.choice((*SKIN, "ink", "deep"))
    width = 2.0 if bare else r.uniform(3.4, 4.6)
    feet = (-5.6, 5.6) if back else (r.uniform(-7, -3), r.uniform(1, 6))
    hips = (-4.6, 4.6) if back else (-1.5, 1.5)
    shoe = r.choice(("ink", "ink", "deep", "accent", "mid", "pale"))
    for hip, foot in zip(hips, feet, strict=True):
        pen.shape(
            f"M{hip - width - 1.4:.1f},{min(hem, -40) - 8:.1f}L{hip + width + 1.4:.1f},{min(hem, -40) - 8:.1f}"
            f"L{foot + width * 0.78:.1f},-3L{foot - width * 0.78:.1f},-3Z",
            ink,
            True,
        )
        if back:
            pen.shape(
                f"M{foot - 3.4:.1f},-4Q{foot:.1f},-6 {foot + 3.4:.1f},-4L{foot + 3.6:.1f},.6L{foot - 3.6:.1f},.6Z", shoe
            )
        else:
            pen.shape(
                f"M{foot - 3.4:.1f},-4.6L{foot - 3.8:.1f},.4L{foot + 7.6:.1f},.4Q{foot + 7.4:.1f},-2.4 {foot + 3:.1f},-4.6Z",
                shoe,
            )


def arm(pen: Pen, cloth: str, skin: str, way: str, x: float = -1.0, side: float = 1.0) -> tuple[float, float]:
    """One sleeve and its hand; answers where the hand is."""
    elbow, hand = {
        "down": ((-3.5, -61), (1.5, -47)),
        "pocket": ((-6.5, -61), (3, -53)),
        "phone": ((-3, -62), (11, -68)),
        "chest": ((-4, -61), (9, -63)),
        "chin": ((4, -64), (8, -82)),
        "carry": ((-2, -60), (12, -58)),
        "up": ((8, -72), (10, -90)),
    }[way]
    ex, hx = x + elbow[0] * side, x + hand[0] * side
    if way != "pocket":
        pen.round(hx, hand[1], 2.6, 2.6, skin)
    tip = 0.86 if way != "pocket" else 1.0
    end = (ex + (hx - ex) * tip, elbow[1] + (hand[1] - elbow[1]) * tip)
    pen.limb(f"M{x:.1f},-76L{ex:.1f},{elbow[1]}L{end[0]:.1f},{end[1]:.1f}", 6.2, cloth)
    return hx, hand[1]


def coat(pen: Pen, cloth: str, hem: float, back: bool, girth: float) -> None:
    r = pen.random
    flare = r.uniform(0, 2) + max(0.0, (hem + 46) * r.uniform(0.05, 0.24))
    if back:
        w = 10.6 * girth
        path = (
            f"M-3.4,-84C-7,-82.5 {-w:.1f},-82 {-w - 0.8:.1f},-75L{-w + 1.6:.1f},-60L{-w + 0.6 - flare:.1f},{hem:.1f}"
            f"Q0,{hem + 2.2:.1f} {w - 0.6 + flare:.1f},{hem:.1f}L{w - 1.6:.1f},-60L{w + 0.8:.1f},-75C{w:.1f},-82 7,-82.5 3.4,-84Z"
        )
    else:
        belly = 7.6 * girth + r.uniform(-0.5, 1.2)
        stoop = r.uniform(0, 2.5)
        path = (
            f"M-3.6,-84C-8,-83 {-9.6 - stoop:.1f},-78 -9.4,-72C-9.2,-66 -7.6,-62 -8,-58L{-9 - flare:.1f},{hem:.1f}"
            f"Q0,{hem + 2:.1f} {belly + flare * 0.7:.1f},{hem:.1f}L{belly:.1f},-56C{belly + 0.6:.1f},-63 8.4,-68 7.6,-74C7,-80 5,-83 3.4,-84Z"
        )
    pen.shape(path, cloth, True)
    if not pen.fine:
        return
    kind, trim = r.random(), contrast(pen, cloth)
    if kind < 0.14:  # quilted
        for y in range(-76, int(hem), 6):
            pen.line(f"M-9.5,{y}Q0,{y + 2.4} 9,{y}", 0.9, "key")
    elif kind < 0.28:  # belted
        pen.line("M-8.4,-58L8.2,-58", 2.6, trim)
    elif kind < 0.4 and not back:  # buttons
        for y in range(-74, int(hem) - 3, 7):
            pen.round(6.2, y, 0.8, 0.8, "key")
    elif kind < 0.52:  # stripes
        for y in range(-78, max(int(hem), -48), 5):
            pen.line(f"M-9.6,{y}Q0,{y + 2} 8.6,{y}", 1.9, trim)
    elif kind < 0.62:  # checks
        for y in range(-78, int(hem), 6):
            pen.line(f"M-9,{y}L8,{y}", 0.6, "key")
        for x in (-6, -2, 2, 6):
            pen.line(f"M{x},-81L{x * 1.15:.1f},{hem:.1f}", 0.6, "key")
    elif kind < 0.72 and back:  # vent
        pen.line(f"M0,{hem:.1f}L0,{hem - 14:.1f}", 0.9, "key")
    if r.random() < 0.4:
        scarf = contrast(pen, cloth, ("accent", "pale", "second", "third", "ink", "accent"))
        pen.shape("M-5.4,-85.6Q0,-83.4 5,-85.6L5.6,-81.4Q0,-78.6 -6,-81.4Z", scarf)
        if r.random() < 0.6:
            x = -5 if not back else 3
            pen.shape(f"M{x - 2},-82L{x + 2},-82L{x + 1.2},-64L{x - 3.2},-64Z", scarf)
