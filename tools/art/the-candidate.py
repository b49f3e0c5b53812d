"""The art of "the-candidate": his studio, himself and his party's badge. Prints SVG; render_art.py photographs it."""

from __future__ import annotations

import sys
from pathlib import Path
from string import Template

# For each format: the sheet, him, his party's badge, and the light that falls on both.
LAYOUTS = {
    "48-sheet": {
        "width": "2400",
        "height": "1200",
        "figure": "translate(1770,540)",
        "behind": 'cx="1790" cy="640" rx="560" ry="720"',
        "badge": "translate(184,1042)",
        "lamp": 'cx="1560" cy="340" r="1150"',
        "corner": 'cx="2500" cy="1100" r="1100"',
    },
    "6-sheet": {
        "width": "1440",
        "height": "2160",
        "figure": "translate(716,1262) scale(1.12)",
        "behind": 'cx="740" cy="1350" rx="660" ry="820"',
        "badge": "translate(152,2050) scale(.86)",
        "lamp": 'cx="460" cy="900" r="1250"',
        "corner": 'cx="1540" cy="2060" r="1300"',
    },
    "square": {
        "width": "1680",
        "height": "1680",
        "figure": "translate(1010,1014) scale(.9)",
        "behind": 'cx="1030" cy="1090" rx="560" ry="680"',
        "badge": "translate(150,1602) scale(.82)",
        "lamp": 'cx="760" cy="800" r="1150"',
        "corner": 'cx="1780" cy="1580" r="1200"',
    },
}


def art(shape: str) -> str:
    return Template(Path(__file__).with_name("the-candidate.parts.svg").read_text("utf-8")).substitute(LAYOUTS[shape])


if __name__ == "__main__":
    print(art(sys.argv[2]))
