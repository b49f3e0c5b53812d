"""What of a draft the darkroom makes to be looked at: its art in every format and colouring, made once and kept."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import cast

from PIL import Image

from billboard.core.boxes import Size
from billboard.core.colour import Colour
from billboard.core.darkroom.recipes import AS_IT_IS, NO_RECIPE, RECIPES, as_hex, recoloured
from billboard.core.darkroom.values import CalmArea
from billboard.core.errors import NotFound, Refused
from billboard.core.formats import Format
from billboard.infra.storage import ImageStore, MissingImage, key_of
from billboard.studio import darkroom, layouts
from billboard.studio.art_files import ArtFiles
from billboard.studio.documents import Document, Picture
from billboard.studio.slots import inks_of

NOTHING_YET = "There is nothing to look at yet. Straighten the poster first."
THUMB = 480  # px across a colouring to be chosen
QUALITY = 82  # of what is cut out of a sheet of them
SWATCHES = 6
ALIKE = 40  # of 255 by which each part of a colour may differ from one that is offered already
GONE = "The picture of this draft is gone. Upload it once more."


@dataclass(frozen=True, slots=True)
class Easel:
    """A draft's document, and where its pictures are kept: in the store, and beside this process while they are used.

    A picture of the store never changes under its name, so nothing that was made of one does.
    """

    document: Document
    folder: str  # the store's
    store: ImageStore
    files: ArtFiles

    @property
    def art(self) -> Picture:
        """What boxes are drawn on. Raises Refused."""
        if self.document.art is None:
            raise Refused(NOTHING_YET)
        return self.document.art

    @property
    def home(self) -> Format:
        return layouts.home_of(self.document)

    def with_document(self, document: Document) -> Easel:
        return replace(self, document=document)

    def made(self, *key: str, make: Callable[[], bytes]) -> Path:
        return self.files.made("\n".join((self.folder, self.art.name, *key)), make)

    def board(self) -> Path:
        """Raises Refused and StoreUnavailable."""

        def fetch() -> bytes:
            try:
                return self.store.get(key_of(self.folder, self.art.name))
            except MissingImage:
                raise NotFound(GONE) from None

        return self.made(make=fetch)


@dataclass(frozen=True, slots=True)
class DraftArt:
    """An `ArtSource` of pictures that lie here already."""

    paths: Mapping[str, Path]  # by their names
    passing: bool = True

    def path(self, name: str) -> Path:
        return self.paths.get(name, Path(name))

    def problem(self, name: str, size: Size) -> str:
        return "" if name in self.paths else f"there is no picture {name!r}"

    def bring(self, path: Path) -> None:
        """It is there."""


def art_in(easel: Easel, format_: Format, recipe: str = AS_IT_IS) -> Path:
    """The draft's art in a format and a colouring. Raises Refused and StoreUnavailable."""
    if format_ is easel.home and recipe == AS_IT_IS:
        return easel.board()
    return arts_in(easel, [format_], recipe)[0]


def arts_in(easel: Easel, formats: Sequence[Format], recipe: str = AS_IT_IS) -> list[Path]:
    """The same in several formats, made in one go."""
    crops = {each.slug: layouts.crop_for(easel.document, each) for each in formats}

    @lru_cache(1)
    def made() -> Mapping[str, bytes]:
        board = easel.board().read_bytes()
        if recipe != AS_IT_IS:
            board = darkroom.colour(board, recipe)
        others = {slug: crop for slug, crop in crops.items() if slug != easel.home.slug}
        found = darkroom.formats(board, easel.home, [], layouts.motif_of(easel.document), others) if others else {}
        return {easel.home.slug: board} | {slug: each.data for slug, each in found.items() if slug in others}

    return [
        easel.made(recipe, slug, str(crop), make=lambda slug=slug: made()[slug])  # type: ignore[misc]
        for slug, crop in crops.items()
    ]


def colouring(easel: Easel, recipe: str) -> bytes:
    """A small picture of the board in a ready-made colouring; all are made at once. Raises Refused."""
    names = list(RECIPES)
    if recipe not in RECIPES:
        raise Refused(NO_RECIPE)

    def make() -> bytes:
        made = darkroom.colours(easel.board().read_bytes(), names, THUMB)
        return _jpeg(_stacked([_opened(made[name]) for name in names]))

    sheet = Image.open(easel.made("colourings", make=make), formats=["JPEG"])
    with sheet:
        high = sheet.height // len(names)
        top = names.index(recipe) * high
        return _jpeg(sheet.crop((0, top, sheet.width, top + high)))


def _stacked(pictures: Sequence[Image.Image]) -> Image.Image:
    """One below the other."""
    width, height = pictures[0].size
    sheet = Image.new("RGB", (width, height * len(pictures)))
    for number, each in enumerate(pictures):
        sheet.paste(each, (0, number * height))
    return sheet


def _opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        return image.convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def inks_under(easel: Easel, recipe: str) -> Mapping[str, str]:
    """What the inks of a draft's boxes become under a recipe, read as well as before on what they stand on."""
    if recipe == AS_IT_IS:
        return {}
    grounds = _grounds(easel)
    return {ink: recoloured(recipe, ink, grounds.get(ink)) for ink in inks_of(easel.document.boxes)}


def _grounds(easel: Easel) -> Mapping[str, str]:
    """The colour under the first box of each ink, on the board as it is."""
    home, path, found = easel.home, easel.board(), dict[str, str]()
    places = layouts.places_on(easel.document, home)
    for box in easel.document.boxes:
        if box.ink not in found and not box.bar:
            x, y, width, height = places[box.name].box
            found[box.ink] = _mean(path, (x / home.art[0], y / home.art[1], width / home.art[0], height / home.art[1]))
    return found


@lru_cache(256)
def _mean(path: Path, part: tuple[float, float, float, float]) -> str:
    with Image.open(path, formats=["JPEG"]) as image:
        image.draft("RGB", (300, 300))
        x, y, width, height = (round(each * side) for each, side in zip(part, image.size * 2, strict=True))
        cut = image.convert("RGB").crop((x, y, x + max(1, width), y + max(1, height)))
    return as_hex(cast(Colour, cut.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))))


def calm(easel: Easel) -> Sequence[CalmArea]:
    """Where words would be read well. Raises Refused."""
    return darkroom.calm(easel.board().read_bytes(), easel.home)


def swatches(easel: Easel) -> list[str]:
    """White, black and the colours that the picture has most of."""
    return ["#ffffff", "#141414", *_colours(easel.board())]


@lru_cache(64)
def _colours(path: Path) -> tuple[str, ...]:
    with Image.open(path, formats=["JPEG"]) as image:
        image.draft("RGB", (200, 200))
        small = image.convert("RGB").resize((64, 64), Image.Resampling.BOX)
    few = small.quantize(24, Image.Quantize.MEDIANCUT).convert("RGB")
    counted = sorted(few.getcolors(4096) or [], reverse=True)
    kept: list[Colour] = []
    for colour in (cast(Colour, each) for _, each in counted):
        apart = all(max(abs(a - b) for a, b in zip(colour, other, strict=True)) > ALIKE for other in kept)
        if apart and len(kept) < SWATCHES:
            kept.append(colour)
    return tuple(as_hex(each) for each in kept)
