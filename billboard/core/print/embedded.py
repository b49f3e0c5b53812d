"""A face cut down to the glyphs that a document shows, as PDF embeds it (ISO 32000-1, 9.7)."""

from __future__ import annotations

from collections.abc import Mapping
from struct import unpack_from
from typing import NamedTuple

import regex
import uharfbuzz as hb  # type: ignore[import-untyped]  # published without types

FIXED_PITCH, SYMBOLIC, ITALIC, FORCE_BOLD = 1 << 0, 1 << 2, 1 << 6, 1 << 18  # of a font's descriptor
BOLD_FROM = 600  # of 1000: a face's weight
FULL_NAME = 4  # of OpenType's names
# What sets and hints type is done by the time a glyph is shown.
_LEFT_OUT = ("BASE", "COLR", "CPAL", "GDEF", "GPOS", "GSUB", "MATH", "VORG", "hdmx", "meta", "vhea", "vmtx")


class CutFace(NamedTuple):
    program: bytes
    is_cff: bool  # outlines by themselves; else a TrueType file
    glyphs: Mapping[int, int]  # in it, by their codes


class Description(NamedTuple):
    """Lengths in thousandths of an em."""

    ascent: int
    descent: int
    capitals: int
    flags: int
    box: list[int]
    slant: int  # degrees
    stem: int


class EmbeddedFace:
    """Codes for glyphs, each with what it spells, counted up from 1; and in the end the face with these glyphs alone.

    HarfBuzz cuts a face of 45,000 glyphs in a few ms: nothing is made of those that no one needs.
    """

    def __init__(self, index: int, stem: str, face: hb.Face) -> None:
        self.index, self._face, self._font = index, face, hb.Font(face)
        self.name = regex.sub(r"[^A-Za-z0-9-]", "", face.get_name(FULL_NAME, "en") or stem)
        self._codes: dict[tuple[int, str], int] = {}
        self._widths: list[int] = []  # by codes, the first being 1
        self.space: int = self._font.get_nominal_glyph(0x20) or 1

    def code(self, glyph: int, text: str) -> tuple[int, int]:
        """The code of a glyph that spells a text, and the width that the PDF states for it, thousandths of an em."""
        key = glyph, text
        if key not in self._codes:
            self._codes[key] = len(self._codes) + 1
            self._widths.append(self.width(glyph))
        code = self._codes[key]
        return code, self._widths[code - 1]

    def width(self, glyph: int) -> int:
        return round(1000 / int(self._face.upem) * int(self._font.get_glyph_h_advance(glyph)))

    def code_width(self, code: int) -> int:
        return self._widths[code - 1]

    def spelt(self) -> list[tuple[int, str]]:
        """Codes, and what they spell."""
        return [(code, text) for (_, text), code in self._codes.items()]

    def cut(self) -> CutFace:
        """The face with the glyphs that have codes, and the first, which stands for what is missing."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyph for glyph, _ in self._codes)
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _LEFT_OUT)
        wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.CFF_IDENTITY_CHARSET
        plan = hb.SubsetPlan(self._face, wanted)
        face, places = plan.execute(), dict(plan.old_to_new_glyph_mapping)
        outlines = face.reference_table("CFF ").data
        glyphs = {code: places[glyph] for (glyph, _), code in self._codes.items()}
        return CutFace(outlines or face.blob.data, bool(outlines), glyphs)

    def described(self) -> Description:
        """What a reader would make do with, had it another face in its place."""
        head, hhea, post, os2 = (self._face.reference_table(tag).data for tag in ("head", "hhea", "post", "OS/2"))
        unit = 1000 / self._face.upem
        ascent, descent = unpack_from(">2h", hhea, 4)
        weight, version = unpack_from(">H", os2, 4)[0], unpack_from(">H", os2)[0]
        capitals = unpack_from(">h", os2, 88)[0] if version >= 2 else ascent
        slant, fixed = unpack_from(">i", post, 4)[0] >> 16, unpack_from(">I", post, 12)[0]
        flags = SYMBOLIC | FIXED_PITCH * bool(fixed) | ITALIC * bool(slant) | FORCE_BOLD * (weight >= BOLD_FROM)
        box = unpack_from(">4h", head, 36)
        ascent, descent, capitals = (round(each * unit) for each in (ascent, descent, capitals))
        edges = [round(each * unit) for each in box]
        return Description(ascent, descent, capitals, flags, edges, slant, 50 + int((weight / 65) ** 2))
