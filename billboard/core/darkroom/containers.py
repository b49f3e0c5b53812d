"""What a file says it is, read from its outer structure before anything decodes it.

A picture is cut out of its file: what lies before or after it, and what is no pixel of it, is never handed on.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from billboard.core.boxes import Size
from billboard.core.errors import Refused

SAVE = "Save it as a JPEG, or take a screenshot of it, and choose that."
# How files begin that are no photographs, and what they are called in a sentence.
OTHERS: tuple[tuple[bytes, str], ...] = (
    (rb"GIF8[79]a", "a GIF"),
    (rb"II\*\0|MM\0\*|II\+\0|MM\0\+|IIRO|IIU\0", "a TIFF or a camera’s raw file"),
    (rb"BM....\0\0\0\0", "a BMP"),
    (rb"%PDF-|.{0,1000}?\n%PDF-", "a PDF"),
    (rb"%!|\xc5\xd0\xd3\xc6", "PostScript"),
    (rb"8BPS", "a Photoshop file"),
    (rb"\0\0\x01\0|\0\0\x02\0", "an icon"),
    (rb"\xff\x0a|\0\0\0\x0cJXL ", "a JPEG XL"),
    (rb"\xff\x4f\xff\x51|\0\0\0\x0cjP  ", "a JPEG 2000"),
    (rb"PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", "an archive"),
    (rb"....ftyp(?:avif|avis)", "an AVIF"),
    (rb"....ftyp(?:isom|iso\d|mp4\d|M4V |qt  |avc1|MSNV|3gp.|3g2.|dash)|\x1aE\xdf\xa3|RIFF....AVI ", "a film"),
    (rb"gimp xcf", "a GIMP file"),
    (rb"MZ|\x7fELF|#!", "a program"),
)
MARKUP = re.compile(rb"\s*(?:<\?xml|<!--|<!DOCTYPE|<svg|<html|<\?php|<script|<head|<body|<math)", re.IGNORECASE)
HIDDEN = re.compile(rb"%PDF-1|%!PS-|<\?php|<script|<svg|<html|<!doctype|\bPK\x03\x04", re.IGNORECASE)
ARCHIVE_END, ARCHIVE_TAIL = b"PK\x05\x06", 66_000  # bytes from the end in which an archive says that it is one
TWO = "Two things are in this file: a picture, and something hidden beside it. Save only the picture, as a JPEG."
CUT_OFF = "This picture ends too early: part of its file is missing. Copy or download it again, and choose that."
NOTHING = "This file is empty. Choose a picture: a JPEG, PNG, WebP or HEIC."
BROKEN = "This picture is damaged and cannot be read. Save it anew as a JPEG, and choose that."
UNKNOWN = f"This file is none of the pictures that can be read here: JPEG, PNG, WebP and HEIC. {SAVE}"
PNG, PIXELS = b"\x89PNG\r\n\x1a\n", {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"iCCP", b"sRGB", b"gAMA", b"eXIf"}
SCANS = 100  # of a progressive JPEG: usual ones have ten, and each is as much work as the whole picture
SMALL_CHUNK, SMALL = 4 << 20, {b"PLTE", b"tRNS", b"iCCP", b"sRGB", b"gAMA", b"eXIf"}
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc", b"hevx")


@dataclass(frozen=True, slots=True)
class Contained:
    """A picture as it lies in its file."""

    kind: str  # Pillow's name of its format
    data: bytes  # of the picture alone
    size: Size | None  # as its header says, where that is plain to see


def contained(data: bytes) -> Contained:
    """The picture in a file. Raises Refused for what is none, in a sentence that says what it is."""
    if not data.strip(b"\0 \r\n\t"):
        raise Refused(NOTHING)
    for begins, reader in READERS.items():
        if re.match(begins, data, re.DOTALL):
            return reader(data)
    if MARKUP.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        name = "an SVG drawing" if b"<svg" in data[:65536].lower() else "a web page"
        raise Refused(f"This is {name}, and a photograph is wanted. {SAVE}")
    for begins, name in OTHERS:
        if re.match(begins, data[:2048], re.DOTALL):
            raise Refused(f"This is {name}, which cannot be read here. {SAVE}")
    raise Refused(UNKNOWN)


def _jpeg(data: bytes) -> Contained:
    """Walked marker by marker to its end (ITU T.81, annex B)."""
    place, scans = 2, 0
    size: Size | None = None
    for marker, start, length in _segments(data):
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            if length < 6:
                raise Refused(CUT_OFF)
            height, width = struct.unpack_from(">HH", data, start + 1)
            size = size or (width, height)
        if (marker == 0xFE or 0xE0 <= marker <= 0xEF) and HIDDEN.search(data, start, start + length):
            raise Refused(TWO)
        scans += marker == 0xDA
        place = start + length
    if scans > SCANS:
        raise Refused(BROKEN)
    if size is None:
        raise Refused(CUT_OFF)
    _nothing_beside(data[place:])
    return Contained("JPEG", data[:place], size)


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, where its bytes begin and how many they are, up to the end of the picture. Raises Refused without one."""
    place = 2
    next_marker = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
    while found := next_marker.search(data, place):
        marker, start = data[found.end() - 1], found.end()
        if marker == 0xD9:
            yield marker, start, 0
            return
        if marker in (0x01, 0xD8):
            place = start
            continue
        length = int.from_bytes(data[start : start + 2], "big")
        if length < 2 or start + length > len(data):
            raise Refused(CUT_OFF)
        yield marker, start + 2, length - 2
        place = start + length
    raise Refused(CUT_OFF)


