"""QR codes as SVG."""

import io

import segno


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
        dark="#15161a",
        light="#fff" if standalone else None,
        svgclass=None if standalone else "qr",
        lineclass=None,
        omitsize=not standalone,
    )
    return drawn.getvalue().decode()
