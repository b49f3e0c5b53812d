"""Stickers out of a machine: glossy vinyl, cut round its edge, for faces that need a nose, eyes or hair."""

from __future__ import annotations

import math

from brushes import Drawing, vinyl


def _ball(name: str, stops: list[tuple[int, str]], cx: str = "38%", cy: str = "32%", r: str = "75%") -> str:
    inside = "".join(f'<stop offset="{at}%" stop-color="{colour}"/>' for at, colour in stops)
    return f'<radialGradient id="{name}" cx="{cx}" cy="{cy}" r="{r}">{inside}</radialGradient>'


def clown_nose() -> Drawing:
    """Foam rubber, with a window in it."""
    defs = _ball("foam", [(0, "#ff6a55"), (38, "#f02a22"), (78, "#b40d16"), (100, "#7d0613")])
    body = (
        '<circle cx="300" cy="300" r="236" fill="url(#foam)"/>'
        '<path d="M150 420C210 500 390 500 452 416C430 520 340 536 300 536C250 536 176 510 150 420Z" fill="#ff8a76" opacity=".32"/>'
        '<path d="M176 236C172 190 214 138 268 126C296 120 304 138 282 150C240 168 214 198 204 240C198 262 178 262 176 236Z" fill="#fff" opacity=".92"/>'
        '<circle cx="322" cy="140" r="14" fill="#fff" opacity=".9"/>'
        '<g fill="#5d0410" opacity=".22">'
        + "".join(
            f'<circle cx="{x}" cy="{y}" r="{r}"/>'
            for x, y, r in (
                (210, 330, 7),
                (262, 392, 9),
                (350, 330, 6),
                (404, 268, 8),
                (392, 392, 7),
                (318, 452, 8),
                (444, 330, 6),
                (250, 280, 5),
                (330, 226, 6),
                (186, 400, 6),
                (420, 200, 5),
            )
        )
        + "</g>"
    )
    return Drawing(f"<defs>{defs}</defs>" + vinyl("vinyl", body, gloss=0.25), 610, 620)


def googly_eyes() -> Drawing:
    """Two plastic domes of different size, whose pupils have rolled apart."""
    defs = (
        _ball("white", [(0, "#ffffff"), (62, "#f6f5ef"), (88, "#d9d8d2"), (100, "#aaa9a6")], "46%", "42%", "60%")
        + _ball("pupil", [(0, "#4a4a50"), (45, "#17171b"), (100, "#000000")])
        + '<filter id="drop" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur in="SourceAlpha" stdDeviation="7"/>'
        '<feOffset dx="5" dy="10"/><feColorMatrix values="0 0 0 0 .04 0 0 0 0 .04 0 0 0 0 .06 0 0 0 .55 0" result="far"/>'
        '<feGaussianBlur in="SourceAlpha" stdDeviation="2"/><feOffset dx="1" dy="3"/>'
        '<feColorMatrix values="0 0 0 0 .04 0 0 0 0 .04 0 0 0 0 .06 0 0 0 .5 0" result="near"/>'
        '<feMerge><feMergeNode in="far"/><feMergeNode in="near"/><feMergeNode in="SourceGraphic"/></feMerge></filter>'
        '<filter id="soft"><feGaussianBlur stdDeviation="5"/></filter>'
    )

    def eye(x: float, y: float, r: float, px: float, py: float) -> str:
        p = r * 0.5
        return (
            f'<g filter="url(#drop)"><circle cx="{x}" cy="{y}" r="{r}" fill="#17171b"/>'
            f'<circle cx="{x}" cy="{y}" r="{r - 9}" fill="url(#white)"/></g>'
            f'<circle cx="{px + 6}" cy="{py + 10}" r="{p}" fill="#000" opacity=".3" filter="url(#soft)"/>'
            f'<circle cx="{px}" cy="{py}" r="{p}" fill="url(#pupil)"/>'
            # The dome over both: a window, and light that comes round from below.
            f'<path d="M{x - r * 0.72} {y - r * 0.1}A{r * 0.74} {r * 0.74} 0 0 1 {x + r * 0.1} {y - r * 0.74}'
            f'C{x - r * 0.2} {y - r * 0.62} {x - r * 0.56} {y - r * 0.4} {x - r * 0.72} {y - r * 0.1}Z" fill="#fff" opacity=".88"/>'
            f'<path d="M{x - r * 0.3} {y + r * 0.78}A{r * 0.84} {r * 0.84} 0 0 0 {x + r * 0.78} {y + r * 0.3}'
            f'C{x + r * 0.5} {y + r * 0.62} {x + r * 0.1} {y + r * 0.78} {x - r * 0.3} {y + r * 0.78}Z" fill="#fff" opacity=".5"/>'
        )

    body = eye(190, 200, 165, 248, 262) + eye(530, 186, 148, 474, 132)
    return Drawing(f"<defs>{defs}</defs>{body}", 720, 400)


