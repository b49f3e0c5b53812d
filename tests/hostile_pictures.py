"""Files that strangers may choose as a picture, the same for the same number; and a job that opens many of them."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any, Literal, NamedTuple

from PIL import Image, ImageCms

from billboard.core.errors import Refused

Outcome = Literal["opened", "refused", "either"]
SIZE = (320, 200)
PNG = b"\x89PNG\r\n\x1a\n"
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
ZEROS = 200 << 20  # bytes that a bomb unpacks to


class Hostile(NamedTuple):
    kind: str
    data: bytes
    outcome: Outcome


@cache
def honest(format_: str, mode: str = "RGB", size: tuple[int, int] = SIZE) -> bytes:
    """A picture like any other."""
    if format_ == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    picture = Image.linear_gradient("L").resize(size)
    picture = Image.merge("RGB", (picture, picture.rotate(90).resize(size), picture.rotate(180)))
    if mode == "I;16":
        picture = Image.new("I;16", size, 30_000)
    file = BytesIO()
    (picture if picture.mode == mode else picture.convert(mode)).save(file, format_)
    return file.getvalue()


def chunk(name: bytes, data: bytes, length: int | None = None) -> bytes:
    size = len(data) if length is None else length
    return struct.pack(">I", size) + name + data + struct.pack(">I", zlib.crc32(name + data))


def header(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))


def with_chunk(extra: bytes) -> bytes:
    """An honest PNG with one more chunk before its pixels."""
    png = honest("PNG")
    return png[:33] + extra + png[33:]


def with_segment(marker: int, data: bytes) -> bytes:
    """An honest JPEG with one more segment at its beginning."""
    jpeg = honest("JPEG")
    return jpeg[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data + jpeg[2:]


@cache
def zeros(count: int) -> bytes:
    """So many of them, packed."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(count >> 20)) + packer.flush()


def truncated(chance: random.Random) -> Hostile:
    data = honest(chance.choice(FORMATS))
    return Hostile("truncated", data[: chance.randrange(1, len(data) - 12)], "refused")


