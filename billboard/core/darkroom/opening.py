"""Whatever somebody chose becomes a clean picture: its pixels alone, upright, in sRGB.

Nothing is decoded before its header has been believed to be small enough; headers that lie are found out by decoding.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from math import ceil

import numpy as np
import pillow_heif
from PIL import Image, ImageCms, ImageFile

from billboard.core.boxes import Size
from billboard.core.darkroom.containers import BROKEN, CUT_OFF, Contained, contained
from billboard.core.errors import Refused

MOST_PIXELS = 50_000_000
LEAST, LONGEST = 100, 4096  # px of the short side that is taken, and of the long side that is given
QUALITY = 92
ORIENTATION = 0x0112  # EXIF
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
TOO_MANY = "This picture has {0} megapixels; 50 are the most. Make it smaller, or photograph less of the street."
TOO_FEW = "This picture is only {0} × {1} px. Take a larger one: at least {2} px on its short side."
TOO_LONG = "This picture is more than {0} times as long as it is wide. Cut it to the poster first."
MOST_LONG = 12  # times the short side


def opened(data: bytes) -> Image.Image:
    """A file as a clean RGB picture, 4096 px long at most. Raises Refused in a sentence that says what to do."""
    inside = contained(data)
    if inside.size:
        _measured(inside.size)
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = None  # ours is the bound, and it has a sentence
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what is damaged in data that nobody needs
        try:
            return _decoded(inside)
        except (Refused, MemoryError):
            raise
        except Exception as error:  # decoders raise whatever comes to their mind
            raise Refused(CUT_OFF if "truncated" in str(error) else BROKEN) from error


def _decoded(inside: Contained) -> Image.Image:
    if inside.kind == "HEIF":
        pillow_heif.register_heif_opener(thumbnails=False)
    with Image.open(BytesIO(inside.data), formats=[inside.kind]) as image:
        _measured(image.size)
        turn, profile = _turn(image), image.info.get("icc_profile")
        if inside.kind == "JPEG":
            image.draft(None, (LONGEST, LONGEST))  # a quarter of the work where half the size will do
        else:
            image.seek(0)
        image.load()
        picture: Image.Image = image
        if picture.mode in ("P", "PA", "1", "LA", "La", "RGBa") or "transparency" in picture.info:
            picture = picture.convert("RGBA" if picture.mode != "1" else "L")
        elif picture.mode.startswith("I") or picture.mode == "F":
            picture = _eight_bits(picture)
        picture = _smaller(picture)
    picture = _on_white(_in_srgb(picture, profile))
    return picture.transpose(TURNS[turn]) if turn in TURNS else picture


def _measured(size: Size) -> None:
    width, height = size
    if width * height > MOST_PIXELS:
        megapixels = ceil(width * height / 1e6)
        raise Refused(TOO_MANY.format(megapixels if megapixels < 1000 else "more than a thousand"))
    if min(size) == 0:
        raise Refused(BROKEN)
    if min(size) < LEAST:
        raise Refused(TOO_FEW.format(width, height, LEAST))
    if max(size) > MOST_LONG * min(size):
        raise Refused(TOO_LONG.format(MOST_LONG))


def _turn(image: Image.Image) -> int:
    """How the camera was held, where the picture says so and can be understood."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 whatever is wrong with it, it is not needed
        return 1


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Of greys that have more."""
    values = np.asarray(picture, dtype=np.float32)
    most = 65535.0 if values.max(initial=0) > 255 else 255.0
    return Image.fromarray((np.clip(values / most, 0, 1) * 255).astype(np.uint8))


def _smaller(picture: Image.Image) -> Image.Image:
    if max(picture.size) <= LONGEST:
        return picture.copy()
    scale = LONGEST / max(picture.size)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """By its colour profile where that is one of such a picture; RGB or RGBA."""
    wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if source.profile.xcolor_space.strip() == {"L": "GRAY", "CMYK": "CMYK"}.get(picture.mode, "RGB"):
                made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=wanted)
                if made is not None:
                    return made
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that is none
    return picture if picture.mode == wanted else picture.convert(wanted)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def encoded(picture: Image.Image, quality: int = QUALITY) -> bytes:
    """As a JPEG that says nothing but its pixels."""
    file = BytesIO()
    picture.info = {}  # else a comment of the file that it was opened from goes along
    picture.save(file, "JPEG", quality=quality, subsampling=0 if quality >= QUALITY else 2)
    return file.getvalue()
