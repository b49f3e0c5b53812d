"""Walls to paste a bill on, for spray.py: brick, board-marked concrete, painted hoarding, glazed tile."""

from __future__ import annotations

import random


def frame(size: tuple[int, int]) -> str:
    return f'x="0" y="0" width="{size[0]}" height="{size[1]}"'


def shade(dice: random.Random, depth: float) -> str:
    """A fill that darkens or lightens what lies beneath by chance."""
    amount = dice.uniform(-depth, depth)
    return f'fill="{"#000" if amount < 0 else "#fff"}" opacity="{abs(amount):.3f}"'


def coursed(
    size: tuple[int, int], width: int, height: int, joint: int, bond: float, depth: float, radius: int, seed: int
) -> str:
    """Rows of bricks or tiles, each of its own tone; one in nine is of the second firing."""
    dice = random.Random(seed)
    parts = []
    for row in range(-1, size[1] // (height + joint) + 2):
        y = row * (height + joint) + 6
        for col in range(-1, size[0] // (width + joint) + 2):
            x = col * (width + joint) - (row % 2) * bond * (width + joint)
            firing = "var(--second)" if dice.random() < 0.11 else "var(--wall)"
            place = f'x="{x:.0f}" y="{y}" width="{width + dice.randrange(-3, 4)}" height="{height + dice.randrange(-2, 3)}" rx="{radius}"'
            parts.append(f'<rect {place} fill="{firing}"/><rect {place} {shade(dice, depth)}/>')
    return "".join(parts)


def lit(name: str, size: tuple[int, int], blend: str = "hard-light", opacity: float = 1.0) -> str:
    return f'<rect {frame(size)} filter="url(#{name})" style="mix-blend-mode:{blend}" opacity="{opacity}"/>'


def brick(size: tuple[int, int]) -> str:
    return (
        f'<rect {frame(size)} fill="var(--joint)"/><g filter="url(#rough)"><g filter="url(#bevel)">'
        f"{coursed(size, 216, 70, 13, 0.5, 0.2, 5, 7)}</g></g>{lit('stone', size, opacity=0.85)}{lit('blotch', size, 'multiply', 0.8)}"
    )


def concrete(size: tuple[int, int]) -> str:
    """Cast against boards; the holes of the ties are left."""
    dice = random.Random(3)
    boards, y = [], -10
    while y < size[1]:
        height = dice.randrange(118, 152)
        boards.append(
            f'<rect x="-10" y="{y}" width="{size[0] + 20}" height="{height - 3}" fill="var(--wall)"/>'
            f'<rect x="-10" y="{y}" width="{size[0] + 20}" height="{height - 3}" {shade(dice, 0.1)}/>'
            f'<path d="M-10 {y + height - 2}H{size[0] + 10}" stroke="#000" stroke-width="4" opacity=".4"/>'
            f'<path d="M-10 {y + height + 2}H{size[0] + 10}" stroke="#fff" stroke-width="3" opacity=".25"/>'
        )
        y += height
    ties = "".join(
        f'<circle cx="{x}" cy="{y}" r="19" fill="#000" opacity=".5"/><path d="M{x - 19} {y}a19 19 0 0 0 38 0"'
        ' fill="none" stroke="#fff" stroke-width="3" opacity=".4"/>'
        for x in (78, size[0] - 94)
        for y in (150, size[1] - 560, size[1] - 190)
    )
    crack = (
        f'<path d="M{size[0] - 190} 0l14 60-22 40 30 72-10 60 40 50 M{size[0] - 168} 172l60 34 26 60 66 20" fill="none" stroke="#000"'
        ' stroke-width="4" opacity=".55" filter="url(#rough)"/>'
    )
    return (
        f'<rect {frame(size)} fill="var(--joint)"/><g filter="url(#rough)">{"".join(boards)}</g>{lit("grainwise", size, opacity=0.28)}'
        f"{lit('stone', size, opacity=0.5)}{ties}{crack}{lit('blotch', size, 'multiply')}"
    )


def hoarding(size: tuple[int, int]) -> str:
    """Sheets of plywood, painted once, nailed up and forgotten."""
    dice = random.Random(5)
    parts = [f'<rect {frame(size)} fill="var(--wall)"/>']
    for number, x in enumerate(range(-140, size[0], 620)):
        parts.append(
            f'<rect x="{x}" y="0" width="620" height="{size[1]}" {shade(random.Random(number + 2), 0.13)}/>'
            f'<path d="M{x} 0V{size[1]}" stroke="#000" stroke-width="9" opacity=".6"/>'
            f'<path d="M{x + 7} 0V{size[1]}" stroke="#fff" stroke-width="3" opacity=".28"/>'
        )
        for side in (-32, 36):
            for y in range(40, size[1], 186):
                at = f'cx="{x + side + dice.randrange(-5, 5)}" cy="{y + dice.randrange(-12, 12)}"'
                parts.append(f'<circle {at} r="8" fill="#000" opacity=".55"/><circle {at} r="4" fill="#c9c3b5"/>')
    peeled = "".join(
        f'<ellipse cx="{dice.choice((dice.randrange(0, 190), dice.randrange(size[0] - 190, size[0])))}" cy="{dice.randrange(0, size[1])}"'
        f' rx="{dice.randrange(6, 40)}" ry="{dice.randrange(3, 16)}" fill="var(--second)"/>'
        for _ in range(46)
    )
    return (
        f"{''.join(parts)}<g filter='url(#torn)'>{peeled}</g>{lit('grainwise', size)}{lit('blotch', size, 'multiply')}"
    )


def tile(size: tuple[int, int]) -> str:
    """Glazed, like the stairs down to something."""
    return (
        f'<rect {frame(size)} fill="var(--joint)"/><g filter="url(#glaze)">{coursed(size, 224, 108, 7, 0.5, 0.1, 9, 21)}</g>{lit("blotch", size, "multiply")}'
        f'<rect {frame(size)} fill="url(#lamp)" style="mix-blend-mode:screen"/>'
    )


WALLS = {"brick": brick, "concrete": concrete, "hoarding": hoarding, "underpass": tile}
