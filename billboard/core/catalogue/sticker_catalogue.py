"""The catalogue of stickers: what there is to put over a poster, read from artwork/stickers/stickers.toml."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from PIL import Image

from billboard.core.boxes import Size
from billboard.core.cached_method import cached_method
from billboard.core.catalogue import template_checks as checks
from billboard.core.colour import Colour
from billboard.core.toml_tables import Table, read_table
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import SetText
from billboard.core.type.slots import Slot
from billboard.core.type.typesetting import set_slot

WIDTHS = (60, 1200)  # art px that a sticker may be wide
_SIDES = (300, 900)  # px of a picture's longer side


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sticker. Its words' slot, where it takes any, lies in px of its picture."""

    slug: str
    title: str
    alt: str  # as in "with a moustache drawn on it"
    width: int  # art px, as it is first put on
    least: int  # art px
    art: Path
    size: Size  # px
    licence: str
    credit: str
    slot: Slot | None = None
    ink: Colour = (0, 0, 0)


class StickerCatalogue:
    """The kinds there are, by slug, with their pictures decoded."""

    def __init__(self, kinds: Mapping[str, Kind], folder: Path, book: FontBook) -> None:
        self.kinds = kinds
        self.folder = folder
        # What bubbles say by themselves.
        self.said = frozenset(kind.slot.default for kind in kinds.values() if kind.slot)
        self._book = book

    def warm(self) -> None:
        """Decode all pictures, so that forked workers share them."""
        for slug in self.kinds:
            self.art(slug)

    @cached_method()
    def art(self, slug: str) -> Image.Image:
        """A kind's picture, RGBA, shared: copy before drawing."""
        with Image.open(self.kinds[slug].art, formats=["PNG"]) as picture:
            return picture.convert("RGBA")

    def sized(self, slug: str, width: int) -> Image.Image:
        """A kind's picture `width` px across, RGBA."""
        art = self.art(slug)
        return art.resize((width, max(1, round(width * art.height / art.width))), Image.Resampling.LANCZOS)

    @cached_method(500)
    def words(self, slug: str, text: str) -> SetText:
        """What a sticker says, set in type. Raises SloganTooLong and UndrawableCharacter."""
        slot = self.kinds[slug].slot
        assert slot
        return set_slot(self._book, slot, text)


def load_sticker_catalogue(folder: Path, book: FontBook) -> StickerCatalogue:
    """The catalogue in `folder`, checked. Raises TemplateError for the first fault."""
    path = folder / "stickers.toml"
    top = read_table(path)
    kinds = [_kind(table, book.files.stems) for table in top.tables("sticker", least=1)]
    checks.unique(top, "sticker", [kind.slug for kind in kinds])
    top.done()
    return StickerCatalogue(MappingProxyType({kind.slug: kind for kind in kinds}), folder, book)


def _kind(table: Table, stems: Collection[str]) -> Kind:
    slug = checks.slug(table, table.text("slug"), "slug")
    art = table.folder / f"{slug}.png"
    size = _size(table, art)
    words = table.optional_table("words")
    least = table.integer("least", *WIDTHS, WIDTHS[0])
    kind = Kind(
        slug=slug,
        title=table.text("title"),
        alt=table.text("alt"),
        width=table.integer("width", least, WIDTHS[1]),
        least=least,
        art=art,
        size=size,
        licence=table.text("licence"),
        credit=table.text("credit"),
        slot=_slot(words, table.text("title"), stems, size) if words else None,
        ink=checks.colour(words, "ink") if words else (0, 0, 0),
    )
    if words:
        words.done()
    table.done()
    return kind


def _slot(words: Table, title: str, stems: Collection[str], size: Size) -> Slot:
    slot = Slot(
        name="words",
        label=title,
        box=checks.box(words, 0.0, size),
        font=words.choice("font", stems, "the fonts under fonts/"),
        size=checks.size_range(words),
        ink="ink",
        align="centre",
        leading=words.number("leading", 0.6, 2.5, 1.05),
        lines=words.integer("lines", 1, 12, 4),
        limit=words.integer("limit", 1, 200, 60),
        default=checks.slogan_text(words, "default", words.text("default")),
    )
    checks.sample_fits(words, "default", slot.default, slot.limit, required=True)
    return slot


def _size(table: Table, art: Path) -> Size:
    if not art.is_file():
        raise table.fault("slug", f"there is no picture {art.name!r} beside the stickers.toml")
    try:
        with Image.open(art, formats=["PNG"]) as picture:
            size, mode = picture.size, picture.mode
    except OSError as error:
        raise table.fault("slug", f"{art.name!r} is not a PNG: {error}") from error
    if mode not in ("RGBA", "LA", "P") or not _SIDES[0] <= max(size) <= _SIDES[1]:
        raise table.fault(
            "slug",
            f"{art.name!r} is {size[0]}x{size[1]} {mode}; a cut-out with its longer side {_SIDES[0]} to {_SIDES[1]} px "
            "is wanted",
        )
    return size
