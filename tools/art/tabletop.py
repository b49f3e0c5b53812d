"""What lies about, seen from above, for notification.py: surfaces, a mug, toast, biscuits, spectacles, a ticket."""

from __future__ import annotations

import math
import random

FRAME = 'x="0" y="0" width="2400" height="1200"'


def shadowed(shape: str, dx: int = 26, dy: int = 34, opacity: float = 0.5) -> str:
    """A soft shadow down and to the right, then the thing."""
    return (
        f'<g transform="translate({dx} {dy})" filter="url(#cast)" opacity="{opacity}"><g style="filter:brightness(0)">'
        f"{shape}</g></g>{shape}"
    )


def planks() -> str:
    """Boards of a table, each with a tone and a grain of its own."""
    dice = random.Random(2)
    parts = [f'<rect {FRAME} fill="var(--table)"/>']
    for number in range(5):
        y = number * 262 - 70
        parts.append(
            f'<rect x="0" y="{y}" width="2400" height="262" fill="{dice.choice(("#000", "#fff"))}" opacity="{dice.uniform(0.02, 0.09):.2f}"/>'
            f'<g transform="translate({dice.randrange(-900, 0)} {y})"><rect x="0" y="0" width="3300" height="260" filter="url(#grain-{number % 2})"'
            ' style="mix-blend-mode:multiply" opacity=".75"/></g>'
            f'<path d="M0 {y + 261}H2400" stroke="#000" stroke-width="5" opacity=".5"/><path d="M0 {y + 265}H2400" stroke="#fff" stroke-width="2" opacity=".22"/>'
        )
    return "".join(parts)


def marble() -> str:
    """A café's table: pale, cold, veined."""
    return (
        f'<rect {FRAME} fill="var(--table)"/><rect {FRAME} filter="url(#veins)" style="mix-blend-mode:multiply"/>'
        f'<rect {FRAME} filter="url(#veins-fine)" style="mix-blend-mode:multiply" opacity=".6"/>'
    )


def moquette() -> str:
    """A seat cover of the kind that hides anything."""
    return (
        '<defs><pattern id="weave" width="240" height="240" patternUnits="userSpaceOnUse" patternTransform="rotate(4)">'
        '<rect width="240" height="240" fill="var(--table)"/><path d="M0 60H60V0H120V60H180V0H240V60H180V120H120V60H60V120H0Z" fill="var(--weave-a)"/>'
        '<path d="M0 180L60 120 120 180 60 240Z" fill="var(--weave-b)"/><path d="M120 180L180 120 240 180 180 240Z" fill="var(--weave-c)"/>'
        '<path d="M36 180l24-24 24 24-24 24Z" fill="var(--weave-c)"/><path d="M156 180l24-24 24 24-24 24Z" fill="var(--weave-b)"/>'
        '<path d="M0 120H240M0 239H240" stroke="var(--weave-c)" stroke-width="6" stroke-dasharray="14 10"/></pattern></defs>'
        f'<rect {FRAME} fill="url(#weave)"/><rect {FRAME} filter="url(#pile)" style="mix-blend-mode:hard-light" opacity=".8"/>'
        '<path d="M2090-20C2060 400 2070 800 2110 1220" stroke="#000" stroke-width="26" opacity=".38" filter="url(#soft)" fill="none"/>'
        '<path d="M2106-20C2076 400 2086 800 2126 1220" stroke="#fff" stroke-width="12" opacity=".3" filter="url(#soft)" fill="none"/>'
    )


def mug(x: int, y: int, turn: int) -> str:
    """Tea, with a skin of light on it."""
    body = (
        f'<g transform="translate({x} {y}) rotate({turn})"><path d="M150-40C300-60 330 60 160 60" fill="none" stroke="var(--mug)" stroke-width="46"/>'
        '<path d="M150-52C290-68 322 30 176 50" fill="none" stroke="#fff" stroke-width="10" opacity=".5"/>'
        '<circle r="214" fill="var(--mug)"/><circle r="214" fill="url(#rim)"/></g>'
    )
    tea = (
        f'<g transform="translate({x} {y})"><circle r="186" fill="var(--tea)"/><circle r="186" fill="url(#depth)"/>'
        '<path d="M-120 76A142 142 0 0 1-60-130" fill="none" stroke="#fff" stroke-width="22" stroke-linecap="round" opacity=".38"/>'
        '<circle cx="58" cy="66" r="15" fill="#fff" opacity=".24"/><circle cx="88" cy="44" r="9" fill="#fff" opacity=".24"/><circle cx="46" cy="96" r="8" fill="#fff" opacity=".24"/></g>'
    )
    return shadowed(body) + tea


