"""Header art of a campaign: a picture that somebody sends, made into one of ours or refused."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from billboard.core.errors import Refused

FORMATS = ("JPEG", "PNG", "WEBP")
SIZE = (1600, 500)  # px
LEAST_WIDTH = 800  # px; what is smaller would look it
MOST_PIXELS = 24_000_000  # decoded; three bytes each in memory
MOST_BYTES = 4 << 20
QUALITY = 84


def read_header(data: bytes) -> bytes:
    """A JPEG of SIZE, cut about the middle, with nothing in it but pixels. Raises Refused.

    The size that a file claims is looked at before anything of it is decoded.
    """
    if len(data) > MOST_BYTES:
        raise Refused(
            f"That picture is larger than {MOST_BYTES >> 20} MB. Save it smaller and choose it again.", "header"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Refused("That picture has more than 24 million pixels. Save it smaller.", "header")
                if opened.width < LEAST_WIDTH:
                    raise Refused(f"That picture is narrower than {LEAST_WIDTH} px. Choose a larger one.", "header")
                opened.draft("RGB", SIZE)
                upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("That is no JPEG, PNG or WebP picture that can be read. Choose another.", "header") from None
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow says of broken files
        raise Refused("That picture is broken or cut short. Save it again and choose it once more.", "header") from None
    white = Image.new("RGBA", upright.size, "white")
    flat = Image.alpha_composite(white, upright).convert("RGB")
    fitted = ImageOps.fit(flat, SIZE, Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    fitted.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
