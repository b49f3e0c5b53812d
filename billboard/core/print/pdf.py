"""A PDF in its own units (points, upwards from the lower left), as thin as can be over fpdf2.

fpdf2 keeps images and builds the tree of tags; what it has no public door for (page boxes, glyphs at exact places,
spans that say what they spell), or one that opens all of a face, is written here and in `output`, and its private parts
are touched nowhere else.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from fpdf.enums import OutputIntentSubType, PDFResourceType
from fpdf.image_datastructures import RasterImageInfo
from fpdf.image_parsing import preload_image
from fpdf.output import PDFICCProfile
from fpdf.prefs import ViewerPreferences
from fpdf.syntax import PDFContentStream, PDFString
from fpdf.util import builtin_srgb2014_bytes

from billboard.core.boxes import Box
from billboard.core.matrix import Matrix
from billboard.core.print.embedded import EmbeddedFace
from billboard.core.print.operators import matrix, number
from billboard.core.print.output import Page, Pdf, Producer
from billboard.core.type.shaping import Glyph

if TYPE_CHECKING:
    from datetime import datetime

    from PIL import Image

    from billboard.core.type.fonts import FontBook

LEVEL = 1  # of compression: the highest takes twice as long, for a tenth less
FILL, UNSEEN = 0, 3  # ways to render text
NOTHING = "\u2060"  # what a glyph spells that is one of several of a letter: without any, readers show its number

PDFContentStream._COMPRESSION_LEVEL = LEVEL  # of pages: those of twelve sheets are much alike


class Document:
    """Pages, drawn one after the other."""

    def __init__(self, book: FontBook, *, title: str, subject: str, author: str, made: datetime) -> None:
        self._pdf = pdf = Pdf()
        self.book = book
        self.shaper = book.shaper
        self._pictures: dict[object, int] = {}
        pdf.set_auto_page_break(False)
        pdf.set_title(title)
        pdf.set_subject(subject)
        pdf.set_author(author)
        pdf.set_lang("en-GB")
        pdf.set_creation_date(made)
        pdf.set_creator("Billboard")
        # Scaled to fit a printer's margins, tiles would no longer meet.
        pdf.viewer_preferences = ViewerPreferences(display_doc_title=True, print_scaling="None")
        pdf.set_display_mode("fullpage")
        profile = PDFICCProfile(builtin_srgb2014_bytes(), n=3, alternate="DeviceRGB")
        pdf.add_output_intent(OutputIntentSubType.PDFA, "sRGB", "IEC 61966-2-1:1999", "http://www.color.org", profile)

    def page(self, size: tuple[float, float], trim: Box, bleed: Box, label: str = "") -> None:
        """Begin a page; `label` is what viewers call it."""
        pdf = self._pdf
        pdf.add_page(orientation="P", format=size, label_prefix=label or None)  # fpdf2 would turn what is landscape
        pdf.pages[pdf.page] = Page(pdf.pages[pdf.page], trim, bleed)

    def write(self, *operators: str) -> None:
        self._pdf._out(" ".join(operators))

    @contextmanager
    def kept(self, *operators: str) -> Iterator[None]:
        """Whatever changes in the graphics state is taken back at the end."""
        self.write("q", *operators)
        yield
        self.write("Q")

    @contextmanager
    def multiplied(self) -> Iterator[None]:
        with self._pdf.local_context(blend_mode="Multiply"):
            yield

    @contextmanager
    def tagged(self, kind: str, alt: str = "") -> Iterator[None]:
        """An element of the document's structure: Figure, P."""
        pdf = self._pdf
        number = pdf.struct_builder.next_mcid_for_page(pdf.page)
        pdf._add_marked_content(struct_type=f"/{kind}", mcid=number, alt_text=alt or None)
        self.write(f"/{kind} <</MCID {number}>> BDC")
        yield
        self.write("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is of no concern to whoever listens: crop marks."""
        self.write("/Artifact BMC")
        yield
        self.write("EMC")

    @contextmanager
    def spelling(self, text: str, language: str = "") -> Iterator[None]:
        """Glyphs that spell a text, whatever shapes they took; where none is told, they spell it by themselves."""
        told = [
            f"/{name} {PDFString(value).serialize()}"
            for name, value in (("Lang", language), ("ActualText", text))
            if value
        ]
        self.write(f"/Span <<{' '.join(told)}>> BDC")
        yield
        self.write("EMC")

    def glyphs(
        self, face: str, size: float, glyphs: Sequence[Glyph], at: Matrix, mode: int = FILL, *, hanging: bool = True
    ) -> None:
        """Show shaped glyphs of `size` units per em from an origin, in the present colours.

        What hangs on letters and spells nothing by itself may be left out.
        """
        font = self._font(face)
        parts, lift, pen = [f"BT /F{font.index} {number(size)} Tf {mode} Tr {matrix(at)} Tm ["], 0.0, 0.0
        for glyph in glyphs:
            if not (glyph.text or hanging):
                continue
            if (back := number(1000 * (pen - glyph.x))) != "0":
                parts.append(back)
            if not hanging and len(glyph.text) > 1:
                # Readers turn what runs from the right round letter by letter, within ligatures too.
                for char in reversed(glyph.text[1:]):
                    code, width = font.code(font.space, char)
                    parts.append(f"<{code:04X}> {number(width)}")
            if glyph.rise != lift:
                parts.append(f"] TJ {number(glyph.rise * size)} Ts [")
                lift = glyph.rise
            code, width = font.code(glyph.number, (glyph.text if hanging else glyph.text[0]) or NOTHING)
            parts.append(f"<{code:04X}>")
            pen = glyph.x + width / 1000
        self.write(*parts, "] TJ", "0 Ts" if lift else "", "ET")
        self._used(PDFResourceType.FONT, font.index)

    def _font(self, stem: str) -> EmbeddedFace:
        faces = self._pdf.faces
        if stem not in faces:
            faces[stem] = EmbeddedFace(len(faces) + 1, stem, self.shaper.face(stem))
        return faces[stem]

    def picture(self, name: object, make: Callable[[], Image.Image | bytes]) -> int:
        """Take in an image, to be placed, once for each name. A JPEG's bytes are kept as they are."""
        if name not in self._pictures:
            made = make()
            if isinstance(made, bytes):
                _, _, info = preload_image(self._pdf.image_cache, BytesIO(made))
                self._pictures[name] = int(str(info["i"]))
            else:
                self.ink(name, made.convert("RGB"), made.convert("RGBA").getchannel("A"))
        return self._pictures[name]

    def ink(self, name: object, colours: Image.Image, mask: Image.Image) -> int:
        """Take in colours where a mask lets them be seen, once for each name; one may have more px than the other."""
        if name not in self._pictures:
            images = self._pdf.image_cache.images
            number = self._pictures[name] = len(images) + 1
            mask_info = _packed(mask, "DeviceGray")
            images[f"picture {number}"] = RasterImageInfo(
                _packed(colours, "DeviceRGB"), mask=mask_info, i=number, usages=1
            )
        return self._pictures[name]

    def place(self, picture: int, at: Matrix) -> None:
        """Draw a picture: the matrix takes the unit square to where it comes to lie."""
        self._used(PDFResourceType.X_OBJECT, picture)
        self.write("q", matrix(at), f"cm /I{picture} Do Q")

    def _used(self, kind: PDFResourceType, index: int) -> None:
        self._pdf._resource_catalog.add(kind, index, self._pdf.page)

    def finished(self) -> bytes:
        """The whole document. Nothing can be added after."""
        return bytes(self._pdf.output(output_producer_class=Producer))


def _packed(image: Image.Image, space: str) -> dict[str, object]:
    """An image as fpdf2 writes it, without a filter of its rows: it makes little of ink smaller, and takes long."""
    data = zlib.compress(image.tobytes(), LEVEL)
    return {"data": data, "w": image.width, "h": image.height, "cs": space, "bpc": 8, "f": "FlateDecode", "dp": ""}
