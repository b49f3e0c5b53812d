"""A poster on the street: put into a scene, lit, and mirrored in wet ground.

Only what the poster changes is drawn and encoded; the rest of the picture is the scene's own tiles (`splicing`).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops

from billboard.core.perspective import Point, mesh, padded
from billboard.core.scenes import STREET_SIZE, Scene
from billboard.core.splicing import Pixels, Tiled, aligned, apart, encode, meet

CARD_SIZE = (1200, 630)
SMALL_SCALE = 4
STREET_QUALITY, SMALL_QUALITY, CARD_QUALITY = 86, 80, 86
MARGIN = 12  # px of the poster's own edge drawn on around it, as it shines on its frame
WET_SCALE = 4  # wet ground blurs: its image is made so many times smaller

Corners = tuple[Point, ...]


class Part(NamedTuple):
    """Where in the picture the poster shows: `dark` is there without it, `light` is what white paper would add, and no
    more than there is room for."""

    box: Pixels
    dark: Image.Image
    light: Image.Image


@dataclass(frozen=True)
class _Puddles:
    part: Part
    corners: Corners
    smear: tuple[float, float]
    mirror: Image.Image  # how far the poster's image reaches, at 1/WET_SCALE of the size


class Street:
    """A scene decoded at 1/`scale` of its size: all that does not depend on a poster."""

    def __init__(self, scene: Scene, scale: int = 1) -> None:
        self.scene, self.size = scene, (STREET_SIZE[0] // scale, STREET_SIZE[1] // scale)
        self.corners = tuple((x / scale, y / scale) for x, y in scene.corners)
        bare, light, wet = _layers(scene)
        bare = bare.reduce(scale)
        self.board = _part(bare, light.reduce(scale))
        self.puddles = None
        if scene.wet:
            part = _part(bare, wet.reduce(scale))
            corners = tuple((x / scale, y / scale) for x, y in scene.wet.corners)
            across, down = (max(1.0, smear / scale) for smear in scene.wet.smear)
            mirror = _warped(Image.new("L", (400, 400), 255), corners, part.box, WET_SCALE)
            self.puddles = _Puddles(part, corners, (across, down), mirror)
        parts = [self.board, *([self.puddles.part] if self.puddles else [])]
        boxes = apart(box for part in parts if (box := aligned(part.box, self.size)))
        self._tiled = Tiled(bare, STREET_QUALITY if scale == 1 else SMALL_QUALITY)
        self._changing = [(box, bare.crop(box)) for box in boxes]

    def jpeg(self, poster: Image.Image) -> bytes:
        shown, patches = self.shown(poster), []
        for box, bare in self._changing:
            patch = bare.copy()
            for (left, top, *_), image in (each for each in shown if meet(each[0], box)):
                patch.paste(image, (left - box[0], top - box[1]))
            patches.append((box, patch))
        return self._tiled.splice(patches)

    def shown(self, poster: Image.Image) -> list[tuple[Pixels, Image.Image]]:
        """What the poster changes, and where."""
        # A bilinear warp mixes four pixels: it may take in two in a row at a step, and no more.
        shrunk = max(1, int(poster.width / (self.scene.width * self.size[0] / STREET_SIZE[0])))
        sheet = poster.reduce(shrunk) if shrunk > 1 else poster
        shown = [_lit(self.board, _warped(padded(sheet, MARGIN), self.corners, self.board.box, 1, MARGIN))]
        if self.puddles:
            part, (across, down) = self.puddles.part, self.puddles.smear
            image = _warped(sheet.reduce(WET_SCALE), self.puddles.corners, part.box, WET_SCALE)
            # What does not mirror the poster is lit by all of it: its mean colour.
            mean = sheet.resize((1, 1), Image.Resampling.BOX).resize(image.size, Image.Resampling.NEAREST)
            image = Image.composite(image, mean, self.puddles.mirror)
            # Down to pixels as large as the smear and smoothly up again: a blur that costs next to nothing.
            coarse = (max(1, round(part.light.width / across)), max(1, round(part.light.height / down)))
            half = (-(-part.light.width // 2), -(-part.light.height // 2))
            image = image.resize(coarse, Image.Resampling.HAMMING).resize(half, Image.Resampling.BILINEAR)
            shown.append(_lit(part, image.resize(part.light.size, Image.Resampling.NEAREST)))
        return shown


@lru_cache(maxsize=64)
def _street(scene: Scene, scale: int = 1) -> Street:
    return Street(scene, scale)


def prepare(scene: Scene) -> None:
    """Decode and encode all that a poster needs of the scene: once, and before forking."""
    for scale in (1, SMALL_SCALE):
        _street(scene, scale)


def street(poster: Image.Image, scene: Scene) -> bytes:
    """The poster (RGB, of the board's shape) on the scene's board: a JPEG of STREET_SIZE, the same every time."""
    return _street(scene).jpeg(poster)


def small_street(poster: Image.Image, scene: Scene) -> bytes:
    """The same at 1/SMALL_SCALE of the size, to choose by."""
    return _street(scene, SMALL_SCALE).jpeg(poster)


def street_card(poster: Image.Image, scene: Scene) -> bytes:
    """The same as a card of CARD_SIZE, which is less high: it loses most on the side away from the board."""
    with Image.open(io.BytesIO(street(poster, scene)), formats=["JPEG"]) as picture:
        height = STREET_SIZE[0] * CARD_SIZE[1] // CARD_SIZE[0]
        heights = [y for _, y in scene.corners]
        above, below = min(heights), STREET_SIZE[1] - max(heights)
        top = round((STREET_SIZE[1] - height) * min(1, max(0, above / (above + below))))
        card = picture.resize(CARD_SIZE, Image.Resampling.BICUBIC, (0, top, STREET_SIZE[0], top + height), 3.0)
    return encode(card, CARD_QUALITY)


def compose(poster: Image.Image, scene: Scene) -> Image.Image:
    """The pixels of `street` before they are encoded."""
    picture, *_ = _layers(scene)
    for (left, top, *_), image in _street(scene).shown(poster):
        picture.paste(image, (left, top))
    return picture


def enough(scene: Scene, scale: int = 1) -> int:
    """The width, px, of a poster that the scene at 1/scale shows no less of than of a larger one."""
    return int(scene.width / scale) + 1


def _layers(scene: Scene) -> tuple[Image.Image, Image.Image, Image.Image]:
    """Of the plate's size: the scene without its poster's light, what a white poster adds on the board, and on the
    ground."""
    bare = _decoded(scene.plate)
    dark, light, mask = _decoded(scene.dark), _decoded(scene.light), _decoded(scene.mask, "L")
    board, ground = Image.new("RGB", bare.size), Image.new("RGB", bare.size)
    # Beyond the poster the plate itself, to the last bit: a JPEG of the same thing is never quite the same.
    inside = mask.point(lambda value: 255 if value else 0)
    bare.paste(dark, scene.place, inside)
    board.paste(light, scene.place, inside)
    if scene.wet:
        wet = _decoded(scene.wet.light).point(lambda value: value if value > 1 else 0)
        ground.paste(wet, scene.wet.place)
        bare = ImageChops.subtract(bare, ground)
    return bare, board, ground


def _part(bare: Image.Image, light: Image.Image) -> Part:
    box = light.getbbox()
    assert box
    dark = bare.crop(box)
    return Part(box, dark, ImageChops.darker(light.crop(box), ImageChops.invert(dark)))


def _lit(part: Part, warped: Image.Image) -> tuple[Pixels, Image.Image]:
    # Modulo, as it costs half of what clipping does and the two never come to more than 255.
    return part.box, ImageChops.add_modulo(part.dark, ImageChops.multiply(warped, part.light))


def _warped(sheet: Image.Image, corners: Corners, box: Pixels, scale: int, margin: int = 0) -> Image.Image:
    """The sheet, less a margin around it, as seen with its corners there, through a box at 1/scale of its size."""
    left, right, top, bottom = margin, sheet.width - margin, margin, sheet.height - margin
    here = [(left, top), (right, top), (right, bottom), (left, bottom)]
    there = [((x - box[0]) / scale, (y - box[1]) / scale) for x, y in corners]
    width, height = -(-(box[2] - box[0]) // scale), -(-(box[3] - box[1]) // scale)
    warp = mesh(there, here, (width, height))
    return sheet.transform((width, height), Image.Transform.MESH, warp, Image.Resampling.BILINEAR)


def _decoded(path: Path, mode: str = "RGB") -> Image.Image:
    with Image.open(path, formats=["JPEG", "PNG"]) as image:
        return image.convert(mode)