def quiff() -> Drawing:
    """Hair of the kind that takes a tin of wax and an hour."""
    defs = (
        '<linearGradient id="hair" x1="0" y1="0" x2=".4" y2="1"><stop offset="0" stop-color="#6d7fae"/>'
        '<stop offset=".45" stop-color="#2a3152"/><stop offset="1" stop-color="#0d1020"/></linearGradient>'
        '<linearGradient id="front" x1="0" y1="0" x2="1" y2=".5"><stop offset="0" stop-color="#b4c6ee"/>'
        '<stop offset=".4" stop-color="#47568a"/><stop offset="1" stop-color="#1c233f"/></linearGradient>'
    )
    outline = (
        "M92 424C54 356 44 274 82 214C40 190 44 120 108 96C118 104 128 112 146 114C206 40 356 4 478 40"
        "C600 76 664 176 640 286C632 340 610 392 590 430C588 384 576 350 556 326C520 342 470 342 420 326"
        "C340 350 216 338 142 308C118 340 100 380 92 424Z"
    )
    locks = (
        "M108 210C150 140 262 86 390 104C500 120 560 180 556 240C500 180 400 158 300 180C220 198 150 216 108 210Z",
        "M120 250C190 262 290 240 370 236C450 232 520 258 552 300C470 330 380 318 300 318C230 320 160 296 120 250Z",
    )
    strands = (
        "M150 196C230 130 350 112 450 150",
        "M176 214C260 166 380 152 500 206",
        "M150 268C250 286 330 262 430 266",
        "M180 292C270 306 340 288 470 304",
        "M580 196C604 240 606 300 594 350",
        "M548 120C596 160 622 214 616 280",
        "M90 250C78 300 82 350 92 390",
        "M200 96C280 50 400 44 490 84",
    )
    body = (
        f'<path d="{outline}" fill="url(#hair)" stroke="#070912" stroke-width="10" stroke-linejoin="round"/>'
        f'<path d="{locks[0]}" fill="url(#front)" stroke="#070912" stroke-width="7" stroke-linejoin="round"/>'
        f'<path d="{locks[1]}" fill="url(#front)" stroke="#070912" stroke-width="7" stroke-linejoin="round"/>'
        '<path d="M160 180C240 118 370 108 452 140C380 126 250 138 160 180Z" fill="#eaf1ff" opacity=".9"/>'
        + "".join(
            f'<path d="{each}" fill="none" stroke="#0a0d1a" stroke-width="5" stroke-linecap="round" opacity=".75"/>'
            for each in strands
        )
    )
    return Drawing(f"<defs>{defs}</defs>" + vinyl("vinyl", body, gloss=0.35), 700, 480)