def flipped(chance: random.Random) -> Hostile:
    data = bytearray(honest(chance.choice(FORMATS)))
    for _ in range(chance.choice((1, 3, 10, 100))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return Hostile("flipped", bytes(data), "either")


def spliced(chance: random.Random) -> Hostile:
    one, other = honest(chance.choice(FORMATS)), honest(chance.choice(FORMATS))
    return Hostile("spliced", one[: chance.randrange(4, len(one))] + other[chance.randrange(len(other)) :], "either")


def noise(chance: random.Random) -> Hostile:
    begins = chance.choice((b"", b"\xff\xd8\xff\xe0", PNG, PNG + header(800, 600), b"RIFF\x20\0\0\0WEBPVP8 ", b"\0"))
    begins = chance.choice(
        (begins, b"\0\0\0\x18ftypheic", b"RIFF\xff\xff\xff\xffWEBPVP8L", b"\xff\xd8\xff\xc0\0\x11\x08")
    )
    return Hostile("noise", begins + chance.randbytes(chance.choice((0, 1, 40, 3000))), "refused")


def lying_png(chance: random.Random) -> Hostile:
    width, height = chance.choice(((0, 0), (1 << 31, 1), (60_000, 60_000), (5000, 5000), (320, 4000), (900_000, 900)))
    png = honest("PNG")
    return Hostile("lying PNG", PNG + header(width, height) + png[33:], "refused")


def lying_jpeg(chance: random.Random) -> Hostile:
    jpeg = bytearray(honest("JPEG"))
    place = jpeg.index(b"\xff\xc0")
    width, height = chance.choice(((0, 0), (65_500, 65_500), (7000, 7000), (65_500, 500), (16, 65_500), (320, 0)))
    jpeg[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return Hostile("lying JPEG", bytes(jpeg), "either" if (width, height) == (7000, 7000) else "refused")


def lying_webp(chance: random.Random) -> Hostile:
    webp = honest("WEBP")
    size = chance.choice((16_383, 1 << 24, 9000))
    extended = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + (size - 1).to_bytes(3, "little") * 2
    body = b"WEBP" + extended + webp[12:]
    return Hostile("lying WebP", b"RIFF" + struct.pack("<I", len(body)) + body, "refused")


def lying_heic(chance: random.Random) -> Hostile:
    heic = bytearray(honest("HEIF"))
    place = heic.index(b"ispe") + 8
    heic[place : place + 8] = struct.pack(
        ">II", *chance.choice(((0, 0), (60_000, 60_000), (1 << 31, 1 << 31), (7000, 7000)))
    )
    return Hostile("lying HEIC", bytes(heic), "refused")


def boxes(chance: random.Random) -> Hostile:
    heic = bytearray(honest("HEIF"))
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(0, min(len(heic), 600) - 4)
        heic[place : place + 4] = struct.pack(">I", chance.choice((0, 1, 7, 8, 0x7FFFFFFF, 0xFFFFFFFF)))
    return Hostile("HEIC boxes", bytes(heic), "either")


def bomb(chance: random.Random) -> Hostile:
    """Few bytes that are many pixels."""
    width, height = chance.choice(((30_000, 30_000), (7000, 7000), (7100, 7100), (50_000, 1000)))
    outcome: Outcome = "opened" if (width, height) == (7000, 7000) else "refused"
    pixels = zeros(7000 * 7001 // (1 << 20) + 1 << 20) if outcome == "opened" else zeros(1 << 20)
    png = PNG + header(width, height, 8, 0) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return Hostile("bomb", png, outcome)


def chunks(chance: random.Random) -> Hostile:
    """Texts, profiles and lengths that go on for ever."""
    name, data, length, outcome = chance.choice(
        (
            (b"zTXt", b"Comment\0\0" + zeros(ZEROS), None, "opened"),
            (b"iTXt", b"Comment\0\1\0\0\0" + zeros(ZEROS), None, "opened"),
            (b"iCCP", b"icc\0\0" + zeros(ZEROS), None, "either"),
            (b"tEXt", b"Comment\0" + b"a" * 3_000_000, None, "opened"),
            (b"tEXt", b"a" * 100, 0xFFFFFFFF, "refused"),
            (b"IDAT", b"a" * 100, 0x7FFFFFFF, "refused"),
            (b"PLTE", b"a" * 100, 0x80000000, "refused"),
            (b"eXIf", b"MM\0*" + chance.randbytes(70_000), None, "opened"),
            (b"acTL", struct.pack(">II", 0xFFFFFFFF, 0), None, "opened"),
        )
    )
    return Hostile(f"chunk {name.decode()}", with_chunk(chunk(name, data, length)), outcome)  # type: ignore[arg-type]


def many_chunks(chance: random.Random) -> Hostile:
    return Hostile("many chunks", with_chunk(chunk(b"teSt", b"") * chance.choice((2000, 200_000))), "opened")


def exif(chance: random.Random) -> Hostile:
    """Tables that point to themselves, that are endless, that say nonsense."""
    entry = struct.pack(
        ">HHII",
        0x0112,
        chance.choice((1, 3, 4, 12)),
        chance.choice((1, 0, 0xFFFFFFFF)),
        chance.choice((6, 0, 99, 1 << 31)),
    )
    loop = struct.pack(">HHII", 0x8769, 4, 1, 8)
    count = chance.choice((1, 2, 0xFFFF))
    table = b"MM\0*" + struct.pack(">IH", 8, count) + (entry + loop) * min(count, 2000) + struct.pack(">I", 8)
    return Hostile("EXIF", with_segment(0xE1, b"Exif\0\0" + (table + chance.randbytes(200))[:65_000]), "opened")


def profile(chance: random.Random) -> Hostile:
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for _ in range(chance.choice((0, 1, 20, 200))):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return Hostile("profile", with_segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(made)), "opened")


def scans(chance: random.Random) -> Hostile:
    """A progressive JPEG that begins again and again."""
    file = BytesIO()
    Image.open(BytesIO(honest("JPEG"))).resize((3000, 2000)).save(file, "JPEG", progressive=True, quality=20)
    jpeg = file.getvalue()
    last = jpeg.rindex(b"\xff\xda")
    return Hostile("scans", jpeg[:-2] + jpeg[last:-2] * chance.choice((10, 20_000)) + b"\xff\xd9", "either")


TEXTS: dict[str, bytes] = {
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9" height="9"/></svg>',
    "SVG with a prologue": b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x -->\n<svg width="99999999" height="99999999"/>',
    "SVG of entities": b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>',
    "HTML": b"<!DOCTYPE html><script>alert(1)</script>",
    "PHP": b"<?php system($_GET[0]); ?>",
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n{ } loop\n",
    "EPS of DOS": b"\xc5\xd0\xd3\xc6\x1e\0\0\0%!PS",
    "PDF": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
    "PDF after a line": b"hello\n%PDF-1.7\n1 0 obj\n",
    "GIF": b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;",
    "TIFF": b"II*\0\x08\0\0\0\0\0",
    "big TIFF": b"MM\0+\0\x08\0\0",
    "BMP": b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\xff\xff\xff\x7f",
    "Photoshop": b"8BPS\0\1\0\0\0\0\0\0\0\3\0\1\0\0",
    "icon": b"\0\0\1\0\1\0\x10\x10\0\0",
    "AVIF": b"\0\0\0\x20ftypavif\0\0\0\0avifmif1",
    "JPEG XL": b"\xff\x0a\xfa\x7f\x01",
    "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n",
    "film": b"\0\0\0\x18ftypmp42\0\0\0\0isom",
    "ZIP": b"PK\x03\x04\x14\0\0\0",
    "program": b"\x7fELF\2\1\1\0",
    "words": b"This is no picture at all.\n",
    "nothing": b"",
    "zeros": bytes(5000),
}


def other(chance: random.Random) -> Hostile:
    name = chance.choice(sorted(TEXTS))
    return Hostile(name, TEXTS[name] + chance.choice((b"", b"\n", b"\n" * 5000)), "refused")


def polyglot(chance: random.Random) -> Hostile:
    """A picture and something else in one file."""
    archive = b"PK\x03\x04" + chance.randbytes(300) + b"PK\x05\x06" + bytes(18)
    second = chance.choice(
        (archive, chance.randbytes(40_000) + archive, TEXTS["PDF"], TEXTS["HTML"], TEXTS["PHP"], b"\n\n" + TEXTS["SVG"])
    )
    data = chance.choice(
        (
            honest("JPEG") + second,
            honest("PNG") + second,
            honest("WEBP") + second,
            with_segment(0xFE, chance.choice((TEXTS["PHP"], TEXTS["HTML"], TEXTS["PDF"]))),
            with_chunk(chunk(b"tEXt", b"Comment\0" + TEXTS["PHP"])),
            TEXTS["GIF"] + honest("JPEG"),
            TEXTS["PDF"] + honest("JPEG"),
        )
    )
    return Hostile("polyglot", data, "refused")


def of_a_phone(chance: random.Random) -> Hostile:
    """What phones put behind a picture is no harm: a film, a second picture, zeros."""
    behind = chance.choice((TEXTS["film"] + chance.randbytes(5000), honest("JPEG"), bytes(4000)))
    return Hostile("of a phone", honest("JPEG") + behind, "opened")


def unusual(chance: random.Random) -> Hostile:
    format_, mode = chance.choice(
        (("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "I;16"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "1"), ("WEBP", "RGBA"))
    )
    return Hostile(f"{format_} {mode}", honest(format_, mode), "opened")


def animated(chance: random.Random) -> Hostile:
    file, format_ = BytesIO(), chance.choice(("PNG", "WEBP"))
    frames = [Image.new("RGB", SIZE, (each * 9, 0, 0)) for each in range(20)]
    frames[0].save(file, format_, save_all=True, append_images=frames[1:])
    return Hostile(f"animated {format_}", file.getvalue(), "opened")


def odd_shape(chance: random.Random) -> Hostile:
    size = chance.choice(((1, 1), (1, 9000), (9000, 1), (99, 99), (20_000, 120)))
    return Hostile("odd shape", honest("PNG", "L", size), "refused")


KINDS: tuple[Callable[[random.Random], Hostile], ...] = (
    truncated,
    flipped,
    spliced,
    noise,
    lying_png,
    lying_jpeg,
    lying_webp,
    lying_heic,
    boxes,
    chunks,
    exif,
    profile,
    other,
    polyglot,
    of_a_phone,
    unusual,
    odd_shape,
)
DEAR: tuple[Callable[[random.Random], Hostile], ...] = (bomb, many_chunks, scans, animated)  # one of 25


def hostile(number: int) -> Hostile:
    chance = random.Random(number)
    return chance.choice(DEAR if number % 25 == 24 else KINDS)(chance)


def opened_each(values: dict[str, Any], files: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """A job: what becomes of each, its size or the sentence that it is refused with."""
    from billboard.core.darkroom.opening import encoded, opened

    said: list[Any] = []
    for data in files:
        try:
            picture = opened(data)
            said.append([*picture.size, len(encoded(picture))])
        except Refused as refusal:
            said.append(refusal.message)
    return {"said": said}, []
