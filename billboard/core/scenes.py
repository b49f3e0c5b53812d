"""A poster on the street: `artwork/scenes/<slug>/scene.toml` and what a poster looks like there.

A scene was rendered twice, with white and with black paper on its board (tools/scenes). Whatever differs is the
poster's, so its picture there is `dark + poster x light`: one multiplication and one addition bring the light that
falls on it, the folds of the paper, the shine, what stands before it, soft edges and no seam. Wet ground likewise.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from math import dist
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops

from billboard.core import template_checks as checks
from billboard.core.errors import TemplateError
from billboard.core.perspective import Point, padded, perspective
from billboard.core.splicing import encode

LEAST_SIZE = (1920, 1080)
STREET_QUALITY = 86
MARGIN = 8  # px of the poster's own edge drawn on around it, so that nothing shines through where the frame begins
WET_SCALE = 4  # wet ground blurs: its image is made so many times smaller

Corners = tuple[Point, Point, Point, Point]  # clockwise from the poster's upper left


class Part(NamedTuple):
    """Where in the plate the poster shows: `dark` is there without it, `light` what white paper would add."""

    place: tuple[int, int]
    dark: Image.Image
    light: Image.Image


@dataclass(frozen=True)
class Wet:
    """Ground that mirrors the poster."""

    corners: Corners  # of the poster's image in it; clockwise from where the poster's upper left is seen
    place: tuple[int, int]
    light: Path
    smear: tuple[float, float]  # px across and down


@dataclass(frozen=True)
class Scene:
    """A street scene. What does not depend on a poster is decoded once; call `prepare` before forking."""

    slug: str
    title: str
    alt: str
    credit: str
    licence: str
    order: int
    plate: Path
    corners: Corners
    place: tuple[int, int]
    mask: Path
    dark: Path
    light: Path
    wet: Wet | None

    @cached_property
    def picture(self) -> Image.Image:
        """The scene with bare boards and, where it is wet, without any light from them; shared: copy before drawing."""
        plate = _decoded(self.plate)
        plate.paste(self.board.dark, self.board.place)
        if self.wet:
            plate.paste(self._puddles.dark, self._puddles.place)
        return plate

    @cached_property
    def board(self) -> Part:
        dark, light, mask = _decoded(self.dark), _decoded(self.light), _decoded(self.mask, "L")
        x, y = self.place
        plate = _decoded(self.plate).crop((x, y, x + dark.width, y + dark.height))
        # Beyond the poster the plate itself, to the last bit: a JPEG of the same thing is never quite the same.
        inside = mask.point(lambda value: 255 if value else 0)
        black = Image.new("RGB", dark.size)
        return Part(self.place, Image.composite(dark, plate, inside), Image.composite(light, black, inside))

    @cached_property
    def _puddles(self) -> Part:
        assert self.wet
        light, (x, y) = _decoded(self.wet.light), self.wet.place
        light = light.point(lambda value: value if value > 1 else 0)
        plate = _decoded(self.plate).crop((x, y, x + light.width, y + light.height))
        return Part(self.wet.place, ImageChops.subtract(plate, light), light)

    @cached_property
    def _mirror(self) -> Image.Image:
        """How far the poster's image reaches in wet ground, at 1/WET_SCALE of the size."""
        assert self.wet
        return _warped(Image.new("L", (400, 200), 255), self.wet.corners, self._puddles, WET_SCALE)

    @cached_property
    def _width(self) -> float:
        """Of the board in the scene, px."""
        a, b, c, d = self.corners
        return max(dist(a, b), dist(d, c))

    def prepare(self) -> None:
        """Decode and compute all that `street` needs of the scene."""
        _ = self.picture, self._width, self.wet and self._mirror


def street(poster: Image.Image, scene: Scene) -> bytes:
    """The poster (RGB, of the board's shape) on the scene's board: a JPEG of the plate's size, the same every time."""
    return encode(compose(poster, scene), STREET_QUALITY)


def compose(poster: Image.Image, scene: Scene) -> Image.Image:
    """The pixels of `street`."""
    picture = scene.picture.copy()
    # A bilinear warp mixes four pixels: it may take in two in a row at a step, and no more.
    shrunk = max(1, int(poster.width / scene._width))
    sheet = poster.reduce(shrunk) if shrunk > 1 else poster
    _shine(picture, scene.board, _warped(padded(sheet, MARGIN), scene.corners, scene.board, 1, MARGIN))
    if scene.wet:
        part, (across, down) = scene._puddles, scene.wet.smear
        image = _warped(sheet.reduce(WET_SCALE), scene.wet.corners, part, WET_SCALE)
        # What does not mirror the poster is lit by all of it: its mean colour.
        mean = sheet.resize((1, 1), Image.Resampling.BOX).resize(image.size, Image.Resampling.NEAREST)
        image = Image.composite(image, mean, scene._mirror)
        # Down to pixels as large as the smear and smoothly up again: a blur that costs next to nothing.
        coarse = (max(1, round(part.light.width / across)), max(1, round(part.light.height / down)))
        image = image.resize(coarse, Image.Resampling.HAMMING).resize(part.light.size, Image.Resampling.BILINEAR)
        _shine(picture, part, image)
    return picture


