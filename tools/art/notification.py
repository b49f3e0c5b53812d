"""The art of "notification": a telephone that has something to say. Prints SVG; render_art.py photographs it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from tabletop import SCENES

HERE = Path(__file__).parent
TURN = -2.2  # degrees about the middle of the picture; the slots of template.toml are turned with it
CLOCKS = {
    "breakfast": ("07:58", "Tuesday, apparently"),
    "small-hours": ("03:12", "Nobody’s business"),
    "seat": ("08:41", "Still Monday"),
    "cafe": ("11:20", "Sunday, barely"),
}


@dataclass(frozen=True)
class Layout:
    """The telephone lies on the sheet by `scale`, `right` and `down`; the rest is told on the telephone's own scale."""

    width: int
    height: int
    scale: float
    right: int
    down: int
    table: str  # how what it lies on is moved
    clock: int  # baseline of the time; in the middle where that is above the first card by more than a little
    first: tuple[int, int]  # top and height of the card that matters
    vignette: str
    spill: str

    @property
    def foot(self) -> int:
        return round((self.height - self.down) / self.scale) + 300

    @property
    def second(self) -> int:
        return sum(self.first) + 28


LAYOUTS = {
    "48-sheet": Layout(
        *(2400, 1200, 1.0, 0, 0, ""),
        clock=352,
        first=(404, 476),
        vignette='cx="1080" cy="560" r="1560" gradientTransform="translate(0 100) scale(1 .82)"',
        spill='cx="1080" cy="640" r="1300" gradientTransform="translate(0 130) scale(1 .8)"',
    ),
    "6-sheet": Layout(
        *(1440, 2160, 0.85, -198, 70, "translate(-2620 0) scale(1.8)"),
        clock=540,
        first=(720, 960),
        vignette='cx="700" cy="1000" r="1560"',
        spill='cx="720" cy="1100" r="1500"',
    ),
    "square": Layout(
        *(1680, 1680, 0.92, -160, 60, "translate(-1640 0) scale(1.42)"),
        clock=352,
        first=(404, 760),
        vignette='cx="820" cy="780" r="1400"',
        spill='cx="840" cy="900" r="1300"',
    ),
}


def body(layout: Layout) -> str:
    return f'<rect x="330" y="38" width="1500" height="{layout.foot - 38 if layout.foot > 1600 else 1500}" rx="168"/>'


def screen(layout: Layout) -> str:
    return f"M356 204A140 140 0 0 1 496 64H1664A140 140 0 0 1 1804 204V{max(1500, layout.foot)}H356Z"


def status() -> str:
    """Signal, battery, hole."""
    bars = "".join(
        f'<rect x="{1488 + step * 19}" y="{138 - step * 9}" width="12" height="{12 + step * 9}" rx="3" opacity="{1 if step < 1 else 0.35}"/>'
        for step in range(4)
    )
    return (
        '<g fill="var(--glass-ink)"><text x="462" y="152" font-size="38" font-family="Semi">Signal: hopeful</text>'
        f'{bars}<rect x="1590" y="118" width="76" height="36" rx="11" fill="none" stroke="var(--glass-ink)" stroke-width="5"/>'
        '<rect x="1670" y="129" width="7" height="14" rx="3"/><rect x="1597" y="125" width="14" height="22" rx="4" fill="#ff5a4d"/></g>'
        '<circle cx="1080" cy="122" r="24" fill="#050507"/><circle cx="1080" cy="122" r="12" fill="#101a33"/><circle cx="1075" cy="116" r="4" fill="#7f9bdd"/>'
    )


def clock(layout: Layout, variant: str) -> str:
    time, day = CLOCKS[variant]
    if layout.clock > 400:
        return (
            f'<g fill="var(--glass-ink)" filter="url(#lift)" text-anchor="middle"><text x="1080" y="{layout.clock - 290}" font-family="Semi" font-size="76" transform="translate(0 60)">{day}</text>'
            f'<text x="1080" y="{layout.clock + 80}" font-family="Bold" font-size="350" letter-spacing="-9">{time}</text></g>'
        )
    return (
        '<g fill="var(--glass-ink)" filter="url(#lift)">'
        f'<text x="440" y="{layout.clock}" font-family="Bold" font-size="226" letter-spacing="-6">{time}</text>'
        f'<text x="1716" y="{layout.clock - 2}" text-anchor="end" font-family="Semi" font-size="62">{day}</text></g>'
    )