def plate(x: int, y: int, radius: int) -> str:
    ring = f'<circle cx="{x}" cy="{y}" r="{radius}" fill="var(--plate)"/><circle cx="{x}" cy="{y}" r="{radius}" fill="url(#rim)"/>'
    return (
        shadowed(ring)
        + f'<circle cx="{x}" cy="{y}" r="{radius - 22}" fill="none" stroke="var(--stripe)" stroke-width="11"/>'
        f'<circle cx="{x}" cy="{y}" r="{radius * 0.7:.0f}" fill="#000" opacity=".07"/><circle cx="{x + 4}" cy="{y + 5}" r="{radius * 0.69:.0f}" fill="var(--plate)"/>'
    )


def crumbs(x: int, y: int, reach: int, number: int, seed: int) -> str:
    dice = random.Random(seed)
    parts = []
    for _ in range(number):
        turn, far, size = dice.uniform(0, math.tau), abs(dice.gauss(0, reach)), dice.uniform(3, 11)
        at = f"translate({x + far * math.cos(turn):.0f} {y + far * math.sin(turn):.0f}) rotate({dice.randrange(360)})"
        parts.append(
            f'<g transform="{at}"><path d="M{-size:.0f} 3l4-{size:.0f} {size:.0f} 2 3 {size:.0f}Z" fill="#000" opacity=".4" transform="translate(3 4)"/><path d="M{-size:.0f} 3l4-{size:.0f} {size:.0f} 2 3 {size:.0f}Z" fill="#b9783a"/></g>'
        )
    return "".join(parts)


def toast(x: int, y: int) -> str:
    """One slice, one bite, butter that gave up."""
    slice_ = "M-150-96C-176-176-60-190 0-176 60-190 176-176 150-96V150C150 172 132 176 110 176H-110C-132 176-150 172-150 150Z"
    bite = "M190 70C150 64 146 100 118 104 96 110 104 140 78 150 60 160 70 190 60 200H200Z"
    return (
        f'<defs><mask id="bitten" maskUnits="userSpaceOnUse" x="-240" y="-240" width="480" height="480"><path d="{slice_}" fill="#fff"/><path d="{bite}"/></mask></defs>'
        f'<g transform="translate({x} {y}) rotate(-14)"><g filter="url(#cast)" opacity=".5" transform="translate(14 20)"><g mask="url(#bitten)"><rect x="-240" y="-240" width="480" height="480"/></g></g>'
        '<g mask="url(#bitten)"><rect x="-240" y="-240" width="480" height="480" fill="#96561f"/>'
        f'<path d="{slice_}" fill="#efbd78" transform="scale(.9)"/><path d="{slice_}" fill="url(#toasted)" transform="scale(.9)"/>'
        '<rect x="-240" y="-240" width="480" height="480" filter="url(#crumb)" style="mix-blend-mode:hard-light" opacity=".42"/>'
        '<path d="M-84-60C-60-92 40-88 62-48 84-20 70 44 20 52-30 62-60 30-84 10-104-10-96-40-84-60Z" fill="#ffe68a" opacity=".85"/>'
        '<path d="M-44-36l66-10 12 52-66 12Z" fill="#fff3b4"/><path d="M-44-36l66-10 2 10-66 10Z" fill="#fff"/></g></g>'
    )


def biscuit(x: int, y: int, turn: int) -> str:
    holes = "".join(
        f'<circle cx="{ring * math.cos(step * math.tau / many):.0f}" cy="{ring * math.sin(step * math.tau / many):.0f}" r="7" fill="#7d4c1f"/>'
        for ring, many in ((36, 5), (82, 11))
        for step in range(many)
    )
    edge = "M" + "L".join(
        f"{(132 + 5 * math.cos(28 * angle)) * math.cos(angle):.1f} {(132 + 5 * math.cos(28 * angle)) * math.sin(angle):.1f}"
        for angle in (step * math.tau / 224 for step in range(224))
    )
    body = f'<g transform="translate({x} {y}) rotate({turn})"><path d="{edge}Z" fill="#c98f4e"/></g>'
    return (
        shadowed(body, 10, 14)
        + f'<g transform="translate({x} {y}) rotate({turn})"><path d="{edge}Z" fill="url(#toasted)"/><circle r="112" fill="none" stroke="#fff" stroke-width="5" opacity=".2"/>{holes}</g>'
    )


def spectacles(x: int, y: int) -> str:
    """Folded, and no use to anybody at this hour."""
    frames = (
        '<g fill="none" stroke="var(--mug)" stroke-width="22" stroke-linecap="round"><rect x="-206" y="-84" width="180" height="150" rx="66"/>'
        '<rect x="26" y="-84" width="180" height="150" rx="66"/><path d="M-28-30Q0-62 28-30"/><path d="M-200-50C-180-130 120-150 214-112"/><path d="M200-50C190-110-100-180-196-142" stroke-width="16"/></g>'
    )
    glass = '<rect x="-206" y="-84" width="180" height="150" rx="66"/><rect x="26" y="-84" width="180" height="150" rx="66"/>'
    return (
        f'<g transform="translate({x} {y}) rotate(64)">{shadowed(frames, 22, -6)}<g fill="#bcd4ff" opacity=".13">{glass}</g>'
        '<path d="M-180 20L-90-70M-150 40L-70-46M50 20L140-70" stroke="#dfeaff" stroke-width="12" opacity=".35"/></g>'
    )


