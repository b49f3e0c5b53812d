"""From one board to the three formats: cropped about its motif, or mounted on a ground that is made of its edges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import cv2
import numpy as np
from PIL import Image

from billboard.core.boxes import Size
from billboard.core.darkroom.laying import drafted, laid, motif_on, mounted
from billboard.core.darkroom.opening import encoded
from billboard.core.darkroom.values import Formatted, Motif, Rectangle, TextBox
from billboard.core.errors import Refused
from billboard.core.formats import FORMATS, Format

QUALITY = 90
LEAST = 300  # art px of a crop's short side
LIKE = 0.03  # how far a crop's shape may be from the format's
BAD_CROP = "This part of the board does not have the shape of a {0}, or lies outside the board. Choose it anew."
EDGE = 0.02  # of the board's side that the ground is made of
DISSOLVED = 0.3  # of the way to the format's edge, after which nothing of a line or a leaf is left


def formatted(
    board: Image.Image,
    of: Format,
    boxes: Sequence[TextBox],
    motif: Motif | None,
    crops: Mapping[str, Sequence[int] | None],
) -> Iterator[Formatted]:
    """On every format, its own first. Raises Refused for a crop of another shape or outside."""
    yield Formatted(of, _jpeg(_sized(board, of.art)), (0, 0, *of.art), tuple(boxes), motif)
    for onto in FORMATS.values():
        if onto is not of:
            crop = _asked(crops[onto.slug], of, onto) if onto.slug in crops else drafted(of, onto, motif)
            picture = _cropped(board, of, onto, crop) if crop else on_ground(board, of, onto)
            placed = laid(boxes, of, onto, crop)
            yield Formatted(onto, _jpeg(picture), crop, placed, motif_on(motif, of, onto, crop))


def _asked(crop: Sequence[int] | None, of: Format, onto: Format) -> Rectangle | None:
    if crop is None:
        return None
    x, y, width, height = crop
    inside = min(x, y) >= 0 and x + width <= of.art[0] and y + height <= of.art[1]
    shaped = min(width, height) >= LEAST and abs(width / height * onto.art[1] / onto.art[0] - 1) <= LIKE
    if not (inside and shaped):
        raise Refused(BAD_CROP.format(onto.name))
    return x, y, width, height


def _cropped(board: Image.Image, of: Format, onto: Format, crop: Rectangle) -> Image.Image:
    scale = board.width / of.art[0]
    x, y, width, height = (each * scale for each in crop)
    box = x, y, min(board.width, x + width), min(board.height, y + height)
    return board.resize(onto.art, Image.Resampling.LANCZOS, box=box)


def on_ground(board: Image.Image, of: Format, onto: Format) -> Image.Image:
    """In the middle of a ground that its edges dissolve into."""
    x, y, width, height = mounted(of, onto)
    inner = _sized(board, (width, height))
    before, after = (x, onto.art[0] - x - width), (y, onto.art[1] - y - height)
    pixels = np.asarray(inner)
    wide = before[0] > 0
    turned = pixels if wide else pixels.transpose(1, 0, 2)
    room = before if wide else after
    ground = [_ground(turned, room[0], first=True), turned, _ground(turned, room[1], first=False)]
    whole = np.concatenate(ground, axis=1)
    return Image.fromarray(np.ascontiguousarray(whole if wide else whole.transpose(1, 0, 2)))


def _ground(pixels: np.ndarray, room: int, *, first: bool) -> np.ndarray:
    """So many columns beside a picture, before or behind it: its edge gone on, the softer the further from it."""
    if not room:
        return pixels[:, :0]
    strip = max(4, round(EDGE * pixels.shape[1]))
    edge = (pixels[:, :strip] if first else pixels[:, -strip:]).astype(np.float32)
    line = np.median(edge, axis=1)[:, None]
    height = pixels.shape[0]
    fine, softer, softest = (_along(line, share * height) for share in (0.002, 0.03, 0.14))
    away = np.linspace(0, 1, room, dtype=np.float32)[None, :, None]
    away = away[:, ::-1] if first else away
    near = _mixed(fine, softer, np.clip(away / DISSOLVED, 0, 1))
    return _with_grain(_mixed(near, softest, np.clip((away - DISSOLVED / 3) / (1 - DISSOLVED / 3), 0, 1)), edge)


def _along(line: np.ndarray, sigma: float) -> np.ndarray:
    """A column of colours, softer."""
    return np.asarray(cv2.GaussianBlur(line, (1, 0), sigmaX=1, sigmaY=max(1.0, sigma), borderType=cv2.BORDER_REPLICATE))


def _mixed(one: np.ndarray, other: np.ndarray, share: np.ndarray) -> np.ndarray:
    smooth = share * share * (3 - 2 * share)
    return np.asarray(one * (1 - smooth) + other * smooth)


def _with_grain(ground: np.ndarray, edge: np.ndarray) -> np.ndarray:
    fine = edge - cv2.GaussianBlur(edge, (0, 0), 3)
    noise = np.random.default_rng(1).standard_normal(ground.shape[:2]).astype(np.float32)
    amount = min(3.0, float(np.median(np.abs(fine))))
    return np.asarray(np.clip(ground + noise[..., None] * amount, 0, 255), dtype=np.uint8)


def _sized(board: Image.Image, size: Size) -> Image.Image:
    return board if board.size == size else board.resize(size, Image.Resampling.LANCZOS)


def _jpeg(picture: Image.Image) -> bytes:
    return encoded(picture, QUALITY)