def eye_patch() -> Drawing:
    """Black felt on a ribbon, with a stitched edge."""
    defs = _ball("felt", [(0, "#4b4c55"), (50, "#26272d"), (100, "#111216")], "40%", "30%", "80%")
    patch = "M208 196C300 158 420 160 500 200C520 300 470 424 360 446C246 430 190 306 208 196Z"
    stitch = "M228 208C308 176 412 178 482 212C496 298 452 402 360 424C264 408 214 304 228 208Z"
    body = (
        '<path d="M18 92C90 110 160 150 226 190L212 226C150 186 84 146 14 128Z" fill="#1b1c21"/>'
        '<path d="M690 70C620 96 550 140 486 190L500 222C566 176 634 132 700 106Z" fill="#1b1c21"/>'
        '<path d="M30 102C94 120 160 156 214 192" fill="none" stroke="#5a5b65" stroke-width="5"/>'
        '<path d="M678 86C612 112 548 154 500 194" fill="none" stroke="#5a5b65" stroke-width="5"/>'
        f'<path d="{patch}" fill="url(#felt)"/>'
        f'<path d="{stitch}" fill="none" stroke="#c9c9cf" stroke-width="6" stroke-dasharray="20 13" stroke-linecap="round"/>'
        # What pirates have on theirs: a biscuit and two spoons.
        '<g stroke="#ece9e0" stroke-width="15" stroke-linecap="round"><path d="M296 268L424 372"/><path d="M424 268L296 372"/></g>'
        '<g fill="#ece9e0"><ellipse cx="290" cy="263" rx="24" ry="17" transform="rotate(40 290 263)"/>'
        '<ellipse cx="430" cy="263" rx="24" ry="17" transform="rotate(-40 430 263)"/>'
        '<circle cx="360" cy="298" r="50"/></g>'
        '<g fill="#26272d"><circle cx="342" cy="290" r="9"/><circle cx="378" cy="290" r="9"/><circle cx="360" cy="274" r="6"/>'
        '<path d="M338 314C350 326 370 326 382 314C376 334 344 334 338 314Z"/></g>'
    )
    return Drawing(f"<defs>{defs}</defs>" + vinyl("vinyl", body, gloss=0.12), 720, 490)


def rosette() -> Drawing:
    """First prize for taking part; the ribbon's words are drawn, and in nobody's colours."""

    def pleats(r: float, depth: float, count: int, colours: tuple[str, str]) -> str:
        parts = []
        for number in range(count):
            a, b, c = (math.tau * (number + step) / count for step in (0, 0.5, 1))
            tip = r + depth
            for first, last, colour in ((a, b, colours[0]), (b, c, colours[1])):
                parts.append(
                    f'<path d="M360 300L{360 + r * math.cos(first):.1f} {300 + r * math.sin(first):.1f}'
                    f"Q{360 + tip * math.cos((first + last) / 2):.1f} {300 + tip * math.sin((first + last) / 2):.1f}"
                    f' {360 + r * math.cos(last):.1f} {300 + r * math.sin(last):.1f}Z" fill="{colour}"/>'
                )
        return "".join(parts)

    defs = _ball("button", [(0, "#fffdf4"), (70, "#f6eed6"), (100, "#d8caa2")], "40%", "34%", "75%")
    body = (
        '<path d="M268 400L196 700L262 660L312 716L372 420Z" fill="#a81c5b"/><path d="M268 400L196 700L230 680L322 410Z" fill="#d63a7d"/>'
        '<path d="M452 400L532 694L462 660L416 716L348 420Z" fill="#8f134a"/><path d="M452 400L532 694L498 678L398 410Z" fill="#bb2a6a"/>'
        + pleats(244, 22, 22, ("#e8498d", "#b9266a"))
        + pleats(190, 16, 20, ("#fff4d2", "#e7d29a"))
        + pleats(146, 12, 18, ("#e8498d", "#b9266a"))
        + '<circle cx="360" cy="300" r="112" fill="url(#button)" stroke="#b08b2e" stroke-width="7"/>'
        '<circle cx="360" cy="300" r="97" fill="none" stroke="#b08b2e" stroke-width="3" stroke-dasharray="3 7" stroke-linecap="round"/>'
        '<g font-family="Kanit-BlackItalic" text-anchor="middle" fill="#7d1043"><text x="357" y="330" font-size="98">4th</text></g>'
        '<text x="360" y="364" font-family="BarlowCondensed-ExtraBold" font-size="26" letter-spacing="3" text-anchor="middle" fill="#7d1043">OF THREE</text>'
    )
    return Drawing(f"<defs>{defs}</defs>" + vinyl("vinyl", body, border=9, gloss=0.3), 720, 740)
