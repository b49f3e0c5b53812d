"""A couple who feel better, the dog that does not, and what they took. For pharma.py."""

from __future__ import annotations


def limb(points: str, width: int) -> str:
    return f'<path d="{points}" fill="none" stroke="var(--figure)" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"/>'


def hand(x: int, y: int, turn: int) -> str:
    """Five fingers, spread for joy."""
    fingers = "".join(
        limb(f"M{x} {y}l{dx} {dy}", 7) for dx, dy in ((-15, -12), (-7, -22), (3, -24), (12, -18), (17, -4))
    )
    return f'<g transform="rotate({turn} {x} {y})"><circle cx="{x}" cy="{y}" r="11"/>{fingers}</g>'


def man() -> str:
    """Shirt out, trousers loose, fringe lifted by nothing."""
    return (
        '<path d="M-22-322C-26-350-4-362 14-354 24-366 38-360 40-350 34-348 32-344 30-336 32-318 28-296 12-288-8-286-20-300-22-322Z"/>'
        '<path d="M28-322l7 8-6 6ZM-9-300H14V-266H-9Z"/>'
        '<path d="M-12-276C-30-274-44-272-52-258-44-226-42-196-50-150-34-138-12-140 0-142 20-138 44-134 74-152 88-160 96-150 108-158 84-176 62-190 52-212 48-232 52-250 48-262 40-274 26-276 14-276Z"/>'
        '<path d="M-46-168C-48-110-58-60-66-8-56-2-40-2-30-6-20-54-10-88 2-120 10-88 6-70 18-52 32-30 46-20 60-2 70-4 78-12 80-20 66-44 54-58 50-78 52-110 48-140 40-168Z"/>'
        '<path d="M-66-10C-72 6-84 18-92 24-84 32-58 26-34 12L-32-8ZM56-6C58 12 56 26 52 34 64 34 80 14 86-4L78-20Z"/>'
        f"{limb('M-40-256C-66-276-84-290-90-316S-110-372-118-388', 21)}{hand(-121, -396, -24)}{limb('M40-256Q66-222 100-176', 20)}"
    )


def woman() -> str:
    """A dress for turning in, hair to match."""
    return (
        '<path d="M-21-304C-24-326-8-338 8-334 34-336 44-320 52-314 76-304 92-314 118-306 102-296 96-288 110-274 90-266 78-268 66-262 46-256 28-262 20-280 8-270-16-276-21-304Z"/>'
        '<path d="M-22-306l-8 12 8 4ZM-8-284H9V-250H-8Z"/>'
        '<path d="M-28-256C-16-264 16-264 28-256 30-232 16-214 18-194 50-156 92-132 146-128 128-118 126-102 130-88 108-98 92-88 84-66 66-78 48-70 34-50 18-64-8-70-24-52-38-66-58-66-80-46-80-70-92-80-104-84-66-108-34-148-18-194-16-214-32-232-28-256Z"/>'
        f"{limb('M-26-248Q-56-214-98-178', 16)}<circle cx='-98' cy='-177' r='13'/>{limb('M25-248C56-256 78-276 88-302S112-350 122-368', 16)}{hand(125, -375, 24)}"
        '<path d="M-34-66C-32-40-34-20-30 2L-42 28C-36 34-28 32-22 24L-14 2C-14-20-8-40-6-66ZM20-66C24-44 32-30 44-18 62-12 80-12 92-16L112-4C118-10 116-18 110-24L88-34C74-34 64-38 58-44 52-52 48-60 46-68Z"/>'
    )


def dog() -> str:
    return (
        '<ellipse cx="20" cy="-26" rx="30" ry="28"/>'
        f"{limb('M22-34Q34-60 50-84', 40)}{limb('M58-74Q64-40 62-4l10 0', 14)}{limb('M14-6H44', 13)}"
        f"{limb('M50-116Q30-112 34-86', 13)}{limb('M-6-12Q-34-16-40-44', 9)}"
        '<path d="M40-96C34-118 52-134 70-130L98-144C106-142 106-132 100-126L80-106C76-92 52-84 40-96Z"/>'
    )


