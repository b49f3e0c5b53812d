"""A PDF in its own units (points, upwards from the lower left), as thin as can be over fpdf2.

fpdf2 keeps images and builds the tree of tags; what it has no public door for (page boxes, glyphs at exact places,
spans that say what they spell), or one that opens all of a face, is written here, and its private parts are touched in
this module alone. Operators are those of ISO 32000-1, annex A.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from struct import pack
from typing import TYPE_CHECKING, TypeVar, cast

from fpdf import FPDF
from fpdf.enums import FontDescriptorFlags, OutputIntentSubType, PDFResourceType
from fpdf.fonts import PDFFontDescriptor
from fpdf.image_datastructures import RasterImageInfo
from fpdf.image_parsing import preload_image
from fpdf.output import (
    CIDSystemInfo,
    OutputProducer,
    PDFFont,
    PDFFontStream,
    PDFICCProfile,
    PDFPage,
    PDFType3Font,
    PDFXObject,
    _build_cmap_blocks,
)
from fpdf.prefs import ViewerPreferences
from fpdf.syntax import Name, PDFArray, PDFContentStream, PDFObject, PDFString, Raw
from fpdf.util import builtin_srgb2014_bytes

from billboard.core.boxes import Box
from billboard.core.matrix import Matrix
from billboard.core.print.embedded import EmbeddedFace
from billboard.core.type.shaping import Glyph

if TYPE_CHECKING:
    from datetime import datetime

    from PIL import Image

    from billboard.core.colour import Colour
    from billboard.core.type.fonts import FontBook

LEVEL = 1  # of compression: the highest takes twice as long, for a tenth less
FILL, UNSEEN = 0, 3  # ways to render text
TAG = "MPDFAA"  # of a face of which only some glyphs are there
NOTHING = "\u2060"  # what a glyph spells that is one of several of a letter: without any, readers show its number

PDFContentStream._COMPRESSION_LEVEL = LEVEL  # of pages: those of twelve sheets are much alike

Part = TypeVar("Part", bound=PDFObject)


class _Page(PDFPage):
    """A page that knows where it is cut, and how far beyond that its picture reaches."""

    __slots__ = ("bleed_box", "trim_box")

    def __init__(self, like: PDFPage, trim: Box, bleed: Box) -> None:
        super().__init__(None, None, like.contents, like.index())
        self.set_dimensions(*like.dimensions())
        self._page_label = like.get_page_label()
        self.trim_box = PDFArray([round(each, 3) for each in trim])
        self.bleed_box = PDFArray([round(each, 3) for each in bleed])


class _Producer(OutputProducer):
    """What enlarges a picture is to smooth it: on a hoarding its px are half a millimetre wide."""

    def _add_image(self, info: dict[str, object]) -> PDFXObject:
        picture = super()._add_image(info)
        vars(picture)["interpolate"] = True
        if mask := info.get("mask"):
            picture.s_mask = self._add_image(cast(dict[str, object], mask))
        return picture

    def _add_fonts(self, *_: object) -> dict[int, PDFFont | PDFType3Font]:
        assert isinstance(self.fpdf, _Pdf)
        return {face.index: self._embedded(face) for face in self.fpdf.faces.values()}

    def _embedded(self, face: EmbeddedFace) -> PDFFont:
        cut, described, name = face.cut(), face.described(), f"{TAG}+{face.name}"
        whole = self._added(PDFFont("Type0", name, "Identity-H"))
        spelt = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>\n" for code, text in face.spelt()]
        whole.to_unicode = self._added(_cmap("Adobe-Identity-UCS", "UCS", 2, _build_cmap_blocks(spelt, "bfchar")))
        # What a code names in the face's own order; in a TrueType file it has yet to be looked up.
        places = cut.glyphs if cut.is_cff else {code: code for code in cut.glyphs}
        widths = {places[code]: face.code_width(code) for code in cut.glyphs}
        of = self._added(
            PDFFont(
                "CIDFontType0" if cut.is_cff else "CIDFontType2",
                name,
                d_w=face.width(0),
                w="[" + " ".join(f"{place} [{width}]" for place, width in sorted(widths.items())) + "]",
            )
        )
        whole.descendant_fonts = PDFArray([of])
        of.c_i_d_system_info = self._added(CIDSystemInfo())
        of.c_i_d_system_info.ordering = PDFString("Identity", encrypt=True)
        of.font_descriptor = self._added(
            PDFFontDescriptor(
                described.ascent,
                described.descent,
                described.capitals,
                FontDescriptorFlags(described.flags),
                f"[{' '.join(map(str, described.box))}]",
                described.slant,
                described.stem,
                face.width(0),
            )
        )
        of.font_descriptor.font_name = Name(name)
        program = self._added(PDFFontStream(cut.program))
        if cut.is_cff:
            vars(program)["subtype"] = Name("CIDFontType0C")
            vars(of.font_descriptor)["font_file3"] = program
            coded = [f"<{code:04X}> {place}\n" for code, place in places.items()]
            cmap = self._added(_cmap("Adobe-Identity-0", "Identity", 1, _build_cmap_blocks(coded, "cidchar")))
            vars(cmap)["type"], vars(cmap)["c_map_name"] = Name("CMap"), Name("Adobe-Identity-0")
            vars(cmap)["c_i_d_system_info"] = Raw("<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>")
            vars(whole)["encoding"] = cmap
        else:
            vars(of.font_descriptor)["font_file2"] = program
            words = [cut.glyphs.get(code, 0) for code in range(max(cut.glyphs, default=0) + 1)]
            of.c_i_d_to_g_i_d_map = self._added(PDFContentStream(pack(f">{len(words)}H", *words), compress=True))
        return whole

    def _added(self, part: Part) -> Part:
        self._add_pdf_obj(part, "fonts")
        return part


class _Pdf(FPDF):
    """Its faces, by their stems."""

    def __init__(self) -> None:
        super().__init__(unit="pt", format=(1, 1))  # every page then states its own size
        self.faces: dict[str, EmbeddedFace] = {}


class Document:
    """Pages, drawn one after the other."""

    def __init__(self, book: FontBook, *, title: str, subject: str, author: str, made: datetime) -> None:
        self._pdf = pdf = _Pdf()
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
        pdf.pages[pdf.page] = _Page(pdf.pages[pdf.page], trim, bleed)

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
        return bytes(self._pdf.output(output_producer_class=_Producer))


def _cmap(name: str, ordering: str, kind: int, blocks: str) -> PDFContentStream:
    """A table of codes, two bytes each: a small program of PostScript (Adobe Technical Note 5014)."""
    text = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo <</Registry (Adobe) /Ordering ({ordering}) /Supplement 0>> def\n"
        f"/CMapName /{name} def\n/CMapType {kind} def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{blocks}endcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend"
    )
    return PDFContentStream(text.encode("ascii"), compress=True)


def _packed(image: Image.Image, space: str) -> dict[str, object]:
    """An image as fpdf2 writes it, without a filter of its rows: it makes little of ink smaller, and takes long."""
    data = zlib.compress(image.tobytes(), LEVEL)
    return {"data": data, "w": image.width, "h": image.height, "cs": space, "bpc": 8, "f": "FlateDecode", "dp": ""}


def number(value: float) -> str:
    """A number as PDF writes it: no exponent."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def matrix(values: Sequence[float]) -> str:
    return " ".join(map(number, values))


def fill(colour: Colour) -> str:
    return " ".join(number(each / 255) for each in colour) + " rg"


def outline(colour: Colour) -> str:
    return " ".join(number(each / 255) for each in colour) + " RG"


def box(rect: Box) -> str:
    left, bottom, right, top = rect
    return f"{number(left)} {number(bottom)} {number(right - left)} {number(top - bottom)} re"
