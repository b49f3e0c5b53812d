"""The art of "notification": a telephone that has something to say. Prints SVG; render_art.py photographs it."""

from __future__ import annotations

import sys
from pathlib import Path

from tabletop import FRAME, SCENES

HERE = Path(__file__).parent
TURN = -2.2  # degrees about the middle of the picture; the slots of template.toml are turned with it
CLOCKS = {
    "breakfast": ("07:58", "Tuesday, apparently"),
    "small-hours": ("03:12", "Nobody’s business"),
    "seat": ("08:41", "Still Monday"),
    "cafe": ("11:20", "Sunday, barely"),
}
BODY = '<rect x="330" y="38" width="1500" height="1500" rx="168"/>'
SCREEN = "M356 204A140 140 0 0 1 496 64H1664A140 140 0 0 1 1804 204V1500H356Z"


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


def clock(variant: str) -> str:
    time, day = CLOCKS[variant]
    return (
        '<g fill="var(--glass-ink)" filter="url(#lift)">'
        f'<text x="440" y="352" font-family="Bold" font-size="226" letter-spacing="-6">{time}</text>'
        f'<text x="1716" y="350" text-anchor="end" font-family="Semi" font-size="62">{day}</text></g>'
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


def notices() -> str:
    small = 'font-family="Semi" fill="var(--faint)"'
    return (
        f'{card(404, 476, True)}{pesterly(440, 432)}<text x="574" y="464" {small} font-size="33" letter-spacing="3">PESTERLY</text>'
        f'<text x="1716" y="478" text-anchor="end" {small} font-size="38">now</text>'
        f'{card(908, 150, False)}{kettlr(438, 941)}<text x="550" y="956" {small} font-size="30" letter-spacing="3">KETTLR</text>'
        f'<text x="1716" y="956" text-anchor="end" {small} font-size="34">2 min ago</text>'
        '<rect x="430" y="1070" width="1300" height="26" rx="13" fill="var(--card)" opacity=".45"/><rect x="474" y="1108" width="1212" height="18" rx="9" fill="var(--card)" opacity=".25"/>'
        '<text x="1080" y="1182" text-anchor="middle" font-family="Semi" font-size="36" fill="var(--glass-ink)" opacity=".85">41 more, none of them good</text>'
    )


def wallpaper() -> str:
    """The hills that came with it."""
    return (
        '<rect x="330" y="38" width="1500" height="1500" fill="url(#sky)"/><circle cx="1420" cy="430" r="560" fill="url(#orb-glow)"/>'
        '<path d="M330 640C620 470 800 560 1020 640 1260 730 1500 520 1830 560V1500H330Z" fill="var(--hill-a)"/>'
        '<path d="M330 820C560 740 900 900 1200 800 1480 710 1640 760 1830 720V1500H330Z" fill="var(--hill-b)"/>'
        '<path d="M330 1010C700 900 1000 1060 1300 1010 1560 960 1700 980 1830 930V1500H330Z" fill="var(--hill-c)"/>'
    )


def phone(variant: str) -> str:
    return (
        f'<g transform="rotate({TURN} 1200 600)"><g class="spill" filter="url(#spill)" fill="var(--glow)" style="opacity:var(--spill)">{BODY}</g>'
        f'<g filter="url(#cast-wide)" opacity=".6" transform="translate(26 34)">{BODY}</g><g fill="url(#steel)">{BODY}</g>'
        '<rect x="338" y="46" width="1484" height="1500" rx="160" fill="#060608"/>'
        '<path d="M326 420v120M326 580v120M1834 470v190" stroke="#3a3d42" stroke-width="12" stroke-linecap="round"/>'
        f'<g clip-path="url(#screen)">{wallpaper()}{status()}{clock(variant)}{notices()}'
        '<path d="M356 64H1010L620 1500H356Z" fill="#fff" opacity=".045"/><path d="M1120 64H1210L820 1500H730Z" fill="#fff" opacity=".035"/></g></g>'
    )


def art(variant: str) -> str:
    defs = (HERE / "notification-defs.svg").read_text("utf-8").replace("SCREEN", SCREEN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2400 1200">{defs}<g style="isolation:isolate">{SCENES[variant]()}'
        f'<rect {FRAME} fill="url(#daylight)" style="mix-blend-mode:soft-light"/><rect {FRAME} fill="url(#vignette)" style="mix-blend-mode:multiply"/>'
        f'<rect {FRAME} fill="var(--dark)" style="mix-blend-mode:multiply"/><rect {FRAME} fill="url(#screen-light)" style="mix-blend-mode:screen;opacity:var(--spill)"/>'
        f'{phone(variant)}<rect {FRAME} filter="url(#fine)" style="mix-blend-mode:overlay" opacity=".09"/></g></svg>'
    )


if __name__ == "__main__":
    print(art(sys.argv[1]))
