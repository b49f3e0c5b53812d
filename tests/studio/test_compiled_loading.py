"""What a draft is compiled into, read by the loader as a folder of artwork."""

from pathlib import Path

import pytest
from PIL import Image

from billboard.core.catalogue.template_reading import load_template
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.formats import FORMATS
from billboard.core.type.fonts import FontBook
from billboard.infra.config import ROOT
from billboard.studio.compiling import compile_document
from billboard.studio.documents import Document
from billboard.studio.missing import missing
from tests.studio.documents import finished, invented

RESERVED = {"csrf_token", "campaign", "preview"}


@pytest.fixture(scope="module")
def blank_arts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("arts")
    for each in FORMATS.values():
        Image.new("RGB", each.art, "grey").save(folder / f"{each.slug}.jpg")
    return {slug: folder / f"{slug}.jpg" for slug in FORMATS}


def loaded(document: Document, book: FontBook, arts: dict[str, Path], folder: Path) -> PosterTemplate:
    """As it comes out of a folder of artwork that it was compiled into."""
    compiled = compile_document(document, book, reserved=RESERVED)
    (folder / "drafted").mkdir(parents=True)
    (folder / "textures").symlink_to(ROOT / "artwork" / "textures")
    (folder / "drafted" / "template.toml").write_text(compiled.toml)
    for art in compiled.arts:
        (folder / "drafted" / f"{art.name}.jpg").symlink_to(arts[art.format.slug])
    return load_template(folder / "drafted" / "template.toml", book.files.stems, RESERVED)


def test_what_lacks_nothing_is_taken_by_the_loader(book: FontBook, blank_arts: dict[str, Path], tmp_path: Path) -> None:
    taken = 0
    for seed in range(16):
        document = invented(seed, ["Anton-Regular", "Archivo-Bold", "SpecialElite-Regular"])
        if missing(document, book, ["spray"], ["gable-end"]):
            continue
        taken += 1
        template = loaded(document, book, blank_arts, tmp_path / str(seed))
        assert len(template.slots) == len(document.boxes)
        assert template.title == " ".join(document.papers.title.split())
    assert taken > 3, "else this says nothing"


def test_a_template_says_what_its_draft_says(book: FontBook, blank_arts: dict[str, Path], tmp_path: Path) -> None:
    template = loaded(finished(), book, blank_arts, tmp_path)
    headline, small = template.slots
    assert (headline.name, headline.box, headline.required) == ("headline", (120, 100, 1400, 420), True)
    assert small.limit >= 60, "it holds two lines"
    (variant,) = template.variants
    assert variant.inks == {"ink_ffffff": (255, 255, 255), "ink_f2c14e": (242, 193, 78)}
    assert template.samples[0]["headline"] == "It was like this when we came."
