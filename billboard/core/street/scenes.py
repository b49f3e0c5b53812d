"""Street scenes: what they are, and how `artwork/scenes/<slug>/scene.toml` becomes one. Drawing lives in `street`.

A scene was rendered twice, with white and with black paper on its board (tools/scenes). Whatever differs is the
poster's, so its picture there is `dark + poster x light`: one multiplication and one addition bring the light that
falls on it, the folds of the paper, the shine, what stands before it, soft edges and no seam. Wet ground likewise.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from math import dist
from pathlib import Path

from PIL import Image

from billboard.core.boxes import Corners, Pixel, Size
from billboard.core.catalogue import template_checks as checks
from billboard.core.errors import TemplateError
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format
from billboard.core.toml_tables import Table, read_table

STREET_SIZE = (1920, 1080)


@dataclass(frozen=True)
class Wet:
    """Ground that mirrors the poster."""

    corners: Corners  # of the poster's image in it; clockwise from where the poster's upper left is seen
    place: Pixel
    light: Path
    smear: tuple[float, float]  # px across and down


@dataclass(frozen=True)
class Scene:
    """A street scene with a blank board."""

    slug: str
    title: str
    alt: str
    credit: str
    licence: str
    order: int
    format: Format  # of the board
    fingerprint: str  # of its files: what was drawn of another version is stale
    plate: Path
    corners: Corners
    place: Pixel  # of mask, dark and light upon the plate
    mask: Path
    dark: Path  # what the board looks like under black paper
    light: Path  # what white paper adds to it
    wet: Wet | None

    @property
    def width(self) -> float:
        """Of the board in the scene, px."""
        a, b, c, d = self.corners
        return max(dist(a, b), dist(d, c))

    def poster_width(self, scale: int = 1) -> int:
        """Of a poster, px, that the scene at 1/scale shows no less of than of a larger one."""
        return int(self.width / scale) + 1


def load_scenes(artwork: Path) -> dict[str, Scene]:
    """Every scene under `artwork`/scenes, by slug, in their order. Raises TemplateError, naming file and field."""
    found = [load_scene(path) for path in sorted((artwork / "scenes").glob("*/scene.toml"))]
    if not found:
        raise TemplateError(f"{artwork / 'scenes'}: no scenes here; each is a folder with a scene.toml")
    if not any(scene.format is FORTY_EIGHT for scene in found):
        raise TemplateError(f"{artwork / 'scenes'}: no scene is for a {FORTY_EIGHT.slug}, as every poster is")
    return {scene.slug: scene for scene in sorted(found, key=lambda each: (each.order, each.slug))}


def load_scene(path: Path) -> Scene:
    """One scene.toml, checked, its pictures opened but not decoded."""
    top = read_table(path)
    slug = checks.slug(top, path.parent.name, "folder name")
    plate, size = _image(top, "plate", path.parent, "JPEG")
    if size != STREET_SIZE:
        raise top.fault("plate", f"is {size[0]}x{size[1]}, not {STREET_SIZE[0]}x{STREET_SIZE[1]}")
    board, wet = top.table("board"), top.optional_table("wet")
    mask, part = _image(board, "mask", path.parent, "PNG")
    scene = Scene(
        slug=slug,
        title=top.text("title"),
        alt=top.text("alt"),
        credit=top.text("credit"),
        licence=top.text("licence"),
        order=top.integer("order", 0, 10_000, 100),
        format=FORMATS[top.choice("format", FORMATS, "the formats", FORTY_EIGHT.slug)],
        fingerprint=_fingerprint(path.parent),
        plate=plate,
        corners=read_corners(board, "corners"),
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


def _wet(table: Table, folder: Path, plate: Size) -> Wet:
    light, size = _image(table, "light", folder, "JPEG")
    across, down = table.numbers("smear", 2)
    if min(across, down) < 1:
        raise table.fault("smear", f"should be at least 1 px each way, not {[across, down]}")
    return Wet(read_corners(table, "corners"), _place(table, size, plate), light, (across, down))


def _image(table: Table, field: str, folder: Path, kind: str, wanted: Size | None = None) -> tuple[Path, Size]:
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


def read_corners(table: Table, field: str) -> Corners:
    """Of a board, from its upper left around it; or of its image in the ground, which runs the other way about."""
    value = table.numbers(field, 8)
    ring = [(value[index], value[index + 1]) for index in range(0, 8, 2)]
    turns = [
        (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
        for a, b, c in zip(ring, ring[1:] + ring[:1], ring[2:] + ring[:2], strict=True)
    ]
    if not (all(turn > 1 for turn in turns) or all(turn < -1 for turn in turns)):
        raise table.fault(field, "are not those of a four-sided figure in their order around it")
    return ring[0], ring[1], ring[2], ring[3]


def _place(table: Table, part: Size, plate: Size) -> Pixel:
    x, y = table.integers("place", 2)
    if x < 0 or y < 0 or x + part[0] > plate[0] or y + part[1] > plate[1]:
        raise table.fault("place", f"a part {part[0]}x{part[1]} at {[x, y]} leaves the plate {plate[0]}x{plate[1]}")
    return x, y


def _fingerprint(folder: Path) -> str:
    files = sorted(each for each in folder.iterdir() if each.is_file())
    return hashlib.sha256(b"".join(hashlib.sha256(each.read_bytes()).digest() for each in files)).hexdigest()[:12]
