"""Header art that somebody sends: opened with suspicion, within a bound of memory, and made afresh."""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import ExifTags, Image, PngImagePlugin, UnidentifiedImageError

from billboard.core.boxes import Size
from billboard.core.errors import Refused

FORMATS = ("JPEG", "PNG", "WEBP")
SIZE = (1600, 500)  # px
LEAST_WIDTH = 800  # px; what is smaller would look it
MOST_BYTES = 4 << 20
MOST_PIXELS = 24_000_000
MOST_HELD = 137_000_000  # bytes that decoding may take; what follows it has less to do with
BAND = 1 << 20  # pixels that are worked on at once
QUALITY = 84
TURNED = {  # by Exif's orientation: what makes it upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ON_ITS_SIDE = (5, 6, 7, 8)
PngImagePlugin.MAX_TEXT_MEMORY = 2 << 20  # bytes that texts in a picture may unpack to; nothing here reads them
_one_at_a_time = threading.Lock()  # the bound is a worker's, however many threads it has


def read_header(data: bytes) -> bytes:
    """A JPEG of SIZE, cut about the middle, with nothing in it but pixels. Raises Refused.

    The size that a file claims is looked at before anything of it is decoded.
    """
    if len(data) > MOST_BYTES:
        raise Refused(f"That picture is larger than {MOST_BYTES >> 20} MB. Save it smaller and choose it again.")
    with _one_at_a_time, _refusing_what_cannot_be_read(), Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        _require_room(opened)
        orientation = opened.getexif().get(ExifTags.Base.Orientation, 1)
        size = SIZE[::-1] if orientation in ON_ITS_SIDE else SIZE
        if opened.size[size.index(SIZE[0])] < LEAST_WIDTH:
            raise Refused(f"That picture is narrower than {LEAST_WIDTH} px. Choose a larger one.")
        opened.draft("RGB", size)
        fitted = _fitted(opened, size)
    if orientation in TURNED:
        fitted = fitted.transpose(TURNED[orientation])
    buffer = io.BytesIO()
    fitted.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


@contextmanager
def _refusing_what_cannot_be_read() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("That is no JPEG, PNG or WebP picture that can be read. Choose another.") from None
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow says of broken files
        raise Refused("That picture is broken or cut short. Save it again and choose it once more.") from None


def _require_room(opened: Image.Image) -> None:
    most = min(MOST_PIXELS, int(MOST_HELD / _held(opened)))
    if opened.width * opened.height > most:
        most_told = f"{most // 100_000 / 10:g} million pixels"
        raise Refused(f"That picture is too large: a {opened.format} may have {most_told} at most. Save it smaller.")


def _held(opened: Image.Image) -> float:
    """Bytes for each pixel that decoding takes at most, as measured."""
    if opened.format == "WEBP":
        return 17  # two canvases, a copy and the picture
    if opened.format == "JPEG":
        return 4 + 2.25 * len(opened.getbands())  # the coefficients of all channels, where they come in several scans
    return 4


def _fitted(opened: Image.Image, size: Size) -> Image.Image:
    """The middle of a picture on white, shrunk in bands: a copy of all of it would take what decoding does."""
    scale = min(opened.width / size[0], opened.height / size[1])
    width, height = (max(1, round(side * scale)) for side in size)
    left, top = (opened.width - width) // 2, (opened.height - height) // 2
    factor = max(1, int(scale / 1.5))  # the rest is for a better filter
    shrunk = Image.new("RGB", (-(-width // factor), -(-height // factor)))
    rows = max(1, BAND // width // factor) * factor
    for row in range(0, height, rows):
        band = opened.crop((left, top + row, left + width, top + min(row + rows, height))).convert("RGBA")
        flat = Image.alpha_composite(Image.new("RGBA", band.size, "white"), band).convert("RGB")
        shrunk.paste(flat.reduce(factor), (0, row // factor))
    return shrunk.resize(size, Image.Resampling.LANCZOS)