def tumbler(x: int, y: int) -> str:
    return (
        f'<g transform="translate({x} {y})"><circle r="170" cx="20" cy="26" fill="#000" opacity=".5" filter="url(#cast)"/><circle r="164" fill="#9fc0e8" opacity=".17"/>'
        '<circle r="160" fill="none" stroke="#cfe2ff" stroke-width="9" opacity=".5"/><circle r="124" fill="none" stroke="#cfe2ff" stroke-width="5" opacity=".35"/>'
        '<path d="M60 112A128 128 0 0 0 118-40" fill="none" stroke="#fff" stroke-width="17" stroke-linecap="round" opacity=".6"/><path d="M-90-104A140 140 0 0 1-20-136" fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".6"/></g>'
    )


def ticket(x: int, y: int) -> str:
    """Valid, in its way."""
    shape = f'<g transform="translate({x} {y}) rotate(-13)"><rect x="-250" y="-155" width="500" height="310" rx="16" fill="var(--ticket)"/></g>'
    words = (
        '<rect x="-250" y="-155" width="500" height="62" fill="var(--stripe)"/><g font-family="Bold" fill="#2a2320">'
        '<text x="-226" y="-110" font-size="36" fill="#fff">SINGLE, MOSTLY</text><text x="-226" y="-40" font-size="30">FROM: HERE</text>'
        '<text x="-226" y="4" font-size="30">TO: NEARLY THERE</text><text x="-226" y="48" font-size="30">SEAT: THIS ONE, SORRY</text>'
        '<text x="-226" y="126" font-size="24" opacity=".7">Not valid when needed.</text></g>'
        '<path d="M120 60h100M120 74h100M120 84h100M120 102h100M120 110h100M120 128h100" stroke="#2a2320" stroke-width="5" opacity=".8"/>'
        '<circle cx="180" cy="-14" r="22" fill="var(--table)"/>'
    )
    return shadowed(shape, 10, 14) + f'<g transform="translate({x} {y}) rotate(-13)">{words}</g>'


def envelope(x: int, y: int) -> str:
    """Nobody opens these at breakfast."""
    place = f'<g transform="translate({x} {y}) rotate(9)">'
    shape = place + '<rect x="-270" y="-160" width="540" height="320" rx="5" fill="#d8b98a"/></g>'
    return (
        f'{shadowed(shape, 12, 16)}{place}<path d="M-270-156L-10 20Q0 26 10 20L270-156" fill="none" stroke="#8a6a3c" stroke-width="3" opacity=".25"/>'
        '<rect x="-226" y="0" width="250" height="104" rx="18" fill="#f1ede2"/><path d="M-204 30h160M-204 54h120M-204 78h144" stroke="#5a544a" stroke-width="7" opacity=".6"/>'
        '<g transform="rotate(-6)" fill="none" stroke="#c22820" stroke-width="6"><rect x="-196" y="-136" width="336" height="92" rx="8"/></g>'
        '<g transform="rotate(-6)" font-family="Bold" fill="#c22820" text-anchor="middle"><text x="-28" y="-94" font-size="36">FINAL REMINDER</text><text x="-28" y="-58" font-size="28">BEFORE THE NEXT</text></g></g>'
    )


def mints(x: int, y: int) -> str:
    dice = random.Random(8)
    parts = []
    for dx, dy in ((0, 0), (96, 60), (-40, 108)):
        ring = f'<circle cx="{x + dx}" cy="{y + dy}" r="34" fill="none" stroke="#f6f7f3" stroke-width="30"/>'
        parts.append(
            shadowed(ring, 8, 11)
            + f'<circle cx="{x + dx}" cy="{y + dy}" r="{34 + dice.randrange(3)}" fill="none" stroke="#9fb0b4" stroke-width="3" opacity=".5"/>'
        )
    return "".join(parts)


SCENES = {
    "breakfast": lambda: (
        planks()
        + mug(92, 900, 200)
        + plate(2220, 330, 330)
        + toast(2196, 318)
        + envelope(2190, 945)
        + crumbs(1990, 690, 70, 26, 4)
        + crumbs(2250, 400, 110, 14, 5)
    ),
    "small-hours": lambda: planks() + tumbler(2190, 300) + spectacles(2150, 820),
    "seat": lambda: moquette() + ticket(2138, 350) + mints(2090, 760),
    "cafe": lambda: (
        marble()
        + mug(84, 820, 190)
        + plate(2230, 720, 330)
        + biscuit(2170, 610, 10)
        + biscuit(2266, 800, 50)
        + crumbs(2050, 260, 70, 12, 4)
    ),
}