def couple(x: int, y: int) -> str:
    """Hand in hand and rather off the ground; their shadows stayed where they were."""
    return (
        f'<g filter="url(#airbrush)" opacity=".42"><ellipse cx="{x}" cy="{y + 4}" rx="70" ry="11"/><ellipse cx="{x + 206}" cy="{y}" rx="74" ry="11"/></g>'
        f'<g fill="var(--figure)" filter="url(#rim)"><g transform="translate({x} {y - 82}) rotate(-6)">{man()}</g>'
        f'<g transform="translate({x + 203} {y - 104}) rotate(-4)">{woman()}</g></g>'
        f'<g fill="var(--figure)" filter="url(#rim)"><g transform="translate({x - 246} {y + 24})">{dog()}</g></g>'
    )


def capsule(x: int, y: int, turn: int, size: float, calm: bool) -> str:
    face = (
        '<g fill="none" stroke="var(--brand-dark)" stroke-width="7" stroke-linecap="round"><path d="M40-16q9 9 18 0M76-16q9 9 18 0M54 12q14 13 28 0"/></g>'
        if calm
        else ""
    )
    return (
        f'<ellipse cx="{x + 10}" cy="{y + 74 * size:.0f}" rx="{150 * size:.0f}" ry="{18 * size:.0f}" fill="var(--brand-dark)" opacity=".4" filter="url(#airbrush)"/>'
        f'<g transform="translate({x} {y}) rotate({turn}) scale({size})"><path d="M0-60H-90A60 60 0 0 0-90 60H0Z" fill="var(--brand)"/><path d="M0-60H90A60 60 0 0 1 90 60H0Z" fill="var(--pill)"/>'
        '<rect x="-150" y="-60" width="300" height="120" rx="60" fill="url(#gloss)"/><path d="M0-60V60" stroke="#000" stroke-width="3" opacity=".2"/>'
        f'<rect x="-112" y="-46" width="212" height="20" rx="10" fill="#fff" opacity=".7"/>{face}</g>'
    )


def pack(x: int, y: int) -> str:
    """The carton: a front, a flank and a lid."""
    front = (
        '<rect width="430" height="262" fill="#fff"/><rect width="430" height="262" fill="url(#carton)"/>'
        '<path d="M0 174C120 120 260 226 430 140V262H0Z" fill="var(--brand)"/><path d="M0 196C130 140 270 240 430 166V262H0Z" fill="var(--brand-dark)"/>'
        '<text x="26" y="84" font-family="QBold" font-size="66" letter-spacing="-2" fill="var(--brand-dark)">Nevermindol</text>'
        '<text x="28" y="122" font-family="QMid" font-size="27" fill="var(--brand-dark)">vaguely hydrochloride</text>'
        '<text x="28" y="240" font-family="QBold" font-size="32" fill="#fff">500 mg <tspan font-family="QMid" font-size="28" dx="6">24 shrugs</tspan></text>'
    )
    return (
        f'<ellipse cx="{x + 240}" cy="{y + 322}" rx="300" ry="26" fill="var(--brand-dark)" opacity=".45" filter="url(#airbrush)"/>'
        f'<g transform="translate({x} {y})"><g transform="matrix(1 .05 0 1 0 40)">{front}</g>'
        '<g transform="matrix(1 -.42 0 1 430 61.5)"><rect width="82" height="262" fill="#e9eef2"/><path d="M0 140C30 128 60 130 82 124V262H0Z" fill="var(--brand)"/><path d="M0 166C30 152 60 156 82 150V262H0Z" fill="var(--brand-dark)"/><rect width="82" height="262" fill="#0a1030" opacity=".24"/></g>'
        '<path d="M0 40L82 4 512 27 430 61.5Z" fill="#fff"/><path d="M0 40L82 4 512 27 430 61.5Z" fill="var(--brand)" opacity=".16"/></g>'
    )
