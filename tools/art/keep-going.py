"""The art of "keep-going": one flat ink, an emblem, and room for a few lines. Prints SVG; render_art.py photographs it."""

from __future__ import annotations

import sys
from pathlib import Path
from string import Template

MARGIN = 26  # px of bare paper round the ink
# For each format: width, height, the emblem's middle and scale, and where the lamp stands.
LAYOUTS = {
    "48-sheet": (2400, 1200, "translate(1200 256) scale(.96)", 'cx="980" cy="240" r="1800"'),
    "6-sheet": (1440, 2160, "translate(720 470) scale(1.62)", 'cx="600" cy="420" r="1900"'),
    "square": (1680, 1680, "translate(840 376) scale(1.36)", 'cx="700" cy="330" r="1700"'),
}


def art(shape: str) -> str:
    width, height, emblem, lamp = LAYOUTS[shape]
    return Template(Path(__file__).with_name("keep-going.parts.svg").read_text("utf-8")).substitute(
        width=width, height=height, across=width - 2 * MARGIN, down=height - 2 * MARGIN, emblem=emblem, lamp=lamp
    )


if __name__ == "__main__":
    print(art(sys.argv[2]))