def pesterly(x: int, y: int) -> str:
    """A bell that leans in."""
    return (
        f'<g transform="translate({x} {y})"><rect width="104" height="104" rx="26" fill="url(#pester)"/><rect x="2" y="2" width="100" height="50" rx="24" fill="#fff" opacity=".16"/>'
        '<g transform="rotate(16 52 52)"><path d="M52 20C36 20 30 34 30 46 30 62 22 66 22 72H82C82 66 74 62 74 46 74 34 68 20 52 20Z" fill="#fff"/><circle cx="52" cy="17" r="6" fill="#fff"/>'
        '<path d="M42 76A10 10 0 0 0 62 76Z" fill="#fff"/><circle cx="44" cy="48" r="4.6" fill="#d5283e"/><circle cx="60" cy="48" r="4.6" fill="#d5283e"/><path d="M38 38l10 4M66 38l-10 4" stroke="#d5283e" stroke-width="4" stroke-linecap="round"/></g>'
        '<circle cx="98" cy="6" r="22" fill="#e5202e" stroke="#fff" stroke-width="4"/><text x="98" y="16" text-anchor="middle" font-family="Bold" font-size="27" fill="#fff">99</text></g>'
    )


def kettlr(x: int, y: int) -> str:
    return (
        f'<g transform="translate({x} {y})"><rect width="84" height="84" rx="21" fill="url(#brew)"/><path d="M24 34C24 26 58 26 58 34L64 62C64 66 18 66 18 62Z" fill="#fff"/>'
        '<path d="M60 42L72 32 74 36 63 54Z" fill="#fff"/><path d="M26 28C28 14 54 14 56 28" fill="none" stroke="#fff" stroke-width="5"/><path d="M41 45v8M36 56h10" stroke="#1d9a8a" stroke-width="4" stroke-linecap="round"/></g>'
    )


def card(y: int, height: int, glow: bool) -> str:
    shape = f'x="396" y="{y}" width="1368" height="{height}" rx="58"'
    halo = f'<rect {shape} fill="var(--glow)" filter="url(#halo)" opacity=".85"/>' if glow else ""
    return (
        f'{halo}<rect {shape} fill="#000" opacity=".35" filter="url(#under)" transform="translate(0 16)"/><rect {shape} fill="var(--card)" fill-opacity="{1 if glow else 0.8}"/>'
        f'<rect {shape} fill="url(#card-light)"/><rect {shape} fill="none" stroke="#fff" stroke-width="3" opacity=".5"/>'
    )


def notices(layout: Layout) -> str:
    small = 'font-family="Semi" fill="var(--faint)"'
    (top, height), second = layout.first, layout.second
    return (
        f'{card(top, height, True)}{pesterly(440, top + 28)}<text x="574" y="{top + 60}" {small} font-size="33" letter-spacing="3">PESTERLY</text>'
        f'<text x="1716" y="{top + 74}" text-anchor="end" {small} font-size="38">now</text>'
        f'{card(second, 150, False)}{kettlr(438, second + 33)}<text x="550" y="{second + 48}" {small} font-size="30" letter-spacing="3">KETTLR</text>'
        f'<text x="1716" y="{second + 48}" text-anchor="end" {small} font-size="34">2 min ago</text>'
        f'<rect x="430" y="{second + 162}" width="1300" height="26" rx="13" fill="var(--card)" opacity=".45"/><rect x="474" y="{second + 200}" width="1212" height="18" rx="9" fill="var(--card)" opacity=".25"/>'
        f'<text x="1080" y="{second + 274}" text-anchor="middle" font-family="Semi" font-size="36" fill="var(--glass-ink)" opacity=".85">41 more, none of them good</text>'
    )