def _shine(picture: Image.Image, part: Part, warped: Image.Image) -> None:
    picture.paste(ImageChops.add(part.dark, ImageChops.multiply(warped, part.light)), part.place)


def _warped(sheet: Image.Image, corners: Corners, part: Part, scale: int, margin: int = 0) -> Image.Image:
    """The sheet, less a margin around it, as seen with its corners there in the part, at 1/scale of the part's size."""
    left, right, top, bottom = margin, sheet.width - margin, margin, sheet.height - margin
    there = [((x - part.place[0]) / scale, (y - part.place[1]) / scale) for x, y in corners]
    warp = perspective(there, [(left, top), (right, top), (right, bottom), (left, bottom)])
    size = (-(-part.light.width // scale), -(-part.light.height // scale))
    return sheet.transform(size, Image.Transform.PERSPECTIVE, warp, Image.Resampling.BILINEAR)


def load_scenes(artwork: Path) -> dict[str, Scene]:
    """Every scene under `artwork`/scenes, by slug, in their order. Raises TemplateError, naming file and field."""
    found = [load_scene(path) for path in sorted((artwork / "scenes").glob("*/scene.toml"))]
    if not found:
        raise TemplateError(f"{artwork / 'scenes'}: no scenes here; each is a folder with a scene.toml")
    return {scene.slug: scene for scene in sorted(found, key=lambda each: (each.order, each.slug))}


def load_scene(path: Path) -> Scene:
    """One scene.toml, checked, its pictures opened but not decoded."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(f"{path}: not valid TOML: {error}") from error
    top = checks.Table(data, path)
    slug = checks.slug(top, path.parent.name, "folder name")
    plate, size = _image(top, "plate", path.parent, "JPEG")
    if size[0] < LEAST_SIZE[0] or size[1] < LEAST_SIZE[1]:
        raise top.fault("plate", f"is {size[0]}x{size[1]}; at least {LEAST_SIZE[0]}x{LEAST_SIZE[1]} is wanted")
    board, wet = top.table("board"), top.optional_table("wet")
    mask, part = _image(board, "mask", path.parent, "PNG")
    scene = Scene(
        slug=slug,
        title=top.text("title"),
        alt=top.text("alt"),
        credit=top.text("credit"),
        licence=top.text("licence"),
        order=top.integer("order", 0, 10_000, 100),
        plate=plate,
        corners=_corners(board),
        place=_place(board, part, size),
        mask=mask,
        dark=_image(board, "dark", path.parent, "JPEG", part)[0],
        light=_image(board, "light", path.parent, "JPEG", part)[0],
        wet=_wet(wet, path.parent, size) if wet else None,
    )
    for each in (board, wet, top):
        if each:
            each.done()
    return scene


def _wet(table: checks.Table, folder: Path, plate: tuple[int, int]) -> Wet:
    light, size = _image(table, "light", folder, "JPEG")
    across, down = table.numbers("smear", 2)
    if min(across, down) < 1:
        raise table.fault("smear", f"should be at least 1 px each way, not {[across, down]}")
    return Wet(_corners(table), _place(table, size, plate), light, (across, down))


def _image(
    table: checks.Table, field: str, folder: Path, kind: str, wanted: tuple[int, int] | None = None
) -> tuple[Path, tuple[int, int]]:
    path = folder / table.text(field)
    if path.parent != folder or not path.is_file():
        raise table.fault(field, f"there is no picture {path.name!r} beside the scene.toml")
    try:
        with Image.open(path, formats=[kind]) as image:
            size = image.size
    except OSError as error:
        raise table.fault(field, f"{path.name!r} is not a {kind}: {error}") from error
    if wanted and size != wanted:
        raise table.fault(
            field, f"{path.name!r} is {size[0]}x{size[1]}, but the mask beside it {wanted[0]}x{wanted[1]}"
        )
    return path, size


def _corners(table: checks.Table) -> Corners:
    value = table.numbers("corners", 8)
    ring = [(value[index], value[index + 1]) for index in range(0, 8, 2)]
    turns = [
        (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
        for a, b, c in zip(ring, ring[1:] + ring[:1], ring[2:] + ring[:2], strict=True)
    ]
    # On the board they run clockwise; in the ground, which mirrors it, the other way about.
    if not (all(turn > 1 for turn in turns) or all(turn < -1 for turn in turns)):
        raise table.fault("corners", "are not those of a four-sided figure in their order around it")
    return ring[0], ring[1], ring[2], ring[3]


def _place(table: checks.Table, part: tuple[int, int], plate: tuple[int, int]) -> tuple[int, int]:
    x, y = table.integers("place", 2)
    if x < 0 or y < 0 or x + part[0] > plate[0] or y + part[1] > plate[1]:
        raise table.fault("place", f"a part {part[0]}x{part[1]} at {[x, y]} leaves the plate {plate[0]}x{plate[1]}")
    return x, y


def _decoded(path: Path, mode: str = "RGB") -> Image.Image:
    with Image.open(path, formats=["JPEG", "PNG"]) as image:
        return image.convert(mode)
