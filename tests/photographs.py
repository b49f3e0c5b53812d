"""Photographs of posters in streets, the same each time: seen aslant, lit unevenly, grainy, as a phone keeps them."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
from PIL import Image, ImageFilter

from billboard.core.boxes import Corners
from billboard.core.formats import Format
from billboard.infra.config import ROOT

STREET = ROOT / "artwork" / "scenes" / "roadside" / "plate.jpg"
SIZE = (4032, 3024)  # px: twelve megapixels
ORIENTATION, MAKE, MODEL = 0x0112, 0x010F, 0x0110  # EXIF
# Of the photograph's width and height: where the poster's corners are seen.
PLACES: dict[str, Corners] = {
    "48-sheet": ((0.14, 0.22), (0.88, 0.12), (0.90, 0.66), (0.13, 0.62)),
    "6-sheet": ((0.33, 0.07), (0.64, 0.12), (0.62, 0.93), (0.31, 0.86)),
    "square": ((0.24, 0.12), (0.77, 0.16), (0.74, 0.90), (0.27, 0.84)),
}


def photograph(poster: Image.Image, format_: Format, *, turned: bool = False, seed: int = 1) -> bytes:
    """A JPEG of twelve megapixels; `turned` lies on its side, and its EXIF says so."""
    chance = np.random.default_rng(seed)
    with Image.open(STREET) as opened:
        ground = opened.convert("RGB").resize(SIZE, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(4))
    flat = np.asarray(poster.convert("RGB")).astype(np.float32)
    picture = _hung(np.asarray(ground).astype(np.float32), flat, corners(format_))
    picture = picture * _light(chance)[..., None] + chance.normal(0, 5, (SIZE[1], SIZE[0], 3)).astype(np.float32)
    shown = Image.fromarray(np.clip(cv2.GaussianBlur(picture, (0, 0), 0.8), 0, 255).astype(np.uint8))
    exif = Image.Exif()
    exif[MAKE], exif[MODEL], exif[ORIENTATION] = "Phone", "Phone 7", 6 if turned else 1
    file = BytesIO()
    shown = shown.transpose(Image.Transpose.ROTATE_90) if turned else shown
    shown.save(file, "JPEG", quality=90, exif=exif)
    return file.getvalue()


def corners(format_: Format) -> Corners:
    """Where the poster is seen, px of the upright photograph."""
    one, two, three, four = ((x * SIZE[0], y * SIZE[1]) for x, y in PLACES[format_.slug])
    return one, two, three, four


def _hung(ground: np.ndarray, poster: np.ndarray, there: Corners) -> np.ndarray:
    """The poster in a frame of dark metal."""
    height, width = poster.shape[:2]
    bar = round(0.025 * min(height, width))
    framed = cv2.copyMakeBorder(poster, bar, bar, bar, bar, cv2.BORDER_CONSTANT, value=(52, 54, 58))
    flat = np.array([(bar, bar), (bar + width, bar), (bar + width, bar + height), (bar, bar + height)], np.float32)
    seen = cv2.getPerspectiveTransform(flat, np.array(there, np.float32))
    laid = cv2.warpPerspective(framed, seen, SIZE, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.ones(framed.shape[:2], np.float32), seen, SIZE)[..., None]
    return np.asarray(ground * (1 - mask) + laid * mask)


def _light(chance: np.random.Generator) -> np.ndarray:
    """Brighter here than there, with the shadow of a tree."""
    coarse = chance.uniform(0.72, 1.08, (5, 7)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, SIZE, interpolation=cv2.INTER_CUBIC))