def buttons(layout: Layout) -> str:
    """Torch and camera, where a screen goes on long enough to have them."""
    if layout.foot < 1600:
        return ""
    y = layout.foot - 300 - 150
    plate = "".join(f'<circle cx="{x}" cy="{y}" r="82" fill="#0b0d16" opacity=".45"/>' for x in (500, 1660))
    return (
        f'{plate}<g fill="var(--glass-ink)"><path d="M472 {y - 44}H528V{y - 26}L516 {y - 8}V{y + 46}H484V{y - 8}L472 {y - 26}Z"/>'
        f'<path d="M1612 {y - 22}H1636L1646 {y - 38}H1674L1684 {y - 22}H1708V{y + 34}H1612Z"/></g><circle cx="1660" cy="{y + 6}" r="19" fill="#0b0d16" opacity=".6"/>'
        f'<rect x="880" y="{y + 92}" width="400" height="14" rx="7" fill="var(--glass-ink)" opacity=".8"/>'
    )


def wallpaper(layout: Layout) -> str:
    """The hills that came with it."""
    taller = max(1.0, layout.foot / 1500)
    return (
        f'<g transform="scale(1 {taller:.3f})">'
        '<rect x="330" y="38" width="1500" height="1500" fill="url(#sky)"/><circle cx="1420" cy="430" r="560" fill="url(#orb-glow)"/>'
        '<path d="M330 640C620 470 800 560 1020 640 1260 730 1500 520 1830 560V1500H330Z" fill="var(--hill-a)"/>'
        '<path d="M330 820C560 740 900 900 1200 800 1480 710 1640 760 1830 720V1500H330Z" fill="var(--hill-b)"/>'
        '<path d="M330 1010C700 900 1000 1060 1300 1010 1560 960 1700 980 1830 930V1500H330Z" fill="var(--hill-c)"/></g>'
    )


def phone(layout: Layout, variant: str) -> str:
    case, foot = body(layout), max(1546, layout.foot)
    pivot = (
        f"{(layout.width / 2 - layout.right) / layout.scale:.1f} {(layout.height / 2 - layout.down) / layout.scale:.1f}"
    )
    return (
        f'<g transform="translate({layout.right} {layout.down}) scale({layout.scale}) rotate({TURN} {pivot})"><g class="spill" filter="url(#spill)" fill="var(--glow)" style="opacity:var(--spill)">{case}</g>'
        f'<g filter="url(#cast-wide)" opacity=".6" transform="translate(26 34)">{case}</g><g fill="url(#steel)">{case}</g>'
        f'<rect x="338" y="46" width="1484" height="{foot - 46}" rx="160" fill="#060608"/>'
        '<path d="M326 420v120M326 580v120M1834 470v190" stroke="#3a3d42" stroke-width="12" stroke-linecap="round"/>'
        f'<g clip-path="url(#screen)">{wallpaper(layout)}{status()}{clock(layout, variant)}{notices(layout)}{buttons(layout)}'
        '<path d="M356 64H1010L620 1500H356Z" fill="#fff" opacity=".045"/><path d="M1120 64H1210L820 1500H730Z" fill="#fff" opacity=".035"/></g></g>'
    )


def art(variant: str, shape: str) -> str:
    layout = LAYOUTS[shape]
    frame = f'x="0" y="0" width="{layout.width}" height="{layout.height}"'
    defs = (HERE / "notification-defs.svg").read_text("utf-8")
    for name, value in (("SCREEN", screen(layout)), ("VIGNETTE", layout.vignette), ("SPILL", layout.spill)):
        defs = defs.replace(name, value)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width} {layout.height}">{defs}<g style="isolation:isolate"><g transform="{layout.table}">{SCENES[variant]()}</g>'
        f'<rect {frame} fill="url(#daylight)" style="mix-blend-mode:soft-light"/><rect {frame} fill="url(#vignette)" style="mix-blend-mode:multiply"/>'
        f'<rect {frame} fill="var(--dark)" style="mix-blend-mode:multiply"/><rect {frame} fill="url(#screen-light)" style="mix-blend-mode:screen;opacity:var(--spill)"/>'
        f'{phone(layout, variant)}<rect {frame} filter="url(#fine)" style="mix-blend-mode:overlay" opacity=".09"/></g></svg>'
    )


if __name__ == "__main__":
    print(art(sys.argv[1], sys.argv[2]))
