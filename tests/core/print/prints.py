"""Prints to be looked at: made, opened, cut to their trim, read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # published without types
from PIL import Image

from billboard.core.catalogue.designs import Design
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.picture.rendering import Renderer
from billboard.core.print.imposition import PAPERS
from billboard.core.print.particulars import Particulars
from billboard.core.print.printing import original, print_poster
from tests.core.slogans import SCRIPTS

MM = 72 / 25.4
WIDTH = 800  # px at which page and picture are compared
# Mean of 255 over what is inked. Whole px of the picture's own rounding make 3 to 9, a page one px off 14 and more.
TYPICAL = 12.0

SLOGANS: Mapping[str, Mapping[str, str]] = {
    **SCRIPTS,
    "european": {
        "headline": "Ça, c’est l’été à Łódź",
        "strapline": "Straße,\nÆrø — ἀρχή, Київ",
        "small_print": "fjord’s office",
    },
}

IMPRINT = "Promoted by A. Pigeon for the Biscuit Alliance, both of 12 Crumb Street, Dunkton DN1 2KT"


def printed(renderer: Renderer, design: Design, paper: str = "a4", format_: Format = FORTY_EIGHT) -> bytes:
    particulars = Particulars(
        "A slogan", "A slogan on a poster", datetime(2026, 5, 7, tzinfo=UTC), ("Billboard", "By hand")
    )
    return print_poster(renderer.book, original(renderer, design, format_), PAPERS[paper], particulars)


@contextmanager
def opened(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    document = pdfium.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def trimmed(pdf: bytes) -> Image.Image:
    """The first page within its trim, as a picture WIDTH px across."""
    with opened(pdf) as document:
        page = document[0]
        left, bottom, right, top = page.get_trimbox()
        fine = 4 * WIDTH / (right - left)
        picture: Image.Image = page.render(scale=fine).to_pil().convert("RGB")
        x, y, across = left * fine, (page.get_height() - top) * fine, 4 * WIDTH
        size = across, round((top - bottom) * fine)
        return picture.transform(
            size, Image.Transform.EXTENT, (x, y, x + across, y + size[1]), Image.Resampling.BICUBIC
        ).reduce(4)


def text_of(pdf: bytes, page: int = 0) -> str:
    with opened(pdf) as document:
        text: str = document[page].get_textpage().get_text_range()
    return text.replace("\r\n", "\n")
