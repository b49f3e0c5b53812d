"""The fonts, the plain template and a renderer of it: opened once, for nothing in them changes."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from billboard.core.catalogue.sticker_catalogue import StickerCatalogue, load_sticker_catalogue
from billboard.core.catalogue.templates import PosterTemplate, load_templates
from billboard.core.picture.rendering import Renderer
from billboard.core.type.fonts import FontBook

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def book() -> FontBook:
    return FontBook(ROOT / "fonts")


@pytest.fixture(scope="session")
def plain(book: FontBook) -> PosterTemplate:
    """Flat colour and four slots: headline in capitals, long strapline, turned stamp with stroke, spaced print."""
    return load_templates(ROOT / "tests" / "data" / "artwork", book)["plain"]


@pytest.fixture(scope="session")
def catalogue(book: FontBook) -> StickerCatalogue:
    """The stickers there are."""
    return load_sticker_catalogue(ROOT / "artwork" / "stickers", book)


@pytest.fixture(scope="session")
def renderer(book: FontBook, plain: PosterTemplate, catalogue: StickerCatalogue) -> Renderer:
    return Renderer({plain.slug: plain}, book, catalogue)


@pytest.fixture(scope="session")
def artwork(book: FontBook) -> Mapping[str, PosterTemplate]:
    return load_templates(ROOT / "artwork", book)


@pytest.fixture(scope="session")
def press(artwork: Mapping[str, PosterTemplate], book: FontBook, catalogue: StickerCatalogue) -> Renderer:
    """A renderer of every template."""
    return Renderer(artwork, book, catalogue)
