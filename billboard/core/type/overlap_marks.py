"""Font files as FreeType should read them.

Static fonts cut from variable ones mark each glyph as perhaps overlapping itself, and FreeType then draws it sixteen
times as fine and averages: a line of type takes 3 to 7 ms instead of 0.5. Without the mark the grey of a few edge
pixels differs where contours cross, which nobody sees. So the marks are cleared in a copy in memory; the files stay as
their makers published them.
"""

from __future__ import annotations

import os
import struct
from functools import cache
from itertools import pairwise
from pathlib import Path

OVERLAP_SIMPLE = 0x40  # in the first flag of a simple glyph
OVERLAP_COMPOUND = 0x04  # in the high byte of the first component's flags


@cache
def readable(path: Path) -> str:
    """A name under which FreeType finds the font without overlap marks; the font's own where there is no memfd."""
    if path.suffix == ".ttc":
        return str(path)  # twenty megabytes, of which FreeType maps what it needs; with curves that have no such mark
    font = path.read_bytes()
    plain = without_overlap_marks(font)
    if plain == font or not hasattr(os, "memfd_create"):
        return str(path)
    # Never closed: faces of any size are opened by this name for as long as the process lives, after a fork as well.
    descriptor = os.memfd_create(path.name)
    with os.fdopen(os.dup(descriptor), "wb") as memory:
        memory.write(plain)
    return f"/proc/self/fd/{descriptor}"


def without_overlap_marks(font: bytes) -> bytes:
    """The same TrueType font with no glyph marked as overlapping; anything else comes back as it was."""
    tables = {
        tag: offset
        for tag, _, offset, _ in struct.iter_unpack(">4sIII", font[12 : 12 + 16 * struct.unpack_from(">H", font, 4)[0]])
    }
    if not {b"glyf", b"loca", b"head", b"maxp"} <= tables.keys():
        return font
    (count,) = struct.unpack_from(">H", font, tables[b"maxp"] + 4)
    (long,) = struct.unpack_from(">h", font, tables[b"head"] + 50)
    offsets = struct.unpack_from(f">{count + 1}{'I' if long else 'H'}", font, tables[b"loca"])
    copy, unit = bytearray(font), 1 if long else 2
    for start, end in pairwise(offsets):
        if start == end:
            continue
        glyph = tables[b"glyf"] + start * unit
        (contours,) = struct.unpack_from(">h", font, glyph)
        if contours > 0:
            instructions = glyph + 10 + 2 * contours
            flags = instructions + 2 + struct.unpack_from(">H", font, instructions)[0]
            copy[flags] &= ~OVERLAP_SIMPLE
        elif contours < 0:
            copy[glyph + 10] &= ~OVERLAP_COMPOUND
    return bytes(copy)