def _png(data: bytes) -> Contained:
    """Only its pixels and their colours; texts, films and whatever else rides along are left out (W3C PNG, 5.3)."""
    kept, place = [PNG], len(PNG)
    size: Size | None = None
    while True:
        if place + 12 > len(data):
            raise Refused(CUT_OFF)
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise Refused(CUT_OFF)
        if size is None and (name != b"IHDR" or length != 13):
            raise Refused(UNKNOWN)
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", data, place + 8)
            size = width, height
        if name in PIXELS and not (name in SMALL and length > SMALL_CHUNK):
            kept.append(data[place:end])
        elif HIDDEN.search(data, place + 8, min(end, place + 8 + SMALL_CHUNK)):
            raise Refused(TWO)
        place = end
        if name == b"IEND":
            break
    _nothing_beside(data[place:])
    return Contained("PNG", b"".join(kept), size)


def _webp(data: bytes) -> Contained:
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) + 1 or end < 20:
        raise Refused(CUT_OFF)
    size = None
    if data[12:16] == b"VP8X" and len(data) >= 30:
        size = int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    _nothing_beside(data[end:])
    return Contained("WEBP", data[:end], size)


def _heic(data: bytes) -> Contained:
    """Its outermost boxes walked to the end (ISO/IEC 14496-12, 4.2)."""
    place = 0
    while place + 8 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        if length == 1:
            length = int.from_bytes(data[place + 8 : place + 16], "big")
        elif length == 0:
            length = len(data) - place
        if not re.fullmatch(rb"[ -~]{4}", data[place + 4 : place + 8]):
            break  # something else follows
        if length < 8 or place + length > len(data):
            raise Refused(CUT_OFF)
        place += length
    _nothing_beside(data[place:])
    return Contained("HEIF", data[:place], None)


def _nothing_beside(tail: bytes) -> None:
    """What phones put behind a picture (a film, a second picture, zeros) is dropped; anything else is refused."""
    tail = tail.lstrip(b"\0 \r\n\t")
    if not tail:
        return
    begins_as_other = any(
        re.match(begins, tail[:2048], re.DOTALL) for begins, name in OTHERS if name not in ("a film", "an icon")
    )
    if (
        begins_as_other
        or MARKUP.match(tail[:4096])
        or HIDDEN.search(tail[:2048])
        or ARCHIVE_END in tail[-ARCHIVE_TAIL:]
    ):
        raise Refused(TWO)


READERS: dict[bytes, Callable[[bytes], Contained]] = {
    rb"\xff\xd8\xff": _jpeg,
    re.escape(PNG): _png,
    rb"RIFF....WEBPVP8": _webp,
    rb"....ftyp(?:" + b"|".join(HEIC_BRANDS) + rb")": _heic,
}
