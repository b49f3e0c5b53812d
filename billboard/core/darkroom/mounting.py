"""From one board to the three formats: cropped about its motif, or mounted on a ground that is made of its edges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import cv2
import numpy as np
from PIL import Image, ImageFilter

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
EVEN = 14.0  # of 255: how much an edge may change along itself for the ground to be its own continuation
FADE = 0.86  # how much darker the ground is otherwise, so that the board stands out


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
    """In the middle of a ground: its edges gone on where they are even, else a blur of them, a little darker."""
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
    """So many columns beside a picture, before or behind it."""
    if not room:
        return pixels[:, :0]
    strip = max(4, round(EDGE * pixels.shape[1]))
    edge = (pixels[:, :strip] if first else pixels[:, -strip:]).astype(np.float32)
    line = np.median(edge, axis=1)
    if float(np.abs(line - np.median(line, axis=0)).mean()) < EVEN:
        soft = cv2.GaussianBlur(line[:, None], (1, 0), sigmaX=1, sigmaY=6).reshape(line.shape)
        return _with_grain(np.repeat(soft[:, None], room, axis=1), edge)
    return _blurred(pixels, room, first=first)


def _with_grain(ground: np.ndarray, edge: np.ndarray) -> np.ndarray:
    fine = edge - cv2.GaussianBlur(edge, (0, 0), 3)
    noise = np.random.default_rng(1).standard_normal(ground.shape[:2]).astype(np.float32)
    amount = min(3.0, float(fine.std()))
    return np.asarray(np.clip(ground + noise[..., None] * amount, 0, 255), dtype=np.uint8)


def _blurred(pixels: np.ndarray, room: int, *, first: bool) -> np.ndarray:
    """The picture near that edge, mirrored, so blurred that it says nothing any more."""
    taken = min(room, pixels.shape[1] // 2)
    near = pixels[:, :taken][:, ::-1] if first else pixels[:, -taken:][:, ::-1]
    wide = Image.fromarray(np.ascontiguousarray(near)).resize((room, pixels.shape[0]), Image.Resampling.BICUBIC)
    soft = wide.filter(ImageFilter.GaussianBlur(min(room, pixels.shape[0]) / 10))
    return (np.asarray(soft).astype(np.float32) * FADE).astype(np.uint8)


def _sized(board: Image.Image, size: Size) -> Image.Image:
    return board if board.size == size else board.resize(size, Image.Resampling.LANCZOS)


def _jpeg(picture: Image.Image) -> bytes:
    return encoded(picture, QUALITY)
