"""A poster on the street: put into a scene, lit, and mirrored in wet ground.

Only what the poster changes is drawn and encoded; the rest of the picture is the scene's own tiles (`splicing`). Where
it is known what of the poster is its template's, that is kept as it looks there, and what was set upon it is drawn.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

from PIL import Image

from billboard.core.boxes import Corners, Pixels, meet
from billboard.core.picture.poster_card import CARD_SIZE
from billboard.core.picture.splicing import Tiled, aligned, apart, encode, weight
from billboard.core.street.blanks import Blank
from billboard.core.street.board_light import Part, common, layers, lit, part, warped, within
from billboard.core.street.perspective import padded, perspective
from billboard.core.street.scenes import STREET_SIZE, Scene
from billboard.core.weighted_cache import WeightedCache

SMALL_SCALE = 4
STREET_QUALITY, SMALL_QUALITY, CARD_QUALITY = 86, 80, 86
MARGIN = 12  # px of the poster's own edge drawn on around it, as it shines on its frame
NEAR = 2  # px that a change reaches beyond itself: the warp mixes neighbours, and so does a JPEG's chroma
WET_SCALE = 4  # wet ground blurs: its image is made so many times smaller
BLANKS = 16 << 20  # bytes kept of blanks on boards

Tiles = tuple[Pixels, list[bytes]]
Patch = tuple[Pixels, Image.Image]


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
        self.corners = _reduced(scene.corners, scale)
        bare, light, wet = (layer.reduce(scale) for layer in layers(scene))
        self.board, self.puddles = part(bare, light), None
        if scene.wet:
            ground, corners = part(bare, wet), _reduced(scene.wet.corners, scale)
            across, down = (max(1.0, smear / scale) for smear in scene.wet.smear)
            mirror = warped(Image.new("L", (400, 400), 255), corners, ground.box, scale=WET_SCALE)
            self.puddles = _Puddles(ground, corners, (across, down), mirror)
        parts = [self.board, *([self.puddles.part] if self.puddles else [])]
        self._tiles = [box for each in parts if (box := aligned(each.box, self.size))]
        left, top, right, bottom = zip(*self._tiles, strict=True)
        self._around = min(left), min(top), max(right), max(bottom)
        self._bare = bare.crop(self._around)
        self._tiled = Tiled(bare, STREET_QUALITY if scale == 1 else SMALL_QUALITY)

    def jpeg(self, poster: Image.Image, blank: Blank | None = None) -> bytes:
        board, *ground = self._tiles
        if blank is None:
            return self._tiled.joined(self._patches(poster, [board, *ground]))

        def paint() -> tuple[list[Tiles], int]:
            patches = list(self._patches(blank.picture(), [board]))
            return patches, sum(weight(tiles) for _, tiles in patches)

        beneath = _blanks.get((self.scene.fingerprint, self.size, poster.size, blank.key), paint)
        return self._tiled.joined([*beneath, *self._patches(poster, [*self._changed(poster, blank.changes), *ground])])

    def _patches(self, poster: Image.Image, boxes: Iterable[Pixels]) -> Iterator[Tiles]:
        boxes = apart(boxes)
        for box, shown in zip(boxes, self.shown(poster, boxes), strict=True):
            patch = self._bare.crop(within(box, self._around))
            for at, image in shown:
                patch.paste(image, within(at, box))
            yield box, self._tiled.cut(patch)

    def shown(self, poster: Image.Image, boxes: Sequence[Pixels]) -> Iterator[list[Patch]]:
        """What a poster shows in each of some boxes of the picture, and where."""
        shrunk, board, puddles = self._shrunk(poster.width), self.board, self.puddles
        reduced = poster.reduce(shrunk) if shrunk > 1 else poster
        seen = warped(padded(reduced, MARGIN), self.corners, board.box, margin=MARGIN, wanted=boxes)
        for box in boxes:
            found = []
            if meet(box, board.box):
                inside = common(box, board.box)
                found.append((inside, lit(board, seen, inside)))
            if puddles and meet(box, puddles.part.box):
                found.append((puddles.part.box, _mirrored(puddles, reduced)))
            yield found

    def _shrunk(self, width: int) -> int:
        """By how much a poster of that width is made smaller before it is warped."""
        # A bilinear warp mixes four pixels: it may take in two in a row at a step, and no more.
        return max(1, int(width / (self.scene.width * self.size[0] / STREET_SIZE[0])))

    def _changed(self, poster: Image.Image, changes: Iterable[Pixels]) -> Iterator[Pixels]:
        """The tiles of the board that boxes of a poster reach."""
        shrunk, (width, height) = self._shrunk(poster.width), poster.size
        near, margin = NEAR * shrunk, MARGIN * shrunk
        a, b, c, d, e, f, g, h = perspective([(0, 0), (width, 0), (width, height), (0, height)], self.corners)
        for left, top, right, bottom in changes:
            across = left - near if left > near else -margin, right + near if right + near < width else width + margin
            down = top - near if top > near else -margin, bottom + near if bottom + near < height else height + margin
            seen = [
                ((a * x + b * y + c) / (g * x + h * y + 1), (d * x + e * y + f) / (g * x + h * y + 1))
                for x in across
                for y in down
            ]
            xs, ys = zip(*seen, strict=True)
            box = floor(min(xs)) - 1, floor(min(ys)) - 1, ceil(max(xs)) + 1, ceil(max(ys)) + 1
            if meet(box, self.board.box) and (tiles := aligned(common(box, self.board.box), self.size)):
                yield tiles


def _reduced(corners: Corners, scale: int) -> Corners:
    a, b, c, d = ((x / scale, y / scale) for x, y in corners)
    return a, b, c, d


def _mirrored(puddles: _Puddles, poster: Image.Image) -> Image.Image:
    part, (across, down) = puddles.part, puddles.smear
    image = warped(poster.reduce(WET_SCALE), puddles.corners, part.box, scale=WET_SCALE)
    # What does not mirror the poster is lit by all of it: its mean colour.
    mean = poster.resize((1, 1), Image.Resampling.BOX).resize(image.size, Image.Resampling.NEAREST)
    image = Image.composite(image, mean, puddles.mirror)
    # Down to pixels as large as the smear and smoothly up again: a blur that costs next to nothing.
    coarse = (max(1, round(part.light.width / across)), max(1, round(part.light.height / down)))
    half = (-(-part.light.width // 2), -(-part.light.height // 2))
    image = image.resize(coarse, Image.Resampling.HAMMING).resize(half, Image.Resampling.BILINEAR)
    return lit(part, image.resize(part.light.size, Image.Resampling.NEAREST), part.box)


_blanks = WeightedCache[list[Tiles]](BLANKS)


@lru_cache(maxsize=64)
def _street(scene: Scene, scale: int = 1) -> Street:
    return Street(scene, scale)


def prepare(scene: Scene) -> None:
    """Decode and encode all that a poster needs of the scene: once, and before forking."""
    for scale in (1, SMALL_SCALE):
        _street(scene, scale)


def street(poster: Image.Image, scene: Scene, blank: Blank | None = None) -> bytes:
    """The poster (RGB, of the board's shape) on the scene's board: a JPEG of STREET_SIZE.

    The same every time, to the last byte, whether or not it is known what is blank of it.
    """
    return _street(scene).jpeg(poster, blank)


def small_street(poster: Image.Image, scene: Scene, blank: Blank | None = None) -> bytes:
    """The same at 1/SMALL_SCALE of the size, to choose by."""
    return _street(scene, SMALL_SCALE).jpeg(poster, blank)


def street_card(poster: Image.Image, scene: Scene, blank: Blank | None = None) -> bytes:
    """The same as a card of CARD_SIZE, which is less high: it loses most on the side away from the board."""
    with Image.open(io.BytesIO(street(poster, scene, blank)), formats=["JPEG"]) as picture:
        height = STREET_SIZE[0] * CARD_SIZE[1] // CARD_SIZE[0]
        heights = [y for _, y in scene.corners]
        above, below = min(heights), STREET_SIZE[1] - max(heights)
        top = round((STREET_SIZE[1] - height) * min(1, max(0, above / (above + below))))
        card = picture.resize(CARD_SIZE, Image.Resampling.BICUBIC, (0, top, STREET_SIZE[0], top + height), 3.0)
    return encode(card, CARD_QUALITY)


def compose(poster: Image.Image, scene: Scene) -> Image.Image:
    """The pixels of `street` before they are encoded."""
    picture, *_ = layers(scene)
    for shown in _street(scene).shown(poster, [(0, 0, *picture.size)]):
        for at, image in shown:
            picture.paste(image, at)
    return picture
