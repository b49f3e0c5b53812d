"""What fpdf2 writes at the end, where it has no public door: page boxes, faces of which only some glyphs are there.

Its private parts are touched here and in `pdf` alone.
"""

from __future__ import annotations

from struct import pack
from typing import TypeVar, cast

from fpdf import FPDF
from fpdf.enums import FontDescriptorFlags
from fpdf.fonts import PDFFontDescriptor
from fpdf.output import (
    CIDSystemInfo,
    OutputProducer,
    PDFFont,
    PDFFontStream,
    PDFPage,
    PDFType3Font,
    PDFXObject,
    _build_cmap_blocks,
)
from fpdf.syntax import Name, PDFArray, PDFContentStream, PDFObject, PDFString, Raw

from billboard.core.boxes import Box
from billboard.core.print.embedded import EmbeddedFace

TAG = "MPDFAA"  # of a face of which only some glyphs are there

Part = TypeVar("Part", bound=PDFObject)


class Page(PDFPage):
    """A page that knows where it is cut, and how far beyond that its picture reaches."""

    __slots__ = ("bleed_box", "trim_box")

    def __init__(self, like: PDFPage, trim: Box, bleed: Box) -> None:
        super().__init__(None, None, like.contents, like.index())
        self.set_dimensions(*like.dimensions())
        self._page_label = like.get_page_label()
        self.trim_box = PDFArray([round(each, 3) for each in trim])
        self.bleed_box = PDFArray([round(each, 3) for each in bleed])


class Producer(OutputProducer):
    """What enlarges a picture is to smooth it: on a hoarding its px are half a millimetre wide."""

    def _add_image(self, info: dict[str, object]) -> PDFXObject:
        picture = super()._add_image(info)
        vars(picture)["interpolate"] = True
        if mask := info.get("mask"):
            picture.s_mask = self._add_image(cast(dict[str, object], mask))
        return picture

    def _add_fonts(self, *_: object) -> dict[int, PDFFont | PDFType3Font]:
        assert isinstance(self.fpdf, Pdf)
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


class Pdf(FPDF):
    """Its faces, by their stems."""

    def __init__(self) -> None:
        super().__init__(unit="pt", format=(1, 1))  # every page then states its own size
        self.faces: dict[str, EmbeddedFace] = {}


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
