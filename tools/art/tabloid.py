"""The art of "tabloid": a red-top front page, above the fold. Prints SVG; render_art.py photographs it."""

from __future__ import annotations

import math
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from string import Template

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


@dataclass(frozen=True)
class Layout:
    """Where on the sheet the parts of the page go, which are all drawn where the 48-sheet has them."""

    width: int
    height: int
    margin: int
    panel: tuple[int, int]  # top and foot of what is behind the headline
    measure: int  # of that and of the line above it
    masthead: str
    offer: str  # nothing where there is only room for a small one
    strip: int  # baseline
    kicker: str
    photo: str
    column: tuple[int, str]  # width, place
    prize: str
    rules: str
    index: tuple[int, int, int] | None  # x, y and width of the list of what is inside


LAYOUTS = {
    "48-sheet": Layout(
        *(2400, 1200, 84, (470, 1144), 1406),
        masthead="",
        offer="",
        strip=354,
        kicker="",
        photo="",
        column=(250, "translate(2066 626)"),
        prize="",
        rules="M2051 396V1140M1507 396V1140",
        index=None,
    ),
    "6-sheet": Layout(
        *(1440, 2160, 70, (828, 1312), 1300),
        masthead="translate(-44 250) scale(1.351)",
        offer="translate(-975 -6) scale(1.0125)",
        strip=708,
        kicker="translate(-14 358)",
        photo="translate(-1378 1024) scale(.95)",
        column=(300, "translate(586 1350) scale(1.22)"),
        prize="translate(-2156 744) scale(1.522)",
        rules="M570 1346V2140M972 1346V2140",
        index=(990, 1716, 380),
    ),
    "square": Layout(
        *(1680, 1680, 66, (530, 1040), 1548),
        masthead="translate(-42 -18) scale(1.289)",
        offer="small",
        strip=424,
        kicker="translate(-18 60)",
        photo="translate(-1207 770) scale(.835)",
        column=(300, "translate(516 1072) scale(1.2)"),
        prize="translate(-2065 514) scale(1.44)",
        rules="M502 1068V1620M890 1068V1620M1292 1068V1384",
        index=(1310, 1080, 304),
    ),
}

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


