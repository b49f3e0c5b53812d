"""QR codes as SVG."""

import io

import segno

from billboard.web.palette import DAY

# Where the code of a poster's link stood until the poster was taken down.
TOMBSTONE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 33 33" width="264" height="264">'
    f'<path fill="{DAY.wall}" d="M0 0h33v33H0z"/>'
    '<path stroke="#6b6d70" stroke-width="2" d="m11 11 11 11M22 11 11 22"/></svg>'
)


def qr_svg(address: str, *, standalone: bool = False) -> str:
    """The code of an address, dark on nothing, four modules of white around it where it stands alone (ISO 18004)."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=standalone,
        border=4 if standalone else 2,
        scale=8 if standalone else 1,
        dark=DAY.ink,
        light="#fff" if standalone else None,
        svgclass=None if standalone else "qr",
        lineclass=None,
        omitsize=not standalone,
    )
    return drawn.getvalue().decode()
