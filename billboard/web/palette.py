"""The colours of the pages for whatever reads no stylesheet: letters, a browser's own frame, QR codes.

They are the custom properties of static/css/palette.css, `--day-wall` and so on, each written #rrggbb.
"""

import re
from dataclasses import dataclass

from billboard.infra.config import ROOT

STYLESHEET = ROOT / "static" / "css" / "palette.css"
_PROPERTY = re.compile(r"--(day|night)-(\w+): (#[0-9a-f]{6});")


@dataclass(frozen=True)
class Palette:
    wall: str
    paper: str  # sheets, which carry a page's text
    bill: str  # the margin around a poster on the wall
    ink: str

    @property
    def grounds(self) -> tuple[str, ...]:
        """What text and lines lie on."""
        return self.wall, self.paper, self.bill


def read_palette(css: str, time: str) -> Palette:
    """`time` is day or night."""
    return Palette(**{name: colour for when, name, colour in _PROPERTY.findall(css) if when == time})


DAY, NIGHT = (read_palette(STYLESHEET.read_text(), time) for time in ("day", "night"))