def show_through(width: int, height: int) -> str:
    """The back of the sheet, seen through thin paper: mirrored, soft and faint."""
    dice = random.Random(11)  # a fixed seed draws the same page every time
    words = []
    for column in range(-(-(width - 168) // 372)):
        x = 100 + column * 372
        for row in range((height - 500) // 22):
            y, at, end = 420 + row * 22, 0, 330 if dice.random() > 0.14 else dice.randrange(90, 300)
            while at < end:
                word = min(dice.randrange(16, 62), end - at)
                words.append(f"M{x + at} {y}h{word}")
                at += word + 9
    return (
        f'<g opacity=".06" filter="url(#soft)" fill="var(--key)"><g transform="translate({width} 0) scale(-1 1)">'
        f'<path d="{"".join(words)}" stroke="var(--key)" stroke-width="8"/>'
        f'<g transform="translate({(width - 2400) / 2:g} {(height - 1200) // 3})"><rect x="820" y="610" width="740" height="330" fill="var(--paper)"/>'
        '<rect x="845" y="640" width="330" height="300"/>'
        '<text x="1200" y="780" font-family="Anton" font-size="150">BRIDGE</text>'
        '<text x="1200" y="935" font-family="Anton" font-size="150">RESULT</text></g></g></g>'
    )


def pile(width: int, height: int) -> str:
    """The copies underneath: edges at the sides, folds below."""
    folds = []
    for step in range(4):
        y, shift = height - 4 - step * 21, [5, -9, 8, -3][step]
        folds.append(
            f'<g transform="translate({shift} 0)">'
            f'<path d="M30 {y - 90}H{width - 30}V{y - 10}Q{width - 30} {y} {width - 50} {y}H50Q30 {y} 30 {y - 10}Z"'
            f' fill="var(--paper)"/><path d="M30 {y - 24}H{width - 30}V{y - 10}Q{width - 30} {y} {width - 50} {y}H50Q30 {y} 30 {y - 10}Z"'
            f' fill="#1a120a" opacity=".{26 + step * 5}"/><path d="M40 {y - 20}H{width - 40}" stroke="#fff" stroke-width="3"'
            ' opacity=".35"/></g>'
        )
    return (
        f'<rect width="{width}" height="{height}" fill="var(--stand)"/><g transform="rotate(-.35 {width // 2} {height // 2})"><rect x="22" y="12"'
        f' width="{width - 42}" height="{height - 50}" fill="var(--paper)"/><rect x="22" y="12" width="{width - 42}" height="{height - 50}" fill="#000"'
        f' opacity=".24"/></g><g transform="rotate(.25 {width // 2} {height // 2})"><rect x="27" y="14" width="{width - 56}" height="{height - 50}"'
        f' fill="var(--paper)"/><rect x="27" y="14" width="{width - 56}" height="{height - 50}" fill="#000" opacity=".12"/></g>'
        + "".join(folds)
        + f'<path d="M30 {height - 90}H{width - 30}V{height - 54}H30Z" fill="#000" opacity=".55" filter="url(#softer)"/>'
    )


def strip(layout: Layout) -> str:
    """Day, price, weather and creed, between two lines."""
    left, right, y = layout.margin, layout.width - layout.margin, layout.strip
    across = right - left
    words = (
        ("WEDNESDAY", left, "start"),
        ("70p WHERE SOLD", left + across * 0.2715, "middle"),
        ("DRIZZLE, THEN MORE OF IT", left + across * (0.5493 if across > 2000 else 0.5), "middle"),
        ("SAW IT COMING, SAID NOTHING", right, "end"),
    )
    size = 29 if across > 1400 else 26
    texts = "".join(f'<text x="{x:.0f}" y="{y}" text-anchor="{anchor}">{word}</text>' for word, x, anchor in words)
    return (
        f'<path d="M{left} {y - 28}H{right}M{left} {y + 12}H{right}" stroke="var(--key)" stroke-width="3"/>'
        f'<g font-family="Cond" font-size="{size}" letter-spacing="{3 if across > 1400 else 2}" fill="var(--key)">{texts}</g>'
    )


def small_offer() -> str:
    """Beside the masthead of the square: the biscuit, and little more."""
    return (
        '<path d="M1312 62H1614V384H1268Z" fill="var(--puff)"/><!-- BISCUIT -->'
        '<g text-anchor="middle" font-family="Anton" fill="var(--shout)"><text x="1448" y="326" font-size="48">HALF A BISCUIT*</text></g>'
        '<text x="1452" y="366" text-anchor="middle" font-family="Cond" font-size="26" fill="var(--puffink)">*Other half tomorrow.</text>'
    )


ADS = (
    ("LOST", "one glove, left."),
    ("FOUND", "one glove, left. Not the same one."),
    ("SWAP", "treadmill, unused, for sofa, used."),
)


def small_ads(x: int, y: int, width: int) -> str:
    rows = "".join(
        f'<text x="{x + 20}" y="{y + 92 + 42 * number}" font-family="Cond"><tspan font-family="CondX">{head}:</tspan> {text}</text>'
        for number, (head, text) in enumerate(ADS)
    )
    return (
        f'<g fill="var(--key)" font-size="31"><path d="M{x} {y}h{width}v230h-{width}Z" fill="none" stroke="var(--key)" stroke-width="3"/>'
        f'<text x="{x + 20}" y="{y + 46}" font-family="Kanit" font-size="38">SMALL ADS, SMALLER REPLIES</text>{rows}</g>'
    )


INSIDE = (
    ("Weather, reluctantly", 2),
    ("Letters, cross", 9),
    ("Crossword, crosser", 14),
    ("Recipes for toast", 19),
    ("Horoscope: you know", 22),
    ("Sport, lost", 30),
)


def inside(x: int, y: int, width: int) -> str:
    """What else there is to be sorry about."""
    size = 29 if width > 350 else 25
    rows = "".join(
        f'<text x="{x}" y="{y + 84 + 44 * number}">{what}</text><text x="{x + width}" y="{y + 84 + 44 * number}" text-anchor="end">{leaf}</text>'
        f'<path d="M{x} {y + 95 + 44 * number}h{width}" stroke="var(--key)" stroke-width="1.5"/>'
        for number, (what, leaf) in enumerate(INSIDE)
    )
    return (
        f'<g fill="var(--key)" font-family="Cond" font-size="{size}"><rect x="{x}" y="{y}" width="{width}" height="46"/>'
        f'<text x="{x + 14}" y="{y + 35}" font-family="CondX" font-size="32" letter-spacing="2" style="fill:var(--paper)">INSIDE</text>{rows}</g>'
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


def art(shape: str) -> str:
    layout = LAYOUTS[shape]
    width, height = layout.width, layout.height
    foot = height - 72
    places = {
        "width": width,
        "height": height,
        "sheet": f"M34 20H{width - 34}V{foot}Q{width // 2} {foot + 8} 34 {foot}Z",
        "fold": height - 190,
        "underneath": height - 66,
        "middle": width // 2 - 60,
        "beyond": width // 2 + 60,
        "panel": f'x="{layout.margin}" y="{layout.panel[0]}" width="{layout.measure}" height="{layout.panel[1] - layout.panel[0]}"',
        "measure": layout.measure,
        "masthead": layout.masthead,
        "offer": layout.offer,
        "strip": strip(layout),
        "kicker": layout.kicker,
        "photo": layout.photo,
        "column": layout.column[0],
        "story": layout.column[1],
        "prize": layout.prize,
        "inside": (inside(*layout.index) if layout.index else "")
        + (small_ads(910, 1398, 704) if layout.offer == "small" else ""),
        "rules": layout.rules,
    }
    page = (HERE / "tabloid-page.svg").read_text("utf-8")
    if layout.offer == "small":
        start, end = page.index('<g transform="$offer">'), page.index("$strip")
        biscuit = page[page.index('<g id="biscuit"') : page.index('<g fill="var(--puffink)"')]
        small = small_offer().replace("<!-- BISCUIT -->", f'<g transform="translate(266 -26)">{biscuit}</g>')
        page = page[:start] + small + page[end:]
    page = Template(page).substitute(places)
    parts = {"PILE": pile(width, height), "SHOW-THROUGH": show_through(width, height), "PHOTOGRAPH": photograph()}
    for name, drawn in parts.items():
        page = page.replace(f"<!-- {name} -->", drawn)
    shared = Template((HERE / "tabloid-defs.svg").read_text("utf-8")).substitute(places)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{defs()}{shared}{page}</svg>'


if __name__ == "__main__":
    print(art(sys.argv[2]))
